package allsky.spark.cli;

import allsky.calibration.OutlierRule;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.classify.ClassificationSettings;
import allsky.spark.classify.Postprocessor;
import allsky.spark.classify.TileClassification;
import allsky.spark.cli.options.EngineOptions;
import allsky.spark.cli.options.EvaluationOptions;
import allsky.spark.cli.options.ModelOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.PriorsOptions;
import allsky.spark.columns.TableInput;
import allsky.spark.evaluation.EvaluatedCutouts;
import allsky.spark.evaluation.EvaluationFiles;
import allsky.spark.evaluation.EvaluationResult;
import allsky.spark.evaluation.EvaluationSetup;
import allsky.spark.evaluation.EvaluationStep;
import allsky.spark.evaluation.ImageOrigin;
import allsky.spark.evaluation.MeasuredColumns;
import allsky.spark.evaluation.SplitChoice;
import allsky.spark.output.OutputFolder;
import allsky.spark.table.cutout.ColourColumn;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.tiles.TileProgress;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate-iicnet}: measures a model on labelled cutouts. */
@Command(
    name = "evaluate-iicnet",
    header = "Evaluate a trained IICnet on labelled cutouts that it was not trained on.",
    description = {
      "%nMeasures precision, recall, specificity, F1 and accuracy of each class, the confusion"
          + " matrix, ROC curves and calibration, with 95 %% confidence intervals. All metrics are"
          + " also given by magnitude, by signal-to-noise ratio, and for the class fractions of the"
          + " sky. Sorts misclassified and low-confidence cutouts. Writes JSON, CSV and PNG files,"
          + " the predictions and the sorted cutouts."
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

  @Mixin private PriorsOptions priors;

  @Option(
      names = "--sources",
      paramLabel = "PATH",
      description =
          "Catalog with magnitudes, signal-to-noise ratios and the flags of the outlier cases. "
              + "Needed only if the cutouts lack these columns.")
  private String sources;

  @Mixin private EvaluationOptions measures;

  @Mixin private EngineOptions engine;

  @Mixin private OutputOptions output;

  @Override
  protected void work() {
    measures.requireValid();
    engine.checkBatchSize();
    priors.requireValid();
    TableInput table = new TableInput("--cutouts", cutouts);
    OutputFolder folder =
        folders().output(output, model.input(), table, TableInput.sources(sources));
    TrainedModel trained = model.read(this::log);
    ModelDescription description = trained.description();
    ColourColumn colours = new ColourColumn(description.shape().inputs());
    Dataset<Row> rows =
        colours.addedTo(measured(CatalogReader.read(spark(), table).rows(), description), table);
    EvaluationSetup setup = setup(description, rows.schema());
    EvaluatedCutouts chosen =
        EvaluatedCutouts.of(rows, cutouts, split, description.shape().classes());
    // Refuses unusable priors before the cutouts are classified.
    setup.shift();
    List<StructField> carried = MeasuredColumns.carried(chosen.rows());
    EvaluationStep step = measures.step(setup, chosen, rows, this::log);
    Postprocessor softmax = Postprocessor.of(trained, OutlierRule.NONE);
    Postprocessor chosenHead = measures.needsEmbeddings() ? softmax.withEmbeddings() : softmax;
    ClassificationSettings how = engine.how(spark(), trained, carried, chosenHead);
    TileProgress progress = TileProgress.of(spark());
    folder.startAfresh(identity(), output.overwrite);
    EvaluationResult result =
        step.run(
            wanted -> TileClassification.ofCutouts(wanted, how, carried, progress),
            progress,
            folder,
            identity());
    EvaluationFiles.lines(result).forEach(line -> print("%s", line));
  }

  /** The cutouts with the magnitudes of --sources, if that is given. */
  private Dataset<Row> measured(Dataset<Row> rows, ModelDescription description) {
    description.requireCutouts(CutoutTable.shapeOf(rows.schema(), cutouts), cutouts);
    if (sources == null) {
      return rows;
    }
    TableInput input = TableInput.sources(sources);
    Dataset<Row> catalog = CatalogReader.read(spark(), input).rows();
    return MeasuredColumns.added(rows, catalog, input, description.shape().measuredBands());
  }

  private EvaluationSetup setup(ModelDescription description, StructType cutoutSchema) {
    return new EvaluationSetup(
        description,
        model.path(),
        cutouts,
        CutoutTable.shapeOf(cutoutSchema, cutouts),
        ImageOrigin.isSimulated(cutoutSchema),
        split,
        priors.priorsFor(description.classPriors()),
        priors.source());
  }
}
