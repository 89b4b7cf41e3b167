package allsky.spark.training.comparison;

import allsky.UserError;
import allsky.inference.OnnxClassifier;
import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.Softmax;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.PytorchEngine;
import allsky.network.model.ModelDescription;
import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
import allsky.spark.runtime.PeakMemory;
import allsky.spark.table.MatchTable;
import allsky.spark.training.ModelFitting;
import allsky.spark.training.SpilledBatches;
import allsky.spark.training.SplitExamples;
import allsky.spark.training.TrainingLines;
import allsky.training.TrainingLoop;
import allsky.training.TrainingRecipe;
import allsky.training.history.TrainingOutcome;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Trains one network of a comparison, or continues a training that was interrupted, and measures it
 * on the test split.
 *
 * @param examples of all splits
 * @param recipe of the training; the seed is that of the network
 * @param log takes a line for the user
 */
record NetworkTrial(
    ComparedExamples examples, TrainingRecipe recipe, ComputeDevice device, Consumer<String> log) {

  static final String CHECKPOINT = "checkpoint";

  /** Number of timed runs of the exported network; their median counts. */
  private static final int TIMED_RUNS = 5;

  /**
   * Trains and measures.
   *
   * @param folder of this network, with the checkpoint of an interrupted training
   * @param cutoutsSha256 of the cutouts of all splits
   * @throws UserError if a split has no usable cutouts, or the checkpoint is damaged
   */
  MeasuredNetwork run(NetworkVariant variant, Path folder, String cutoutsSha256) {
    NetworkShape shape = variant.shape();
    PeakMemory memory = PeakMemory.reset();
    try (SplitExamples training = examples.of(MatchTable.TRAIN, shape);
        SplitExamples validation = examples.of(MatchTable.VALIDATION, shape);
        SplitExamples test = examples.of(MatchTable.TEST, shape)) {
      TrainingOutcome outcome = trained(variant, folder, training, validation);
      ModelDescription description = examples.description(shape, outcome.summary());
      TrainedModel model = ModelFitting.model(outcome, description, training, validation);
      ModelFolder.write(folder, model);
      return measured(variant, cutoutsSha256, outcome, model, test, memory);
    }
  }

  private TrainingOutcome trained(
      NetworkVariant variant, Path folder, SplitExamples training, SplitExamples validation) {
    Path checkpoint = folder.resolve(CHECKPOINT);
    TrainingLoop loop =
        new TrainingLoop(
            variant.shape(),
            recipe.withSeed(variant.seed()),
            device,
            checkpoint,
            new TrainingLines(log));
    if (!Files.exists(checkpoint)) {
      return loop.train(training, validation);
    }
    try {
      return loop.resume(training, validation);
    } catch (UserError e) {
      throw new UserError(
          e.getMessage() + "; or delete the folder " + folder + " to train this network again", e);
    }
  }

  private MeasuredNetwork measured(
      NetworkVariant variant,
      String cutoutsSha256,
      TrainingOutcome outcome,
      TrainedModel model,
      SplitExamples test,
      PeakMemory memory) {
    Network network = Network.of(variant.shape());
    int threads = Runtime.getRuntime().availableProcessors();
    try (OnnxClassifier classifier = new OnnxClassifier(model, threads)) {
      float[] probabilities = probabilities(classifier, model, test);
      return new MeasuredNetwork(
          cutoutsSha256,
          variant.shape(),
          variant.seed(),
          MeasuredNetwork.Cost.of(network.layers(), network.exportedLayers()),
          outcome.history(),
          new MeasuredNetwork.Speed(
              PytorchEngine.deviceName(device),
              outcome.history().epochs().get(outcome.history().size() - 1).imagesPerSecond(),
              imagesPerSecond(classifier, test),
              threads,
              memory.bytes().orElse(null)),
          each(test, test::label),
          each(test, test::place),
          probabilities);
    }
  }

  private static int[] each(SplitExamples test, IntUnaryOperator number) {
    int[] numbers = new int[test.size()];
    Arrays.setAll(numbers, number);
    return numbers;
  }

  private static float[] probabilities(
      OnnxClassifier classifier, TrainedModel model, SplitExamples test) {
    int classes = classifier.shape().classes().size();
    double temperature = model.description().temperature();
    float[] probabilities = new float[test.size() * classes];
    SpilledBatches.forEach(
        test,
        (first, inputs, count) -> {
          float[] logits = classifier.logits(inputs, count);
          for (int i = 0; i < count; i++) {
            float[] one = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
            double[] softmax = Softmax.of(one, temperature);
            for (int c = 0; c < classes; c++) {
              probabilities[(first + i) * classes + c] = (float) softmax[c];
            }
          }
        });
    return probabilities;
  }

  /** The network has classified the test split before, so it is warm. */
  private static double imagesPerSecond(OnnxClassifier classifier, SplitExamples test) {
    int count = Math.min(SpilledBatches.BATCH, test.size());
    FloatBuffer batch = SpilledBatches.first(test, count);
    double[] seconds = new double[TIMED_RUNS];
    for (int run = 0; run < TIMED_RUNS; run++) {
      long start = System.nanoTime();
      classifier.logits(batch, count);
      seconds[run] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return count / seconds[TIMED_RUNS / 2];
  }
}
