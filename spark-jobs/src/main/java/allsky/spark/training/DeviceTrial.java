package allsky.spark.training;

import allsky.DirectBuffers;
import allsky.cutout.input.InputRecipe;
import allsky.inference.Classifier;
import allsky.inference.PytorchClassifier;
import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.training.TrainingLoop;
import allsky.training.TrainingRecipe;
import allsky.training.data.Augmentation;
import allsky.training.data.LabelledCutouts;
import allsky.training.history.TrainingListener;
import allsky.training.history.TrainingOutcome;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Random;

/**
 * Tests a device with IICnet on random images: some training steps, then some thousand
 * classifications. The same seed gives the same images and initial weights on every device.
 */
public final class DeviceTrial {

  private static final NetworkShape SHAPE = NetworkShape.ofPaper();
  private static final int TRAINING_BATCH = 64;
  private static final int CLASSIFYING_BATCH = 256;
  private static final int DISTINCT = CLASSIFYING_BATCH;
  private static final long SEED = 1;

  private final float[] noise = noise();
  private final int steps;
  private final int cutouts;

  /**
   * @param steps number of training steps, 1 or more, with 64 cutouts each
   * @param cutouts number of cutouts to classify, 1 or more
   */
  public DeviceTrial(int steps, int cutouts) {
    this.steps = steps;
    this.cutouts = cutouts;
  }

  /**
   * The result of a test.
   *
   * @param trained images per second in training
   * @param classified images per second in classification
   * @param loss mean cross entropy over the steps; equal on all devices except for rounding
   */
  public record Result(double trained, double classified, double loss) {}

  /**
   * Trains and classifies.
   *
   * @param checkpoint the path of a file to write
   * @throws allsky.UserError if the device does not exist
   */
  public Result on(ComputeDevice device, Path checkpoint) {
    TrainingRecipe recipe =
        new TrainingRecipe(1, TRAINING_BATCH, 1e-4, 0, Augmentation.NONE, 0, SEED);
    TrainingOutcome outcome =
        new TrainingLoop(SHAPE, recipe, device, checkpoint, TrainingListener.SILENT)
            .train(new Noise(steps * TRAINING_BATCH), new Noise(SHAPE.classes().size()));
    ModelDescription description = ModelDescription.of(SHAPE, InputRecipe.PAPER, outcome.summary());
    TrainedModel model = TrainedModel.of(description, outcome.parameters());
    return new Result(
        outcome.history().best().imagesPerSecond(),
        classified(model, device),
        outcome.history().best().trainingLoss());
  }

  private double classified(TrainedModel model, ComputeDevice device) {
    FloatBuffer batch = DirectBuffers.floats(noise.length);
    batch.put(0, noise);
    try (Classifier classifier = new PytorchClassifier(model, device, CLASSIFYING_BATCH)) {
      // The first run chooses algorithms and allocates memory.
      classifier.logits(batch, CLASSIFYING_BATCH);
      long start = System.nanoTime();
      for (int done = 0; done < cutouts; done += CLASSIFYING_BATCH) {
        classifier.logits(batch, Math.min(CLASSIFYING_BATCH, cutouts - done));
      }
      return cutouts / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static float[] noise() {
    float[] noise = new float[DISTINCT * SHAPE.inputSize()];
    Random random = new Random(SEED);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }

  /** Random images, with each label in turn. */
  private final class Noise implements LabelledCutouts {
    private final int size;

    Noise(int size) {
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int label(int index) {
      return index % SHAPE.classes().size();
    }

    @Override
    public void fill(int index, float[] target, int offset) {
      int from = index % DISTINCT * SHAPE.inputSize();
      System.arraycopy(noise, from, target, offset, SHAPE.inputSize());
    }
  }
}
