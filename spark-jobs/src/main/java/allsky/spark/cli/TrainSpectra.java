package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import allsky.network.model.ModelDescription;
import allsky.spark.cli.options.SpectrumRecipeOptions;
import allsky.spark.columns.TableInput;
import allsky.spark.files.DriverPath;
import allsky.spark.output.OutputFolder;
import allsky.spark.spectra.LabelledSpectra;
import allsky.spark.spectra.ReadSpectrum;
import allsky.spark.spectra.SimulatedSpectra;
import allsky.spark.spectra.SpectrumFiles;
import allsky.spark.training.TrainingFolder;
import allsky.spark.training.TrainingStep;
import allsky.survey.SourceClass;
import allsky.training.TrainingRecipe;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
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
final class TrainSpectra extends Job {

  private static final List<SourceClass> CLASSES = List.of(SourceClass.values());

  @Option(
      names = "--spectra",
      paramLabel = "PATH",
      description = "Folder of spec-*.fits files with classes, at any depth, or one file.")
  private String spectra;

  @Option(
      names = "--simulated",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Without --spectra: number of simulated spectra of each class, 3 or more.")
  private int simulated;

  @Option(
      names = "--star-templates",
      paramLabel = "FILE",
      description =
          "Without --spectra: a file of star templates of the SDSS pipeline (spEigenStar-*.fits)."
              + " Half of the simulated stars are then made from it.")
  private String starTemplates;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description =
          "Output folder on a disk of the driver, for the weights, the ONNX file, the training"
              + " history and checkpoints.")
  private String model;

  @Mixin private SpectrumRecipeOptions recipe;

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "DEVICE",
      description =
          "Device for training: auto, cpu or gpu:N (GPU number N of the driver's machine, from 0)."
              + " auto: the first GPU, or the CPU if there is none.")
  private String device;

  @Option(
      names = "--resume",
      description =
          "Continue an interrupted training in --model after its last finished epoch. If there is"
              + " none, start a new training.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace an existing model.")
  private boolean overwrite;

  @Override
  protected void work() {
    check(simulated >= 3, "Invalid --simulated (3 or more): %d", simulated);
    check(
        spectra == null || starTemplates == null,
        "Cannot use --star-templates with --spectra: templates are for simulated spectra; remove"
            + " one of them");
    TrainingRecipe howToLearn = recipe.recipe();
    ComputeDevice computeDevice = ComputeDevice.parse(device);
    TrainingFolder folder = folder();
    if (folder.start() == TrainingFolder.Start.FINISHED) {
      say("the training in %s is finished: nothing to resume", folder.path());
      return;
    }
    LabelledSpectra labelled =
        timed(
            "reading the spectra",
            () -> LabelledSpectra.of(spectra(), CLASSES, input().toString()));
    labelled
        .leftOut()
        .forEach((reason, count) -> say("%,d spectra are left out: %s", count, reason));
    say(
        "%,d spectra to train on, %,d to validate%s",
        labelled.training().size(),
        labelled.validation().size(),
        spectra == null ? " (SIMULATED)" : "");
    NetworkShape shape = NetworkShape.ofSpectra(CLASSES);
    TrainingStep step = new TrainingStep(folder, howToLearn, computeDevice, this::log);
    TrainingStep.Result result =
        step.run(
            shape,
            labelled.training(),
            labelled.validation(),
            summary -> ModelDescription.ofSpectra(shape, summary));
    print("%s", result.line());
  }

  private TableInput input() {
    return spectra == null
        ? new TableInput("--simulated", String.valueOf(simulated))
        : TableInput.spectra(spectra);
  }

  private JavaRDD<ReadSpectrum> spectra() {
    if (spectra != null) {
      SpectrumFiles files = SpectrumFiles.below(input(), spark());
      files.skipped().forEach(this::log);
      return files.read();
    }
    TableInput templates = new TableInput("--star-templates", starTemplates);
    return new SimulatedSpectra(
            simulated,
            CLASSES,
            recipe.recipe().seed(),
            starTemplates == null
                ? List.of()
                : List.of(SimulatedSpectra.templates(templates, hadoop())))
        .make(spark());
  }

  private TrainingFolder folder() {
    DriverPath place = DriverPath.parse("--model", model);
    String path = place.hadoop().toString();
    folders()
        .place("--model", path)
        .from(TableInput.spectra(spectra), new TableInput("--star-templates", starTemplates));
    OutputFolder folder = OutputFolder.at(path, hadoop());
    TrainingFolder.of(place, folder, identity(), resume, overwrite);
    OutputFolder held = folder.heldBy(folders().lock("--model", model, path));
    // Another run may have finished it in between.
    return TrainingFolder.of(place, held, identity(), resume, overwrite);
  }
}
