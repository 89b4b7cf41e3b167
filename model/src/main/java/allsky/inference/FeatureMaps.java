package allsky.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import allsky.network.Network;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.NativeCallGuard;
import allsky.network.engine.PytorchEngine;
import allsky.network.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a trained network computes between its input and its output, for one source at a time: the
 * outputs of its first layers (figure 11 of Zhao et al. 2023), and the pixels that speak for a
 * class (Grad-CAM, Selvaraju et al. 2017, arXiv:1610.02391). Not thread-safe.
 */
public final class FeatureMaps implements AutoCloseable {

  /** Number of layers that are shown; for IICnet the stem, the RFB and the first CBAM. */
  public static final int LAYERS = 3;

  private static final int AXES_OF_MAPS = 4;

  /**
   * Maps of one source.
   *
   * @param layer the name of the layer that computes them
   * @param channels number of maps
   * @param height rows of a map
   * @param width pixels of a row
   * @param values channels, rows, columns
   */
  public record Maps(String layer, int channels, int height, int width, float[] values) {

    private static Maps of(String layer, NDArray output) {
      long[] shape = output.getShape().getShape();
      return new Maps(layer, (int) shape[1], (int) shape[2], (int) shape[3], output.toFloatArray());
    }
  }

  private final NDManager manager;
  private final Network network;

  /**
   * @param device on which the network computes
   */
  public FeatureMaps(TrainedModel model, ComputeDevice device) {
    this.manager = PytorchEngine.newManager(device);
    this.network = model.network(manager);
  }

  /**
   * The outputs of the first layers that have more than one pixel; empty for a network without
   * images.
   *
   * @param input of one source, of the length of the network's shape
   */
  public List<Maps> first(float[] input) {
    return NativeCallGuard.run(
        () -> {
          try (NDManager step = manager.newSubManager()) {
            List<Maps> maps = new ArrayList<>();
            network
                .outputs(array(step, input))
                .forEach((layer, output) -> add(maps, layer, output));
            return List.copyOf(maps.subList(0, Math.min(LAYERS, maps.size())));
          }
        });
  }

  private static void add(List<Maps> maps, String layer, NDArray output) {
    if (isMaps(output)) {
      maps.add(Maps.of(layer, output));
    }
  }

  private static boolean isMaps(NDArray output) {
    return output.getShape().dimension() == AXES_OF_MAPS && output.getShape().get(2) > 1;
  }

  /**
   * Grad-CAM on the last layer that has more than one pixel: the sum of its maps, each weighted
   * with the mean gradient of the logit of a class, where it is positive.
   *
   * @param sourceClass index of the class in the network's shape
   * @return one map with values of 0 or more
   * @throws IllegalArgumentException if the network has no such layer
   */
  public Maps gradCam(float[] input, int sourceClass) {
    return NativeCallGuard.run(
        () -> {
          try (NDManager step = manager.newSubManager()) {
            Map.Entry<String, NDArray> last =
                network.outputs(array(step, input)).entrySet().stream()
                    .filter(layer -> isMaps(layer.getValue()))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(
                        () -> new IllegalArgumentException("The network has no layer of maps"));
            NDArray maps = last.getValue().duplicate();
            NDArray weights =
                gradient(last.getKey(), maps, sourceClass)
                    .mean(new int[] {3}, true)
                    .mean(new int[] {2}, true);
            NDArray cam = maps.mul(weights).sum(new int[] {1}, true).maximum(0);
            return Maps.of(last.getKey(), cam);
          }
        });
  }

  /** The gradient of a logit by the output of a layer. */
  private NDArray gradient(String layer, NDArray output, int sourceClass) {
    output.setRequiresGradient(true);
    try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
      NDArray logits = network.logitsAfter(layer, output);
      gradients.backward(logits.get(":,{}", sourceClass).sum());
    }
    return output.getGradient();
  }

  private NDArray array(NDManager step, float[] input) {
    return step.create(input, network.shape().inputShape(1));
  }

  @Override
  public void close() {
    manager.close();
  }
}
