package allsky.spark.training.comparison;

import allsky.UserError;
import allsky.cutout.input.InputRecipe;
import allsky.inference.OnnxClassifier;
import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.Softmax;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.PytorchEngine;
import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
import allsky.spark.runtime.PeakMemory;
import allsky.spark.table.MatchTable;
import allsky.spark.training.CutoutSpillFile;
import allsky.spark.training.ModelFitting;
import allsky.spark.training.SpilledBatches;
import allsky.spark.training.TrainingCutouts;
import allsky.spark.training.TrainingLines;
import allsky.training.TrainingLoop;
import allsky.training.TrainingRecipe;
import allsky.training.history.TrainingOutcome;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Trains one network of a comparison, or continues a training that was interrupted, and measures it
 * on the test split.
 *
 * @param cutouts the cutouts of all splits; the training split has the cutouts to learn from
 * @param learned the cutouts from which the share of the training split is taken
 * @param recipe of the training; the seed is that of the network
 * @param log takes a line for the user
 */
record NetworkTrial(
    TrainingCutouts cutouts,
    TrainingCutouts learned,
    String cutoutsSha256,
    TrainingRecipe recipe,
    ComputeDevice device,
    Consumer<String> log) {

  static final String CHECKPOINT = "checkpoint";

  /** Number of timed runs of the exported network; their median counts. */
  private static final int TIMED_RUNS = 5;

  /**
   * Trains and measures.
   *
   * @param folder of this network, with the checkpoint of an interrupted training
   * @throws UserError if a split has no usable cutouts, or the checkpoint is damaged
   */
  MeasuredNetwork run(NetworkVariant variant, Path folder) {
    NetworkShape shape = variant.shape();
    InputRecipe input = new InputRecipe(cutouts.shape().only(shape.bands()), shape.inputSide());
    PeakMemory memory = PeakMemory.reset();
    try (CutoutSpillFile training = spilled(learned, MatchTable.TRAIN, shape, input);
        CutoutSpillFile validation = spilled(cutouts, MatchTable.VALIDATION, shape, input);
        CutoutSpillFile test = spilled(cutouts, MatchTable.TEST, shape, input)) {
      TrainingOutcome outcome = trained(variant, folder, training, validation);
      TrainedModel model = ModelFitting.model(outcome, shape, input, training, validation);
      ModelFolder.write(folder, model);
      return measured(variant, outcome, model, test, memory);
    }
  }

  private CutoutSpillFile spilled(
      TrainingCutouts of, String split, NetworkShape shape, InputRecipe input) {
    return CutoutSpillFile.of(of, split, shape.classes(), input);
  }

  private TrainingOutcome trained(
      NetworkVariant variant, Path folder, CutoutSpillFile training, CutoutSpillFile validation) {
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
      TrainingOutcome outcome,
      TrainedModel model,
      CutoutSpillFile test,
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
          labels(test),
          probabilities);
    }
  }

  private static int[] labels(CutoutSpillFile test) {
    int[] labels = new int[test.size()];
    Arrays.setAll(labels, test::label);
    return labels;
  }

  private static float[] probabilities(
      OnnxClassifier classifier, TrainedModel model, CutoutSpillFile test) {
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
  private static double imagesPerSecond(OnnxClassifier classifier, CutoutSpillFile test) {
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
