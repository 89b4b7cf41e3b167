package allsky.spark.cli;

import allsky.calibration.OutlierRule;
import allsky.network.model.TrainedModel;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.classify.ClassificationSettings;
import allsky.spark.classify.Postprocessor;
import allsky.spark.classify.TileClassification;
import allsky.spark.cli.options.EngineOptions;
import allsky.spark.cli.options.EvaluationOptions;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.options.ModelOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.columns.TableInput;
import allsky.spark.evaluation.EvaluationFiles;
import allsky.spark.evaluation.EvaluationResult;
import allsky.spark.evaluation.EvaluationSetup;
import allsky.spark.evaluation.EvaluationStep;
import allsky.spark.evaluation.MeasuredColumns;
import allsky.spark.evaluation.outliers.OutlierComparison;
import allsky.spark.evaluation.outliers.OutlierCutouts;
import allsky.spark.output.OutputFolder;
import allsky.spark.tiles.TileProgress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
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
final class EvaluateIicnet extends WritingJob {

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--cutouts",
      required = true,
      paramLabel = "PATH",
      description = "Table of cutouts with the columns label and split, written by stack-cutouts.")
  private String cutouts;

  @Mixin private ModelOptions model;

  @Mixin private EvaluationOptions measures;

  @Mixin private EngineOptions engine;

  @Mixin private OutputOptions output;

  @Override
  protected void checkOptions() {
    measures.requireValid();
    engine.checkBatchSize();
  }

  @Override
  protected JobPlan plan() {
    TableInput table = TableInput.cutouts(cutouts);
    OutputFolder folder =
        folders().output(output, model.input(), table, measures.sources(), measures.unusual());
    TrainedModel trained = model.read(this::log);
    Dataset<Row> all =
        measures.measured(CatalogReader.read(spark(), table).rows(), cutouts, trained, this::log);
    EvaluationSetup setup = measures.setup(trained.description(), model.path(), all, cutouts);
    EvaluationStep step = measures.step(setup, all, this::log);
    List<StructField> carried = MeasuredColumns.carried(step.cutouts().rows());
    ClassificationSettings how =
        engine.how(spark(), trained, carried, measures.postprocessor(trained));
    return JobPlan.of(() -> evaluate(step, how, () -> outliers(trained, all, step), folder))
        .rows(table, () -> all)
        .classification(planned(how), () -> step.cutouts().rows().count());
  }

  private void evaluate(
      EvaluationStep step,
      ClassificationSettings how,
      Supplier<Optional<OutlierComparison>> compared,
      OutputFolder folder) {
    TileProgress progress = TileProgress.of(spark());
    Optional<OutlierComparison> outliers = compared.get();
    folder.startAfresh(identity(), output.overwrite);
    outliers.ifPresent(each -> folder.write(OutlierComparison.FILE, each.csv()));
    EvaluationResult result =
        step.run(
            wanted -> TileClassification.ofCutouts(wanted, how, progress),
            progress,
            folder,
            identity());
    EvaluationFiles.lines(result).forEach(line -> print("%s", line));
    outliers.ifPresent(each -> each.lines().forEach(line -> print("%s", line)));
  }

  /** Compares scores of outliers, if unusual objects are given. */
  private Optional<OutlierComparison> outliers(
      TrainedModel trained, Dataset<Row> all, EvaluationStep step) {
    String path = measures.unusual().path();
    if (path == null) {
      return Optional.empty();
    }
    Dataset<Row> unusual =
        measures.measured(
            CatalogReader.read(spark(), measures.unusual()).rows(), path, trained, this::log);
    Dataset<Row> rows = OutlierCutouts.of(all, step.cutouts().rows(), unusual, path);
    List<StructField> carried = OutlierCutouts.carried(rows);
    ClassificationSettings how =
        engine.how(
            spark(),
            trained,
            carried,
            Postprocessor.of(trained, OutlierRule.NONE).withEmbeddings());
    return Optional.of(
        OutlierComparison.of(
            TileClassification.ofCutouts(rows, how, TileProgress.of(spark())), trained));
  }
}
