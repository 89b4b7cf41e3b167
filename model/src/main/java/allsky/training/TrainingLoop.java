package allsky.training;

import allsky.UserError;
import allsky.network.NetworkShape;
import allsky.network.Tensor;
import allsky.network.TensorFile;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.NativeCallGuard;
import allsky.network.model.TrainingSummary;
import allsky.survey.SourceClass;
import allsky.training.data.Batch;
import allsky.training.data.LabelledCutouts;
import allsky.training.data.TrainingSets;
import allsky.training.history.EpochResult;
import allsky.training.history.TrainingHistory;
import allsky.training.history.TrainingListener;
import allsky.training.history.TrainingOutcome;
import allsky.training.loss.CrossEntropy;
import allsky.training.loss.LossSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains an IICnet. After each epoch it validates and writes a checkpoint; the result has the
 * weights of the best epoch. Only one training can run at a time in a process.
 */
public final class TrainingLoop {

  private static final String TRAINING_SET = "training set";
  private static final String VALIDATION_SET = "validation set";
  private static final String TEACHER_SET = "training set of the teacher";

  private final NetworkShape shape;
  private final TrainingRecipe recipe;
  private final ComputeDevice device;
  private final Path checkpointFile;
  private final TrainingListener listener;
  private final Optional<Teacher> teacher;

  /**
   * A training without a teacher.
   *
   * @param checkpointFile written after each epoch
   */
  public TrainingLoop(
      NetworkShape shape,
      TrainingRecipe recipe,
      ComputeDevice device,
      Path checkpointFile,
      TrainingListener listener) {
    this(shape, recipe, device, checkpointFile, listener, Optional.empty());
  }

  private TrainingLoop(
      NetworkShape shape,
      TrainingRecipe recipe,
      ComputeDevice device,
      Path checkpointFile,
      TrainingListener listener,
      Optional<Teacher> teacher) {
    this.shape = shape;
    this.recipe = recipe;
    this.device = device;
    this.checkpointFile = checkpointFile;
    this.listener = listener;
    this.teacher = teacher;
  }

  /**
   * The same training with a teacher.
   *
   * @param newTeacher with the cutouts of the training set of {@link #train} or {@link #resume}
   * @throws IllegalArgumentException if the teacher has other classes
   */
  public TrainingLoop withTeacher(Teacher newTeacher) {
    if (!newTeacher.shape().classes().equals(shape.classes())) {
      throw new IllegalArgumentException(
          "Invalid classes of the teacher (%s): %s"
              .formatted(shape.classes(), newTeacher.shape().classes()));
    }
    return new TrainingLoop(
        shape, recipe, device, checkpointFile, listener, Optional.of(newTeacher));
  }

  /**
   * Trains from the beginning.
   *
   * @throws UserError if a class has too few cutouts, the loss is not a number, or a GPU is absent
   */
  public TrainingOutcome train(LabelledCutouts training, LabelledCutouts validation) {
    TrainingSets sets = checked(training, validation);
    SortedMap<String, String> identity = identity(sets);
    try (TrainingSession session = session(sets)) {
      Run run = new Run(sets, identity, session);
      return run.toEnd();
    }
  }

  /**
   * Continues from the checkpoint. The result is the same as without the interruption.
   *
   * @throws UserError as {@link #train}, and if the checkpoint is missing or from another training
   */
  public TrainingOutcome resume(LabelledCutouts training, LabelledCutouts validation) {
    TrainingSets sets = checked(training, validation);
    SortedMap<String, String> identity = identity(sets);
    Checkpoint checkpoint = Checkpoint.read(checkpointFile, identity);
    try (TrainingSession session = session(sets)) {
      Run run = new Run(sets, identity, session);
      session.restore(checkpoint.state());
      run.history = checkpoint.history();
      run.best = checkpoint.best();
      return run.toEnd();
    }
  }

  private TrainingSession session(TrainingSets sets) {
    LossSettings rule = recipe.loss();
    List<SourceClass> classes = shape.classes();
    double[] weights = rule.classWeights().of(classes, sets.training().counts(classes));
    CrossEntropy loss = new CrossEntropy(rule.labelSmoothing(), weights);
    return new TrainingSession(shape, device, recipe, loss, teacher);
  }

