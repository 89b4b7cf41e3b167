package allsky.inference;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import allsky.Causes;
import allsky.UserError;
import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.NativeCallGuard;
import allsky.network.engine.PytorchEngine;
import allsky.network.model.TrainedModel;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The engine for GPUs: DJL with PyTorch; it also runs on a CPU. All runs have the same number of
 * cutouts, so that cuDNN chooses its algorithms only once. The last run is padded with zeros.
 */
public final class PytorchClassifier implements Classifier {

  private final NetworkShape shape;
  private final int batchSize;
  private final NDManager manager;
  private final Network network;

  /**
   * @param batchSize cutouts of one run, 1 or more; 32 suits a CPU, 256 and more a GPU
   * @throws UserError if a requested GPU is absent, full or busy
   */
  public PytorchClassifier(TrainedModel model, ComputeDevice device, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("Invalid batch size (1 or more): " + batchSize);
    }
    this.shape = model.description().shape();
    this.batchSize = batchSize;
    this.manager = opened(device, () -> PytorchEngine.newManager(device));
    this.network = opened(device, () -> network(model));
  }

  private Network network(TrainedModel model) {
    try {
      return model.network(manager);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Opens a model in PyTorch. PyTorch's error messages, which may have many lines, become one line
   * that names the device.
   */
  static <T> T opened(ComputeDevice device, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (EngineException | LinkageError e) {
      String reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
      throw new UserError(
          "Cannot open the model on " + device + ": " + Causes.firstLine(reason), e);
    }
  }

  @Override
  public NetworkShape shape() {
    return shape;
  }

  @Override
  public float[] logits(FloatBuffer cutouts, int count) {
    FloatBuffer input = Classifier.checkedInput(shape, cutouts, count);
    float[] logits = new float[count * shape.classes().size()];
    run(input, (first, batch) -> copy(network.logits(batch), logits, first));
    return logits;
  }

  @Override
  public NetworkOutput output(FloatBuffer cutouts, int count) {
    FloatBuffer input = Classifier.checkedInput(shape, cutouts, count);
    float[] logits = new float[count * shape.classes().size()];
    float[] embeddings = new float[count * network.embeddingSize()];
    run(
        input,
        (first, batch) -> {
          NDArray batchEmbeddings = network.embeddings(batch);
          copy(batchEmbeddings, embeddings, first);
          copy(network.logitsOfEmbeddings(batchEmbeddings), logits, first);
        });
    return new NetworkOutput(logits, embeddings);
  }

  /** Work on the input of a batch; {@code first} is the index of its first cutout. */
  private interface BatchWork {
    void on(int first, NDArray batch);
  }

  private void run(FloatBuffer input, BatchWork work) {
    int count = input.remaining() / shape.inputSize();
    for (int first = 0; first < count; first += batchSize) {
      int size = Math.min(batchSize, count - first);
      FloatBuffer batch = input.slice(first * shape.inputSize(), size * shape.inputSize());
      int number = first;
      NativeCallGuard.run(
          () -> {
            try (NDManager step = manager.newSubManager()) {
              work.on(number, step.create(padded(batch), shape.inputShape(batchSize)));
            }
            return null;
          });
    }
  }

  /** Copies rows to the target from row {@code first} on, without the padding at the end. */
  private static void copy(NDArray rows, float[] target, int first) {
    int start = first * Math.toIntExact(rows.getShape().get(1));
    float[] values = rows.toFloatArray();
    System.arraycopy(values, 0, target, start, Math.min(values.length, target.length - start));
  }

  private FloatBuffer padded(FloatBuffer cutouts) {
    int floats = batchSize * shape.inputSize();
    if (cutouts.remaining() == floats) {
      return cutouts;
    }
    float[] values = new float[floats];
    cutouts.get(values, 0, cutouts.remaining());
    return FloatBuffer.wrap(values);
  }

  @Override
  public void close() {
    manager.close();
  }
}
