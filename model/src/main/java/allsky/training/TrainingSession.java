package allsky.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import allsky.network.ComputeDevice;
import allsky.network.IicNet;
import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.PytorchEngine;
import allsky.network.Tensor;
import allsky.network.TensorFile;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A network on its device with its optimizer: one step, one validation batch. All that a step makes
 * on the device ends with the step. Used by the thread that opened it.
 */
final class TrainingSession implements AutoCloseable {

  private final NetworkShape shape;
  private final NDManager manager;
  private final Network network;
  private final Adam adam;
  private final CrossEntropy loss;

  TrainingSession(NetworkShape shape, ComputeDevice device, long seed, CrossEntropy loss) {
    this.loss = loss;
    this.shape = shape;
    this.manager = PytorchEngine.newManager(device);
    this.network = IicNet.of(shape);
    network.initialize(manager, seed);
    this.adam = new Adam(manager, network.weights().trainable());
  }

  /** Learns from a batch and says how right the network was on it before. */
  StepResult learn(Batch batch, double learningRate) {
    try (NDManager step = manager.newSubManager()) {
      StepResult result;
      try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
        NDArray logits = network.trainingLogits(pixels(step, batch));
        result = StepResult.of(logits.toFloatArray(), batch);
        gradients.backward(loss.of(logits, batch));
      }
      adam.step(step, learningRate);
      return result;
    }
  }

  /** How right the network is on a batch; learns nothing. */
  StepResult validate(Batch batch) {
    try (NDManager step = manager.newSubManager()) {
      return StepResult.of(network.logits(pixels(step, batch)).toFloatArray(), batch);
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

  /** What must be kept to go on later exactly from here. */
  Checkpoint.State state() {
    return new Checkpoint.State(
        network.weights().tensors(), adam.firstMoments(), adam.secondMoments(), adam.steps());
  }

  /** Goes on from a kept state. */
  void restore(Checkpoint.State state) {
    network.load(manager, TensorFile.of(Map.of(), state.weights()));
    adam.restore(state.steps(), state.firstMoments(), state.secondMoments());
  }

  @Override
  public void close() {
    manager.close();
  }
}
