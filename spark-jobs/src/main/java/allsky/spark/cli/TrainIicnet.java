package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.cutout.input.InputRecipe;
import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.PytorchEngine;
import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.cli.options.NetworkOptions;
import allsky.spark.cli.options.RecipeOptions;
import allsky.spark.columns.TableInput;
import allsky.spark.files.DriverPath;
import allsky.spark.output.OutputFolder;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.table.MatchTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.training.CutoutSpillFile;
import allsky.spark.training.ModelFitting;
import allsky.spark.training.TrainingCurves;
import allsky.spark.training.TrainingFolder;
import allsky.spark.training.TrainingShare;
import allsky.survey.Band;
import allsky.training.TrainingLoop;
import allsky.training.TrainingRecipe;
import allsky.training.history.EpochResult;
import allsky.training.history.TrainingHistory;
import allsky.training.history.TrainingOutcome;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train-iicnet}: trains the network on labelled cutouts, on the driver. */
@Command(
    name = "train-iicnet",
    header = "Train IICnet on labelled cutouts, on the GPU or CPU of the driver.",
    description = {
      "%nTrains on the train split. Keeps the weights of the epoch with the best validation result."
          + " Calibrates the probabilities and the training distance on the validation split. Does"
          + " not use the test split.",
      "The defaults are the settings of Zhao et al. (2023). If a training is interrupted, continue"
          + " it with --resume: the result is the same."
    })
final class TrainIicnet extends Job {

  @Option(
      names = "--cutouts",
      paramLabel = "PATH",
      description =
          "Table of cutouts with the columns label and split, written by stack-cutouts. "
              + "Required without --summary.")
  private String cutouts;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Output folder on a disk of the driver, for the weights, the ONNX file, the "
              + "training history and checkpoints. Required without --summary.")
  private String model;

  @Option(
      names = "--training-share",
      defaultValue = "1",
      paramLabel = "SHARE",
      description =
          "Share of the training set to use, above 0 and up to 1, for a learning curve. A "
              + "larger share contains every smaller one.")
  private double trainingShare;

  @Mixin private RecipeOptions recipe;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "DEVICE",
      description =
          "Device for training: auto, cpu or gpu:N. auto is the first GPU, or the CPU if "
              + "there is none.")
  private String device;

  @Option(
      names = "--resume",
      description =
          "Continue an interrupted training in --model after its last finished epoch. If "
              + "there is none, start a new training.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace an existing model.")
  private boolean overwrite;

  @Option(
      names = "--summary",
      description =
          "Print the network layers with the number of parameters and multiply-adds, then "
              + "stop.")
  private boolean summary;

  @Override
  protected void work() {
    if (summary) {
      printSummary();
      return;
    }
    requireOption("--cutouts=PATH", cutouts);
    requireOption("--model=DIR", model);
    check(
        trainingShare > 0 && trainingShare <= 1,
        "Invalid --training-share (above 0, up to 1): %s",
        trainingShare);
    TrainingRecipe howToLearn = recipe.recipe();
    ComputeDevice computeDevice = ComputeDevice.parse(device);
    TrainingFolder folder = folder();
    if (folder.start() == TrainingFolder.Start.FINISHED) {
      say("the training in %s is finished: nothing to resume", folder.path());
      return;
    }
    Dataset<Row> table = table();
    CutoutShape stacked = cutoutShape(table);
    NetworkShape shape = network.shape(stacked.bands());
    InputRecipe input = new InputRecipe(stacked, shape.inputSide());
    Dataset<Row> learned = TrainingShare.of(table, trainingShare);
    try (CutoutSpillFile training = scratch(learned, MatchTable.TRAIN, shape, input);
        CutoutSpillFile validation = scratch(table, MatchTable.VALIDATION, shape, input)) {
      say("%,d cutouts to train on, %,d to validate", training.size(), validation.size());
      say("training on %s", PytorchEngine.deviceName(computeDevice));
      folder.begin();
      if (folder.start() == TrainingFolder.Start.NOTHING_TO_RESUME) {
        say("nothing to resume in %s: the training starts", folder.path());
      }
      TrainingLoop loop =
          new TrainingLoop(
              shape,
              howToLearn,
              computeDevice,
              folder.checkpoint(),
              new TrainingLines(line -> say("%s", line)));
      TrainingOutcome outcome =
          folder.start() == TrainingFolder.Start.RESUMED
              ? loop.resume(training, validation)
              : loop.train(training, validation);
      TrainedModel trained = ModelFitting.model(outcome, shape, input, training, validation);
      folder.beginModel();
      ModelFolder.write(folder.path(), trained);
      finish(folder.output(), outcome.history());
      EpochResult best = outcome.history().best();
      print(
          "best epoch %d of %d: validation accuracy %.1f %%, loss %.4f, temperature %.3f",
          best.epoch(),
          outcome.history().size(),
          100 * best.validationAccuracy(),
          best.validationLoss(),
          trained.description().temperature());
    }
  }

  private void finish(OutputFolder folder, TrainingHistory history) {
    folder.write("history.csv", history.toCsv());
    folder.write("history.json", history.toJson());
    drawCurves(folder, history);
    folder.finish();
  }

  /** The trained model is worth more than its picture, for which some servers have no font. */
  private void drawCurves(OutputFolder folder, TrainingHistory history) {
    try {
      Picture.requireFonts();
      folder.write(TrainingCurves.FILE, TrainingCurves.draw(history).png());
    } catch (UserError e) {
      say("no %s: %s", TrainingCurves.FILE, e.getMessage());
    }
  }

  private TrainingFolder folder() {
    DriverPath place = DriverPath.parse("--model", model);
    String path = place.hadoop().toString();
    apart("--model", path).from(new TableInput("--cutouts", cutouts));
    OutputFolder folder = OutputFolder.at(path, hadoop());
    TrainingFolder.of(place, folder, identity(), resume, overwrite);
    OutputFolder held = folder.heldBy(hold("--model", model, path));
    // Another run may have finished it in between.
    return TrainingFolder.of(place, held, identity(), resume, overwrite);
  }

  /** For the bands of the cutouts, where they are given. */
  private void printSummary() {
    List<Band> bands =
        cutouts == null
            ? NetworkShape.ofPaper().bands()
            : CutoutTable.shapeOf(table().schema(), cutouts).bands();
    Network chosen = Network.of(network.shape(bands));
    out().print(chosen.layers().toText());
    out().print(chosen.exportedLayers().sums("exported"));
    out().flush();
  }

  private Dataset<Row> table() {
    return CatalogReader.read(spark(), new TableInput("--cutouts", cutouts)).rows();
  }

  private CutoutShape cutoutShape(Dataset<Row> table) {
    CutoutShape shape = CutoutTable.shapeOf(table.schema(), cutouts);
    List<String> columns = List.of(table.columns());
    check(
        columns.contains(CutoutTable.LABEL) && columns.contains(CutoutTable.SPLIT),
        "Cannot train on --cutouts %s: it has no %s and %s; stack the cutouts of matches"
            + " (crossmatch with spectra)",
        cutouts,
        CutoutTable.LABEL,
        CutoutTable.SPLIT);
    return shape;
  }

  private CutoutSpillFile scratch(
      Dataset<Row> table, String split, NetworkShape shape, InputRecipe input) {
    CutoutSpillFile scratch = CutoutSpillFile.of(table, split, shape.classes(), input);
    scratch
        .leftOut()
        .forEach((status, count) -> say("%,d %s cutouts are left out: %s", count, split, status));
    return scratch;
  }
}
