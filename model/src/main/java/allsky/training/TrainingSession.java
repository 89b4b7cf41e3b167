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
import java.util.Optional;
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
  private final Optional<TeacherNetwork> teacher;
  private final Optional<AveragedNetwork> average;
  private final long seed;

  TrainingSession(
      NetworkShape shape,
      ComputeDevice device,
      TrainingRecipe recipe,
      CrossEntropy loss,
      Optional<Teacher> teacher) {
    this.loss = loss;
    this.seed = recipe.seed();
    this.shape = shape;
    this.manager = PytorchEngine.newManager(device);
    this.network = Network.of(shape);
    network.initialize(manager, seed);
    this.adam = new Adam(manager, network.weights().trainable());
    this.teacher = teacher.map(each -> new TeacherNetwork(manager, each));
    this.average =
        recipe.averageDecay() > 0
            ? Optional.of(new AveragedNetwork(manager, network, recipe.averageDecay()))
            : Optional.empty();
  }

  /** Trains on a batch; returns the loss for the labels and the accuracy before the step. */
  BatchMetrics learn(Batch batch, double learningRate) {
    try (NDManager step = manager.newSubManager()) {
      BatchMetrics result;
      // Before the collector opens, so that no gradient is recorded.
      Optional<NDArray> taught = teacher.map(each -> each.logits(step, batch));
      try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
        NDArray logits = network.trainingLogits(pixels(step, batch), dropoutSeed());
        result = BatchMetrics.of(logits.toFloatArray(), batch);
        gradients.backward(loss(logits, batch, taught));
      }
      adam.step(step, learningRate);
      average.ifPresent(each -> each.add(step, adam.steps()));
      return result;
    }
  }

  private NDArray loss(NDArray logits, Batch batch, Optional<NDArray> taught) {
    NDArray ofLabels = loss.of(logits, batch);
    return taught
        .map(logitsOfTeacher -> teacher.orElseThrow().loss(ofLabels, logits, logitsOfTeacher))
        .orElse(ofLabels);
  }

  /** Another one for each step, and the same for a step of a training that was resumed. */
  private long dropoutSeed() {
    return new SplittableRandom(seed ^ adam.steps()).nextLong();
  }

  /** The loss and the accuracy of the {@link #weights} on a batch. */
  BatchMetrics validate(Batch batch) {
    try (NDManager step = manager.newSubManager()) {
      return BatchMetrics.of(result().logits(pixels(step, batch)).toFloatArray(), batch);
    }
  }

  /** The network that the training returns: the average, if the recipe has one. */
  private Network result() {
    return average.map(AveragedNetwork::network).orElse(network);
  }

  private NDArray pixels(NDManager step, Batch batch) {
    return inputs(step, batch.pixels(), shape, batch.size());
  }

  /** The tensor of a batch for a network of a shape. */
  static NDArray inputs(NDManager step, float[] pixels, NetworkShape shape, int count) {
    Shape input = shape.inputShape(count);
    int floats = Math.toIntExact(input.size());
    return step.create(FloatBuffer.wrap(pixels, 0, floats), input);
  }

  /** The weights that the training returns: the averages, if the recipe has them. */
  Map<String, Tensor> weights() {
    return result().weights().tensors();
  }

  /** The state, with which {@link #restore} continues exactly. */
  Checkpoint.State state() {
    return new Checkpoint.State(
        network.weights().tensors(),
        average.map(each -> each.network().weights().tensors()).orElse(Map.of()),
        adam.firstMoments(),
        adam.secondMoments(),
        adam.steps());
  }

  /** Continues from a saved state. */
  void restore(Checkpoint.State state) {
    network.load(manager, TensorFile.of(Map.of(), state.weights()));
    average.ifPresent(each -> each.restore(manager, state.averages()));
    adam.restore(state.steps(), state.firstMoments(), state.secondMoments());
  }

  @Override
  public void close() {
    manager.close();
  }
}
