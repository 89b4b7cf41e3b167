package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.calibration.OutlierRule;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.classify.Postprocessor;
import allsky.spark.columns.TableInput;
import allsky.spark.evaluation.EvaluatedCutouts;
import allsky.spark.evaluation.EvaluationSetup;
import allsky.spark.evaluation.EvaluationStep;
import allsky.spark.evaluation.ImageOrigin;
import allsky.spark.evaluation.MeasuredColumns;
import allsky.spark.evaluation.SplitChoice;
import allsky.spark.evaluation.head.HeadCutouts;
import allsky.spark.evaluation.review.ReviewSettings;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.PhotometryColumn;
import allsky.spark.table.prediction.SourceFacts;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for what an evaluation measures and how it sorts the cutouts. */
@Heading.Under(Heading.EVALUATION)
public final class EvaluationOptions {

  @Option(
      names = "--split",
      defaultValue = "test",
      paramLabel = "SPLIT",
      description = "Which split to evaluate: ${COMPLETION-CANDIDATES}.")
  private SplitChoice split;

  @Mixin private PriorsOptions priors;

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--sources",
      paramLabel = "PATH",
      description =
          "Catalog with magnitudes, signal-to-noise ratios and the flags of the outlier cases. "
              + "Needed only if the cutouts lack these columns.")
  private String sources;

  @Option(
      names = "--magnitude-step",
      defaultValue = "0.5",
      paramLabel = "MAG",
      description = "Width of the magnitude bins in mag, 0.01 to 10.")
  private double magnitudeStep;

  @Option(
      names = "--groups",
      defaultValue = "3",
      paramLabel = "K",
      description = "Number of K-means groups of the misclassified cutouts, 1 to 10.")
  private int groups;

  @Option(
      names = "--low-confidence",
      defaultValue = "0.6",
      paramLabel = "P",
      description =
          "Correct predictions below this confidence, 0 to 1, are sorted into outlier cases.")
  private double lowConfidence;

  @Option(
      names = "--head",
      defaultValue = "softmax",
      paramLabel = "HEAD",
      description =
          "softmax: the network as it was trained. svm: also a linear support vector machine on "
              + "the embeddings, fitted on the train split and compared with the softmax.")
  private Head head;

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--unusual",
      paramLabel = "PATH",
      description =
          "Cutouts of a simulated sky with unusual objects (simulate-sky --unusual-per-tile,"
              + " stack-cutouts --columns simulated_kind). outliers.csv then compares how well"
              + " training_distance, confidence and published scores find each kind.")
  private String unusual;

  /** The last step of a classification. */
  private enum Head {
    SOFTMAX,
    SVM
  }

  /** The catalog with magnitudes; its path is null without --sources. */
  public TableInput sources() {
    return TableInput.sources(sources);
  }

  /** The cutouts of unusual objects; the path is null without --unusual. */
  public TableInput unusual() {
    return new TableInput("--unusual", unusual);
  }

  /** The postprocessor for a model; it gives the embeddings that the SVM head needs. */
  public Postprocessor postprocessor(TrainedModel model) {
    Postprocessor softmax = Postprocessor.of(model, OutlierRule.NONE);
    return head == Head.SVM ? softmax.withEmbeddings() : softmax;
  }

  /**
   * @throws UserError if a value is out of its range
   */
  public void requireValid() {
    check(
        magnitudeStep >= 0.01 && magnitudeStep <= 10,
        "Invalid --magnitude-step (0.01 to 10): %s",
        magnitudeStep);
    check(
        groups >= 1 && groups <= ReviewSettings.MAX_GROUPS,
        "Invalid --groups (1 to %s): %s",
        ReviewSettings.MAX_GROUPS,
        groups);
    check(
        lowConfidence >= 0 && lowConfidence <= 1,
        "Invalid --low-confidence (0 to 1): %s",
        lowConfidence);
    priors.requireValid();
  }

  /**
   * The cutouts with the photometry that the network gets, and with the magnitudes of --sources if
   * that is given.
   *
   * @param path the table of the cutouts, for messages
   * @param log gets a line if the table lacks magnitudes
   * @throws UserError if the model cannot use them, or a magnitude that it needs is missing
   */
  public Dataset<Row> measured(
      Dataset<Row> cutouts, String path, TrainedModel model, Consumer<String> log) {
    ModelDescription description = model.description();
    description.use().requireCutouts(CutoutTable.shapeOf(cutouts.schema(), path), path);
    Dataset<Row> rows = sources == null ? cutouts : withMagnitudes(cutouts, description);
    PhotometryColumn photometry = PhotometryColumn.of(model);
    return SourceFacts.of(description)
        .addedTo(photometry.addedTo(rows, TableInput.cutouts(path), log));
  }

  private Dataset<Row> withMagnitudes(Dataset<Row> cutouts, ModelDescription model) {
    Dataset<Row> catalog = CatalogReader.read(cutouts.sparkSession(), sources()).rows();
    return MeasuredColumns.added(cutouts, catalog, sources(), model.shape().measuredBands());
  }

  /**
   * The model and the cutouts with the class priors.
   *
   * @param path the table of the cutouts
   */
  public EvaluationSetup setup(
      ModelDescription model, String modelPath, Dataset<Row> cutouts, String path) {
    return new EvaluationSetup(
        model,
        modelPath,
        path,
        CutoutTable.shapeOf(cutouts.schema(), path),
        ImageOrigin.isSimulated(cutouts.schema()),
        split,
        priors.priorsFor(model.classPriors()),
        priors.source());
  }

  /**
   * The step with these options. The priors are checked before any cutout is classified.
   *
   * @param all the cutouts of all splits
   * @throws UserError if no cutout can be evaluated, the model cannot be used with the priors, or
   *     the head cannot be fitted
   */
  public EvaluationStep step(EvaluationSetup setup, Dataset<Row> all, Consumer<String> log) {
    EvaluatedCutouts cutouts =
        EvaluatedCutouts.of(all, setup.cutoutsPath(), split, setup.model().shape().classes());
    setup.shift();
    ReviewSettings review = new ReviewSettings(groups, lowConfidence);
    return new EvaluationStep(setup, cutouts, magnitudeStep, review, fittedOn(setup, all), log);
  }

  private Optional<HeadCutouts> fittedOn(EvaluationSetup setup, Dataset<Row> all) {
    return head == Head.SVM
        ? Optional.of(
            HeadCutouts.of(
                all,
                setup.cutoutsPath(),
                setup.split().toString(),
                setup.model().shape().classes()))
        : Optional.empty();
  }
}
