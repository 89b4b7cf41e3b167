package allsky.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import allsky.network.ComputeDevice;
import allsky.network.NativeWork;
import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.PytorchEngine;
import allsky.network.TrainedModel;
import java.nio.FloatBuffer;

/**
 * The engine for GPUs: DJL with PyTorch; it runs on a CPU too. Each run has the same number of
 * cutouts, the last one filled up with zeros: cuDNN then chooses its algorithms once.
 */
public final class PytorchClassifier implements Classifier {

  private final NetworkShape shape;
  private final int batchSize;
  private final NDManager manager;
  private final Network network;

  /**
   * @param batchSize cutouts of one run, 1 or more; 32 suits a CPU, 256 and more a GPU
   * @throws allsky.UserError where a GPU is asked for and absent
   */
  public PytorchClassifier(TrainedModel model, ComputeDevice device, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("Invalid batch size (1 or more): " + batchSize);
    }
    this.shape = model.description().shape();
    this.batchSize = batchSize;
    this.manager = PytorchEngine.newManager(device);
    this.network = model.network(manager);
  }

  @Override
  public NetworkShape shape() {
    return shape;
  }

  @Override
  public float[] logits(FloatBuffer cutouts, int count) {
    FloatBuffer input = Classifier.checkedInput(shape, cutouts, count);
    int classes = shape.classes().size();
    float[] logits = new float[count * classes];
    for (int first = 0; first < count; first += batchSize) {
      int size = Math.min(batchSize, count - first);
      FloatBuffer batch = input.slice(first * shape.inputSize(), size * shape.inputSize());
      float[] values = NativeWork.run(() -> batchLogits(batch));
      System.arraycopy(values, 0, logits, first * classes, size * classes);
    }
    return logits;
  }

  /** Logits of a whole batch; those behind the cutouts given are of zeros. */
  private float[] batchLogits(FloatBuffer cutouts) {
    FloatBuffer padded = padded(cutouts);
    Shape inputShape = shape.inputShape(batchSize);
    try (NDManager step = manager.newSubManager()) {
      NDArray input = step.create(padded, inputShape);
      return network.logits(input).toFloatArray();
    }
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
