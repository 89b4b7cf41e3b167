package allsky.spark.cli;

import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import allsky.network.model.ModelDescription;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.SpectrumRecipeOptions;
import allsky.spark.cli.options.TrainingOptions;
import allsky.spark.cli.options.TrainingSpectraOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.PlannedTraining;
import allsky.spark.spectra.LabelledSpectra;
import allsky.spark.training.TrainingFolder;
import allsky.spark.training.TrainingStep;
import allsky.survey.SourceClass;
import allsky.training.TrainingRecipe;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train-spectra}: trains a network on optical spectra, on the driver. */
@Command(
    name = "train-spectra",
    header = "Train a network on optical spectra: files of SDSS, or simulated spectra.",
    description = {
      "%nWith --spectra, learns from files of SDSS or BOSS (spec-*.fits, full or lite) and the"
          + " classes in them. Without --spectra, learns from simulated spectra.",
      "Every tenth spectrum of each class is for validation. The model is for classify-spectra."
    })
final class TrainSpectra extends WritingJob {

  private static final List<SourceClass> CLASSES = List.of(SourceClass.values());

  @Mixin private TrainingSpectraOptions spectra;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description =
          "Output folder on a disk of the driver, for the weights, the ONNX file, the training"
              + " history and checkpoints.")
  private String model;

  @Mixin private SpectrumRecipeOptions recipe;

  @Mixin private TrainingOptions training;

  @Override
  protected void checkOptions() {
    spectra.check();
    recipe.recipe();
  }

  @Override
  protected JobPlan plan() {
    TrainingRecipe howToLearn = recipe.recipe();
    ComputeDevice computeDevice = training.device();
    TrainingFolder folder = folders().model(model, training, identity(), spectra.inputs());
    if (folder.start() == TrainingFolder.Start.FINISHED) {
      return JobPlan.of(
              () -> say("the training in %s is finished: nothing to resume", folder.path()))
          .resuming(folder::resuming);
    }
    LabelledSpectra labelled =
        timed(
            "reading the spectra",
            () -> spectra.read(spark(), CLASSES, howToLearn.seed(), this::log));
    labelled
        .leftOut()
        .forEach((reason, count) -> say("%,d spectra are left out: %s", count, reason));
    say(
        "%,d spectra to train on, %,d to validate%s",
        labelled.training().size(),
        labelled.validation().size(),
        spectra.areSimulated() ? " (SIMULATED)" : "");
    NetworkShape shape = NetworkShape.ofSpectra(CLASSES);
    TrainingStep step = new TrainingStep(folder, howToLearn, computeDevice, this::log);
    return JobPlan.of(() -> train(step, shape, labelled))
        .resuming(folder::resuming)
        .training(
            new PlannedTraining(shape, howToLearn.epochs(), computeDevice),
            labelled.training()::size);
  }

  private void train(TrainingStep step, NetworkShape shape, LabelledSpectra labelled) {
    TrainingStep.Result result =
        step.run(
            shape,
            labelled.training(),
            labelled.validation(),
            summary -> ModelDescription.ofSpectra(shape, summary));
    print("%s", result.line());
  }
}