  private TrainingSets checked(LabelledCutouts training, LabelledCutouts validation) {
    TrainingSets sets = new TrainingSets(training, validation);
    sets.check(shape.classes());
    if (teacher.isPresent() && teacher.get().cutouts().size() != training.size()) {
      throw new IllegalArgumentException(
          "Invalid cutouts of the teacher (%d): %d"
              .formatted(training.size(), teacher.get().cutouts().size()));
    }
    return sets;
  }

  private SortedMap<String, String> identity(TrainingSets sets) {
    SortedMap<String, String> identity = settings();
    identity.keySet().removeAll(recipe.changeable());
    identity.put("network", shape.toString());
    identity.put(TRAINING_SET, sets.training().digest(shape.inputSize()));
    identity.put(VALIDATION_SET, sets.validation().digest(shape.inputSize()));
    teacher.ifPresent(
        each -> identity.put(TEACHER_SET, each.cutouts().digest(each.shape().inputSize())));
    return identity;
  }

  /** The recipe and the teacher as text, by option name. */
  private SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>(recipe.toMap());
    teacher.ifPresent(each -> settings.putAll(each.toMap()));
    return settings;
  }

  /** One training, from its current state to its end. */
  private final class Run {

    private final TrainingSets sets;
    private final SortedMap<String, String> identity;
    private final TrainingSession session;
    private final ThroughputMeter clock;
    private TrainingHistory history = TrainingHistory.empty();
    private Map<String, Tensor> best = Map.of();

    Run(TrainingSets sets, SortedMap<String, String> identity, TrainingSession session) {
      this.sets = sets;
      this.identity = identity;
      this.session = session;
      this.clock = new ThroughputMeter(recipe.epochs(), sets.training().size());
    }

    TrainingOutcome toEnd() {
      while (history.size() < recipe.epochs() && !isPatienceOver()) {
        EpochResult result = epoch(history.size() + 1);
        requireNumber("validation loss", result.validationLoss(), result.epoch());
        history = history.with(result);
        if (history.best().equals(result)) {
          best = session.weights();
        }
        new Checkpoint(identity, history, session.state(), best).write(checkpointFile);
        listener.epochDone(result);
      }
      return new TrainingOutcome(TensorFile.of(Map.of(), best), history, summary());
    }

    private boolean isPatienceOver() {
      return recipe.patienceEpochs() > 0
          && history.size() > 0
          && history.size() - history.best().epoch() >= recipe.patienceEpochs();
    }

    private EpochResult epoch(int epoch) {
      BatchMetrics training = learn(epoch);
      BatchMetrics validation = validate();
      return new EpochResult(
          epoch,
          recipe.learningRate(epoch),
          training.loss(),
          training.accuracy(),
          validation.loss(),
          validation.accuracy(),
          clock.imagesPerSecond());
    }

    private BatchMetrics learn(int epoch) {
      BatchMetrics sum = BatchMetrics.NONE;
      try (BatchReader batches =
          BatchReader.training(sets.training(), shape, teacher, recipe, epoch)) {
        clock.start();
        Optional<Batch> batch = batches.next();
        while (batch.isPresent()) {
          Batch next = batch.get();
          BatchMetrics step =
              NativeCallGuard.run(() -> session.learn(next, recipe.learningRate(epoch)));
          requireNumber("loss", step.lossSum(), epoch);
          sum = sum.plus(step);
          clock.add(step.cutouts());
          listener.progress(clock.progress(epoch, sum));
          batch = batches.next();
        }
        clock.stop();
      }
      return sum;
    }

    private BatchMetrics validate() {
      BatchMetrics sum = BatchMetrics.NONE;
      try (BatchReader batches =
          BatchReader.validation(sets.validation(), shape, recipe.batchSize())) {
        Optional<Batch> batch = batches.next();
        while (batch.isPresent()) {
          Batch next = batch.get();
          sum = sum.plus(NativeCallGuard.run(() -> session.validate(next)));
          batch = batches.next();
        }
      }
      return sum;
    }

    private TrainingSummary summary() {
      return new TrainingSummary(
          settings(),
          recipe.seed(),
          identity.get(TRAINING_SET),
          sets.training().counts(shape.classes()),
          sets.validation().counts(shape.classes()));
    }
  }

  private static void requireNumber(String loss, double value, int epoch) {
    if (!Double.isFinite(value)) {
      throw new UserError(
          "Training stopped in epoch "
              + epoch
              + ": the "
              + loss
              + " is not a number; lower --learning-rate, or look for NaN in --cutouts");
    }
  }
}
