package allsky.spark.job;

import allsky.UserError;
import allsky.image.CutoutShape;
import allsky.image.InputRecipe;
import allsky.inference.Calibration;
import allsky.inference.OnnxClassifier;
import allsky.network.ComputeDevice;
import allsky.network.ModelDescription;
import allsky.network.ModelFolder;
import allsky.network.NetworkShape;
import allsky.network.PytorchEngine;
import allsky.network.TrainedModel;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.run.OutputFolder;
import allsky.spark.table.CutoutTable;
import allsky.spark.table.MatchTable;
import allsky.spark.table.TableInput;
import allsky.spark.training.CutoutScratch;
import allsky.spark.training.ScratchLogits;
import allsky.survey.SourceClass;
import allsky.training.Augmentation;
import allsky.training.EpochResult;
import allsky.training.TrainingLoop;
import allsky.training.TrainingOutcome;
import allsky.training.TrainingRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train-iicnet}: trains the network on labelled cutouts, on the driver. */
@Command(
    name = "train-iicnet",
    header = "Train IICnet on labelled cutouts, on the driver's GPU or CPU.",
    description = {
      "%nLearns from the cutouts whose split is train, keeps the weights of the epoch that does best"
          + " on validation, calibrates the probabilities on validation, and never looks at test.",
      "The defaults are the recipe of Zhao et al. (2023). A training that was stopped goes on with"
          + " --resume, to the same result."
    })
final class TrainIicnet extends Job {

  private static final int INPUT_SIDE = 80;
  private static final int STEM_KERNEL = 5;

  @Option(
      names = "--cutouts",
      required = true,
      paramLabel = "PATH",
      description = "Cutouts with label and split, see stack-cutouts.")
  private String cutouts;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write on the driver's disk: weights, ONNX, history, checkpoint.")
  private Path model;

  @Option(
      names = "--epochs",
      defaultValue = "200",
      paramLabel = "N",
      description = "Passes over the training cutouts.")
  private int epochs;

  @Option(
      names = "--batch-size",
      defaultValue = "64",
      paramLabel = "N",
      description = "Cutouts of a step; 16 to 64 is fastest on CPUs.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      defaultValue = "1e-4",
      paramLabel = "RATE",
      description = "Adam's step size at the start.")
  private double learningRate;

  @Option(
      names = "--halving-epoch",
      defaultValue = "50",
      paramLabel = "N",
      description = "After this epoch the step size is half of it; 0 for never.")
  private int halvingEpoch;

  @Option(
      names = "--augmentation",
      defaultValue = "NONE",
      description = "${COMPLETION-CANDIDATES}: what is done to a cutout before each use.")
  private Augmentation augmentation;

  @Option(
      names = "--patience",
      defaultValue = "0",
      paramLabel = "N",
      description = "Stop when so many epochs brought no better one; 0 for never.")
  private int patience;

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "DEVICE",
      description = "auto, cpu or gpu:N; auto is the first GPU where there is one.")
  private String device;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the first weights, the order of the cutouts and the augmentation.")
  private long seed;

  @Option(names = "--resume", description = "Go on with the training that was begun in --model.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace a finished model that stands there.")
  private boolean overwrite;

  @Override
  protected void work() {
    TrainingRecipe recipe = recipe();
    ComputeDevice computeDevice = ComputeDevice.parse(device);
    OutputFolder folder = folder();
    Dataset<Row> table = CatalogReader.read(spark(), new TableInput("--cutouts", cutouts)).rows();
    InputRecipe input = new InputRecipe(cutoutShape(table), INPUT_SIDE);
    NetworkShape shape =
        new NetworkShape(
            INPUT_SIDE, input.shape().bands(), List.of(SourceClass.values()), STEM_KERNEL);
    try (CutoutScratch training = scratch(table, MatchTable.TRAIN, shape, input);
        CutoutScratch validation = scratch(table, MatchTable.VALIDATION, shape, input)) {
      say("%,d cutouts to train on, %,d to validate", training.size(), validation.size());
      say("training on %s", PytorchEngine.deviceName(computeDevice));
      if (!resume) {
        folder.startAfresh(identity(), overwrite);
      }
      TrainingLoop loop =
          new TrainingLoop(
              shape,
              recipe,
              computeDevice,
              model.resolve("checkpoint"),
              new TrainingLines(line -> say("%s", line)));
      TrainingOutcome outcome =
          resume ? loop.resume(training, validation) : loop.train(training, validation);
      TrainedModel trained = calibrated(outcome, shape, input, validation);
      ModelFolder.write(model, trained);
      folder.write("history.csv", outcome.history().toCsv());
      folder.write("history.json", outcome.history().toJson());
      folder.finish();
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

  private OutputFolder folder() {
    OutputFolder folder =
        OutputFolder.at(
            model.toAbsolutePath().toUri().toString(),
            spark().sparkContext().hadoopConfiguration());
    if (!resume) {
      folder.refuseIfOccupied(overwrite);
    }
    return folder;
  }

  private TrainingRecipe recipe() {
    try {
      return new TrainingRecipe(
          epochs, batchSize, learningRate, halvingEpoch, augmentation, patience, seed);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private CutoutShape cutoutShape(Dataset<Row> table) {
    CutoutShape shape = CutoutTable.shapeOf(table.schema(), cutouts);
    List<String> columns = List.of(table.columns());
    check(
        columns.contains(CutoutTable.LABEL) && columns.contains(CutoutTable.SPLIT),
        "Cannot train on --cutouts %s: it has no %s and %s; stack the cutouts of matches (crossmatch"
            + " with spectra)",
        cutouts,
        CutoutTable.LABEL,
        CutoutTable.SPLIT);
    return shape;
  }

  private CutoutScratch scratch(
      Dataset<Row> table, String split, NetworkShape shape, InputRecipe input) {
    return CutoutScratch.of(table, split, shape.classes(), input);
  }

  private static TrainedModel calibrated(
      TrainingOutcome outcome, NetworkShape shape, InputRecipe input, CutoutScratch validation) {
    ModelDescription description = ModelDescription.of(shape, input, outcome.summary());
    TrainedModel trained = TrainedModel.of(description, outcome.parameters());
    int threads = Runtime.getRuntime().availableProcessors();
    try (OnnxClassifier classifier = new OnnxClassifier(trained, threads)) {
      ScratchLogits logits = ScratchLogits.of(validation, classifier);
      double temperature =
          Calibration.temperature(logits.values(), logits.labels(), shape.classes().size());
      TreeMap<String, Double> metrics = new TreeMap<>();
      metrics.put("validation accuracy", outcome.history().best().validationAccuracy());
      metrics.put("validation loss", outcome.history().best().validationLoss());
      return trained.withTemperature(temperature).withMetrics(metrics);
    }
  }
}
