package allsky.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.Tensor;
import allsky.network.TensorFile;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.PytorchEngine;
import allsky.training.data.Batch;
import allsky.training.loss.CrossEntropy;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A network on a device with its optimizer. It runs one training step or one validation batch at a
 * time and frees the arrays of a step at its end. Only the thread that opened a session may use it.
 */
final class TrainingSession implements AutoCloseable {

  private final NetworkShape shape;
  private final NDManager manager;
  private final Network network;
  private final Adam adam;
  private final CrossEntropy loss;
  private final long seed;

  TrainingSession(NetworkShape shape, ComputeDevice device, long seed, CrossEntropy loss) {
    this.loss = loss;
    this.seed = seed;
    this.shape = shape;
    this.manager = PytorchEngine.newManager(device);
    this.network = Network.of(shape);
    network.initialize(manager, seed);
    this.adam = new Adam(manager, network.weights().trainable());
  }

  /** Trains on a batch; returns the loss and the accuracy before the step. */
  BatchMetrics learn(Batch batch, double learningRate) {
    try (NDManager step = manager.newSubManager()) {
      BatchMetrics result;
      try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
        NDArray logits = network.trainingLogits(pixels(step, batch), dropoutSeed());
        result = BatchMetrics.of(logits.toFloatArray(), batch);
        gradients.backward(loss.of(logits, batch));
      }
      adam.step(step, learningRate);
      return result;
    }
  }

  /** Another one for each step, and the same for a step of a training that was resumed. */
  private long dropoutSeed() {
    return new SplittableRandom(seed ^ adam.steps()).nextLong();
  }

  /** The loss and the accuracy on a batch, without training. */
  BatchMetrics validate(Batch batch) {
    try (NDManager step = manager.newSubManager()) {
      return BatchMetrics.of(network.logits(pixels(step, batch)).toFloatArray(), batch);
    }
  }

  private NDArray pixels(NDManager step, Batch batch) {
    Shape input = shape.inputShape(batch.size());
    int floats = Math.toIntExact(input.size());
    return step.create(FloatBuffer.wrap(batch.pixels(), 0, floats), input);
  }

  Map<String, Tensor> weights() {
    return network.weights().tensors();
  }

  /** The state, with which {@link #restore} continues exactly. */
  Checkpoint.State state() {
    return new Checkpoint.State(
        network.weights().tensors(), adam.firstMoments(), adam.secondMoments(), adam.steps());
  }

  /** Continues from a saved state. */
  void restore(Checkpoint.State state) {
    network.load(manager, TensorFile.of(Map.of(), state.weights()));
    adam.restore(state.steps(), state.firstMoments(), state.secondMoments());
  }

  @Override
  public void close() {
    manager.close();
  }
}
