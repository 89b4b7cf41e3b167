package allsky.spark.evaluation;

import allsky.UserError;
import allsky.spark.evaluation.head.HeadCutouts;
import allsky.spark.evaluation.head.SvmHead;
import allsky.spark.evaluation.review.ReviewSettings;
import allsky.spark.evaluation.review.ReviewStep;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.runtime.Progress;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.tiles.TileProgress;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures the predictions of a model on labelled cutouts, and writes the measures.
 *
 * @param setup the model and the cutouts
 * @param cutouts the cutouts that are classified
 * @param magnitudeStep width of a magnitude bin, mag
 * @param review how the misclassified and the low-confidence cutouts are sorted
 * @param head the cutouts on which an SVM head is fitted; empty for the softmax head only
 * @param log takes a line for the user
 */
public record EvaluationStep(
    EvaluationSetup setup,
    EvaluatedCutouts cutouts,
    double magnitudeStep,
    ReviewSettings review,
    Optional<HeadCutouts> head,
    Consumer<String> log) {

  private static final String JOB = "evaluate-iicnet";

  /**
   * Writes the predictions, measures them and finishes the output.
   *
   * @param classifier gives a row for each cutout, classified while it is read; with embeddings if
   *     a head is fitted
   * @param progress counts the cutouts that are classified
   * @param folder the output, made ready by {@link OutputFolder#startAfresh}
   * @return the measures
   * @throws UserError if no cutout has pixels
   */
  public EvaluationResult run(
      UnaryOperator<Dataset<Row>> classifier,
      TileProgress progress,
      OutputFolder folder,
      RunIdentity run) {
    Optional<SvmHead> svm = head.map(chosen -> fitted(chosen, classifier));
    Dataset<Row> classified = classifier.apply(cutouts.rows());
    Dataset<Row> answered = svm.map(fit -> fit.answered(classified)).orElse(classified);
    Dataset<Row> evaluated = written(answered, progress, folder, run);
    EvaluationResult measured = measured(evaluated);
    ReviewStep reviewed =
        ReviewStep.write(evaluated, cutouts.rows(), setup.shape(), review, folder, run);
    EvaluationResult result =
        measured.with(svm.map(fit -> fit.compared(evaluated)), reviewed.counted());
    EvaluationFiles.write(result, folder);
    draw(result, reviewed, folder);
    folder.finish();
    return result;
  }

  private SvmHead fitted(HeadCutouts chosen, UnaryOperator<Dataset<Row>> classifier) {
    log.accept("fitting the SVM head on the embeddings of the splits train and validation");
    return SvmHead.fitted(
        classifier.apply(chosen.train()), classifier.apply(chosen.validation()), classes());
  }

  private Dataset<Row> written(
      Dataset<Row> predictions, TileProgress watch, OutputFolder folder, RunIdentity run) {
    Dataset<Row> rows = EvaluatedSample.withUncalibrated(predictions, classes(), setup.model());
    try (Progress progress = Progress.start(JOB, "cutouts", cutouts.count(), watch::sourcesDone)) {
      TableFolder.writePart(rows, folder, EvaluationFiles.PREDICTIONS, run);
    }
    return ParquetFiles.read(
        rows.sparkSession().read(), folder.path() + "/" + EvaluationFiles.PREDICTIONS);
  }

  private EvaluationResult measured(Dataset<Row> predictions) {
    List<Band> bands = setup.model().shape().bands();
    List<String> magnitudes = MeasuredColumns.magnitudes(predictions, bands);
    List<String> signals = MeasuredColumns.signalsToNoise(predictions, bands);
    if (magnitudes.isEmpty() && signals.isEmpty()) {
      log.accept("the cutouts have no magnitudes: nothing is measured by magnitude; see --sources");
    }
    List<String> there = List.of(predictions.columns());
    List<String> measured =
        Stream.of(magnitudes, signals, SkyEvaluationFiles.COLUMNS)
            .flatMap(List::stream)
            .filter(there::contains)
            .distinct()
            .toList();
    EvaluatedSample sample =
        EvaluatedSample.read(predictions, setup.cutoutsPath(), classes(), measured);
    Optional<ClassSetCoverage> classSets =
        ClassSetCoverage.of(predictions, classes(), setup.model().classSets());
    return EvaluationResult.of(
        setup, cutouts, sample, classSets, magnitudes, signals, magnitudeStep);
  }

  /** A server without fonts still gets the numbers. */
  private void draw(EvaluationResult result, ReviewStep reviewed, OutputFolder folder) {
    try {
      Picture.requireFonts();
      EvaluationFiles.draw(result, reviewed, folder);
    } catch (UserError e) {
      log.accept(e.getMessage());
    }
  }

  private List<SourceClass> classes() {
    return setup.model().shape().classes();
  }
}
