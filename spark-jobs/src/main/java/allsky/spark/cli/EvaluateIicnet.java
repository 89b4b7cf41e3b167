package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.calibration.OutlierRule;
import allsky.cutout.CutoutShape;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.classify.ClassificationSettings;
import allsky.spark.classify.Postprocessor;
import allsky.spark.classify.TileClassification;
import allsky.spark.cli.options.EngineOptions;
import allsky.spark.cli.options.ModelOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.PriorsOptions;
import allsky.spark.columns.TableInput;
import allsky.spark.evaluation.EvaluatedCutouts;
import allsky.spark.evaluation.EvaluatedSample;
import allsky.spark.evaluation.EvaluationFiles;
import allsky.spark.evaluation.EvaluationResult;
import allsky.spark.evaluation.EvaluationSetup;
import allsky.spark.evaluation.ImageOrigin;
import allsky.spark.evaluation.MeasuredColumns;
import allsky.spark.evaluation.SplitChoice;
import allsky.spark.output.OutputFolder;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.runtime.Progress;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.tiles.TileProgress;
import allsky.survey.Band;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate-iicnet}: how well a model does on cutouts whose class is known. */
@Command(
    name = "evaluate-iicnet",
    header = "Evaluate a trained IICnet on labelled cutouts that it was not trained on.",
    description = {
      "%nMeasures precision, recall, specificity, F1 and accuracy of each class, the confusion"
          + " matrix, ROC curves and calibration, with 95 %% confidence intervals. All metrics are"
          + " also given by magnitude, by signal-to-noise ratio, and for the class fractions of the"
          + " sky. Writes JSON, CSV and PNG files and the predictions."
    })
final class EvaluateIicnet extends Job {

  @Option(
      names = "--cutouts",
      required = true,
      paramLabel = "PATH",
      description = "Table of cutouts with the columns label and split, written by stack-cutouts.")
  private String cutouts;

  @Mixin private ModelOptions model;

  @Option(
      names = "--split",
      defaultValue = "test",
      paramLabel = "SPLIT",
      description = "Which split to evaluate: ${COMPLETION-CANDIDATES}.")
  private SplitChoice split;

  @Mixin private PriorsOptions mix;

  @Option(
      names = "--sources",
      paramLabel = "PATH",
      description = "Catalog with magnitudes and signal-to-noise ratios, if the cutouts have none.")
  private String sources;

  @Option(
      names = "--magnitude-step",
      defaultValue = "0.5",
      paramLabel = "MAG",
      description = "Width of the magnitude bins in mag, 0.01 to 10.")
  private double magnitudeStep;

  @Mixin private EngineOptions engine;

  @Mixin private OutputOptions output;

  @Override
  protected void work() {
    check(
        magnitudeStep >= 0.01 && magnitudeStep <= 10,
        "Invalid --magnitude-step (0.01 to 10): %s",
        magnitudeStep);
    engine.checkBatchSize();
    mix.requireValid();
    OutputFolder folder =
        output(
            output,
            model.input(),
            new TableInput("--cutouts", cutouts),
            TableInput.sources(sources));
    TrainedModel trained = model.read(remark -> say("%s", remark));
    ModelDescription description = trained.description();
    Dataset<Row> table = cutouts(description);
    CutoutShape shape = CutoutTable.shapeOf(table.schema(), cutouts);
    EvaluatedCutouts chosen =
        EvaluatedCutouts.of(table, cutouts, split, description.shape().classes());
    EvaluationSetup subject =
        new EvaluationSetup(
            description,
            model.path(),
            cutouts,
            shape,
            ImageOrigin.isSimulated(table.schema()),
            split,
            mix.mix(description.classPriors()),
            mix.source());
    // Before all the work.
    subject.shift();
    Dataset<Row> predictions = predictions(chosen, trained, folder);
    finish(findings(subject, chosen, predictions), folder);
  }

  private Dataset<Row> cutouts(ModelDescription description) {
    Dataset<Row> table = CatalogReader.read(spark(), new TableInput("--cutouts", cutouts)).rows();
    description.requireCutouts(CutoutTable.shapeOf(table.schema(), cutouts), cutouts);
    if (sources == null) {
      return table;
    }
    TableInput catalog = TableInput.sources(sources);
    Dataset<Row> rows = CatalogReader.read(spark(), catalog).rows();
    return MeasuredColumns.added(table, rows, catalog, description.shape().bands());
  }

  private Dataset<Row> predictions(
      EvaluatedCutouts chosen, TrainedModel trained, OutputFolder folder) {
    List<StructField> carried = MeasuredColumns.carried(chosen.rows());
    Postprocessor judge = Postprocessor.of(trained, OutlierRule.NONE);
    TileProgress watch = TileProgress.of(spark());
    ClassificationSettings how = engine.how(spark(), trained, carried, judge);
    folder.startAfresh(identity(), output.overwrite);
    try (Progress progress =
        Progress.start("evaluate-iicnet", "cutouts", chosen.count(), watch::sourcesDone)) {
      Dataset<Row> predicted = TileClassification.ofCutouts(chosen.rows(), how, carried, watch);
      TableFolder.writePart(
          EvaluatedSample.withUncalibrated(
              predicted,
              trained.description().shape().classes(),
              trained.description().temperature()),
          folder,
          EvaluationFiles.PREDICTIONS,
          identity());
    }
    return ParquetFiles.read(spark().read(), folder.path() + "/" + EvaluationFiles.PREDICTIONS);
  }

  private EvaluationResult findings(
      EvaluationSetup subject, EvaluatedCutouts chosen, Dataset<Row> predictions) {
    List<Band> bands = subject.model().shape().bands();
    List<String> magnitudes = MeasuredColumns.magnitudes(predictions, bands);
    List<String> signals = MeasuredColumns.signalsToNoise(predictions, bands);
    if (magnitudes.isEmpty() && signals.isEmpty()) {
      say("the cutouts have no magnitudes: nothing is measured by magnitude; see --sources");
    }
    EvaluatedSample sample =
        EvaluatedSample.read(
            predictions,
            cutouts,
            subject.model().shape().classes(),
            Stream.concat(magnitudes.stream(), signals.stream()).toList());
    return EvaluationResult.of(subject, chosen, sample, magnitudes, signals, magnitudeStep);
  }

  private void finish(EvaluationResult findings, OutputFolder folder) {
    EvaluationFiles.write(findings, folder);
    try {
      Picture.requireFonts();
      EvaluationFiles.draw(findings, folder);
    } catch (UserError e) {
      say("%s", e.getMessage());
    }
    folder.finish();
    EvaluationFiles.lines(findings).forEach(line -> print("%s", line));
  }
}
