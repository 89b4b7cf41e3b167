package allsky.spark.cli;

import allsky.network.engine.ComputeDevice;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.cli.options.ComparisonOptions;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.options.RecipeOptions;
import allsky.spark.cli.options.TrainingDeviceOption;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.columns.TableInput;
import allsky.spark.evaluation.ImageOrigin;
import allsky.spark.spectra.SpectrumFiles;
import allsky.spark.spectra.SpectrumInputs;
import allsky.spark.training.TrainingCutouts;
import allsky.spark.training.comparison.ComparedExamples;
import allsky.spark.training.comparison.ComparisonFiles;
import allsky.spark.training.comparison.ComparisonFolder;
import allsky.spark.training.comparison.ComparisonLines;
import allsky.spark.training.comparison.ComparisonPlan;
import allsky.spark.training.comparison.ComparisonStep;
import allsky.spark.training.comparison.ComparisonTable;
import allsky.spectrum.SpectrumKey;
import allsky.training.TrainingRecipe;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code compare-networks}: trains several networks on the same cutouts and compares them. */
@Command(
    name = "compare-networks",
    header = "Compare networks, input sizes and bands on the same labelled cutouts.",
    description = {
      "%nTrains each network with the same recipe and the same splits, several times with different"
          + " seeds, and measures it on the test split. Writes accuracies with 95 %% intervals,"
          + " paired tests against IICnet, parameters, operations, speed and memory as CSV and JSON,"
          + " and pictures. Each network is a model folder for classify-allsky.",
      "If a comparison is interrupted, run the same command again: finished networks are not trained"
          + " again. More networks or seeds can be added to a finished comparison in the same way."
    })
final class CompareNetworks extends WritingJob {

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--cutouts",
      required = true,
      paramLabel = "PATH",
      description = "Table of cutouts with the columns label and split, written by stack-cutouts.")
  private String cutouts;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Output folder on a disk of the driver, with a model folder for each network.")
  private String output;

  @Mixin private ComparisonOptions comparison;

  @Mixin private RecipeOptions recipe;

  @Mixin private TrainingDeviceOption device;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--overwrite",
      description = "Delete an earlier comparison in --output and train all networks again.")
  private boolean overwrite;

  @Override
  protected void checkOptions() {
    recipe.trainingShare();
    recipe.recipe();
    comparison.spectra();
  }

  @Override
  protected JobPlan plan() {
    double share = recipe.trainingShare();
    TrainingRecipe howToLearn = recipe.recipe();
    ComputeDevice computeDevice = device.device();
    TableInput input = TableInput.cutouts(cutouts);
    Optional<TableInput> spectra = comparison.spectra();
    ComparisonFolder folder =
        folders()
            .onDriver(
                "--output",
                output,
                (place, kept) -> ComparisonFolder.of(place, kept, identity(), overwrite),
                input);
    Dataset<Row> rows = CatalogReader.read(spark(), input).rows();
    TrainingCutouts labelled = TrainingCutouts.of(rows, cutouts);
    ComparisonPlan networks = comparison.plan(labelled.shape().bands(), howToLearn.seed());
    ComparisonFiles.Images images =
        new ComparisonFiles.Images(cutouts, ImageOrigin.isSimulated(rows.schema()));
    ComparisonStep step = new ComparisonStep(folder, howToLearn, computeDevice, this::log);
    Map<SpectrumKey, float[]> inputs = spectra.map(this::read).orElse(Map.of());
    ComparedExamples examples = new ComparedExamples(labelled, share, inputs);
    return JobPlan.of(() -> compare(step, examples, networks, images))
        .rows(input, () -> rows)
        .step(
            "%d trainings of at most %d epochs on %s",
            networks.variants().size(), howToLearn.epochs(), computeDevice)
        .resuming(() -> folder.resuming(networks));
  }

  private void compare(
      ComparisonStep step,
      ComparedExamples examples,
      ComparisonPlan networks,
      ComparisonFiles.Images images) {
    ComparisonTable table = step.run(examples, networks, images);
    ComparisonLines.of(table).forEach(line -> print("%s", line));
    if (images.simulated()) {
      print("The cutouts are simulated: this says nothing about the accuracy on the real sky.");
    }
  }

  private Map<SpectrumKey, float[]> read(TableInput spectra) {
    SpectrumFiles files = SpectrumFiles.below(spectra, spark());
    files.skipped().forEach(this::log);
    return timed("reading the spectra", () -> SpectrumInputs.of(files.read(), this::log));
  }
}
