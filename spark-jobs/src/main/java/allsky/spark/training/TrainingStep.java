package allsky.spark.training;

import allsky.UserError;
import allsky.cutout.input.InputRecipe;
import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.PytorchEngine;
import allsky.network.model.ModelDescription;
import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
import allsky.network.model.TrainingSummary;
import allsky.network.model.TrainingW1;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunLayout;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.table.MatchTable;
import allsky.training.Teacher;
import allsky.training.TrainingLoop;
import allsky.training.TrainingRecipe;
import allsky.training.data.LabelledCutouts;
import allsky.training.history.EpochResult;
import allsky.training.history.TrainingHistory;
import allsky.training.history.TrainingOutcome;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Trains a network on labelled cutouts and writes the calibrated model into its folder. */
public final class TrainingStep {

  private final TrainingFolder folder;
  private final TrainingRecipe recipe;
  private final ComputeDevice device;
  private final Consumer<String> log;

  /**
   * @param folder the model folder, not {@link TrainingFolder.Start#FINISHED}
   * @param log takes a line for the user
   */
  public TrainingStep(
      TrainingFolder folder, TrainingRecipe recipe, ComputeDevice device, Consumer<String> log) {
    this.folder = folder;
    this.recipe = recipe;
    this.device = device;
    this.log = log;
  }

  /**
   * A finished training.
   *
   * @param temperature by which the logits of the model are divided
   */
  public record Result(TrainingHistory history, double temperature) {

    /** The best epoch in one line. */
    public String line() {
      EpochResult best = history.best();
      return String.format(
          Locale.ROOT,
          "best epoch %d of %d: validation accuracy %.1f %%, loss %.4f, temperature %.3f",
          best.epoch(),
          history.size(),
          100 * best.validationAccuracy(),
          best.validationLoss(),
          temperature);
    }
  }

  /**
   * Trains on the train split and calibrates on the validation split; the test split is not read.
   *
   * @param share of the train split to use, above 0 up to 1
   * @param shape of the network, with all bands of the cutouts or some of them
   * @throws UserError if a split has no usable cutouts, a magnitude column is missing, or the
   *     checkpoint is of other cutouts
   */
  public Result run(TrainingCutouts cutouts, double share, NetworkShape shape) {
    return run(cutouts, share, shape, Optional.empty());
  }

  /**
   * As {@link #run(TrainingCutouts, double, NetworkShape)}, with a teacher if there is one.
   *
   * @throws UserError also if the teacher does not fit the network or the cutouts
   */
  public Result run(
      TrainingCutouts cutouts, double share, NetworkShape shape, Optional<TeacherModel> teacher) {
    return run(cutouts, share, shape, teacher, Optional.empty());
  }

  /**
   * As {@link #run(TrainingCutouts, double, NetworkShape, Optional)}, with unlabelled cutouts from
   * which the training distance learns, too.
   *
   * @param unlabelled see {@link TrainingCutouts#unlabelled}
   */
  public Result run(
      TrainingCutouts cutouts,
      double share,
      NetworkShape shape,
      Optional<TeacherModel> teacher,
      Optional<TrainingCutouts> unlabelled) {
    teacher.ifPresent(each -> each.requireFits(shape, cutouts.shape()));
    InputRecipe input = cutouts.input(shape);
    TrainingCutouts all = cutouts.withPhotometry(shape.inputs());
    TrainingCutouts learned = all.share(share);
    try (CutoutSpillFile training = spilled(learned, MatchTable.TRAIN, shape, input);
        CutoutSpillFile validation = spilled(all, MatchTable.VALIDATION, shape, input)) {
      log("%,d cutouts to train on, %,d to validate", training.size(), validation.size());
      Optional<CutoutSpillFile> others =
          unlabelled
              .map(each -> each.withPhotometry(shape.inputs()))
              .map(each -> spilled(each, TrainingCutouts.UNLABELLED, shape, input));
      others.ifPresent(each -> log("%,d unlabelled cutouts", each.size()));
      TrainingW1 magnitudes = learned.w1(shape.classes()).orElse(null);
      return run(
          shape,
          training,
          validation,
          teacher.map(each -> each.of(training)),
          others,
          summary ->
              ModelDescription.of(shape, input, summary.withSimulated(cutouts.areSimulated()))
                  .withTrainingW1(magnitudes));
    }
  }

  /**
   * Trains on any labelled inputs.
   *
   * @param shape of the network
   * @param description makes the description of the network before calibration
   * @throws UserError if the checkpoint is of other inputs
   */
  public Result run(
      NetworkShape shape,
      LabelledCutouts training,
      LabelledCutouts validation,
      Function<TrainingSummary, ModelDescription> description) {
    return run(shape, training, validation, Optional.empty(), Optional.empty(), description);
  }

  private Result run(
      NetworkShape shape,
      LabelledCutouts training,
      LabelledCutouts validation,
      Optional<Teacher> teacher,
      Optional<CutoutSpillFile> unlabelled,
      Function<TrainingSummary, ModelDescription> description) {
    log("training on %s", PytorchEngine.deviceName(device));
    folder.begin();
    TrainingOutcome outcome = outcome(shape, training, validation, teacher);
    ModelDescription trained = description.apply(outcome.summary());
    TrainedModel model = ModelFitting.model(outcome, trained, training, validation, unlabelled);
    unlabelled.ifPresent(CutoutSpillFile::close);
    write(model, outcome.history(), validation);
    return new Result(outcome.history(), model.description().temperature());
  }

  private CutoutSpillFile spilled(
      TrainingCutouts cutouts, String split, NetworkShape shape, InputRecipe input) {
    CutoutSpillFile spilled = CutoutSpillFile.of(cutouts, split, shape.classes(), input);
    spilled
        .leftOut()
        .forEach((status, count) -> log("%,d %s cutouts are left out: %s", count, split, status));
    return spilled;
  }

  private TrainingOutcome outcome(
      NetworkShape shape,
      LabelledCutouts training,
      LabelledCutouts validation,
      Optional<Teacher> teacher) {
    if (folder.start() == TrainingFolder.Start.NOTHING_TO_RESUME) {
      log("nothing to resume in %s: the training starts", folder.path());
    }
    TrainingLoop plain =
        new TrainingLoop(shape, recipe, device, folder.checkpoint(), new TrainingLines(log));
    TrainingLoop loop = teacher.map(plain::withTeacher).orElse(plain);
    return folder.start() == TrainingFolder.Start.RESUMED
        ? loop.resume(training, validation)
        : loop.train(training, validation);
  }

  private void write(TrainedModel model, TrainingHistory history, LabelledCutouts validation) {
    folder.beginModel();
    ModelFolder.write(folder.path(), model);
    OutputFolder output = folder.output();
    output.write(RunLayout.MODEL_HISTORY, history.toCsv());
    output.write("history.json", history.toJson());
    draw(output, model, history, validation);
    output.finish();
  }

  /** A server without fonts still gets its model, without the pictures. */
  private void draw(
      OutputFolder output, TrainedModel model, TrainingHistory history, LabelledCutouts cutouts) {
    try {
      Picture.requireFonts();
      output.write(TrainingCurves.FILE, TrainingCurves.draw(history).png());
      FeatureMapPicture.draw(model, cutouts)
          .ifPresent(picture -> output.write(RunLayout.MODEL_FEATURE_MAPS, picture.png()));
    } catch (UserError e) {
      log("no pictures: %s", e.getMessage());
    }
  }

  private void log(String format, Object... values) {
    log.accept(String.format(Locale.ROOT, format, values));
  }
}
