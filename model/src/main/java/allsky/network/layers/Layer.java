package allsky.network.layers;

import java.util.List;
import java.util.Set;

/**
 * A part of a network with one input and one output. A layer states its structure once, as a
 * sequence of {@link Operations}. The implementation of the operations decides the result: the
 * output, its shape with weights and cost, or ONNX nodes.
 *
 * <p>Images are shaped (batch, channels, height, width). Layers are immutable and hold no weights.
 */
public interface Layer {

  /**
   * The layer's output.
   *
   * @param path prefix of the names of the layer's weights: empty, or ends with a dot
   * @param input the layer's input: an array, a shape or the name of an ONNX value
   */
  <V> V apply(Operations<V> on, String path, V input);

  /**
   * The names that the layer uses directly below its path; an empty text for weights without a
   * further name. Two layers with the same name on the same path would share their weights.
   */
  default List<String> names() {
    return List.of();
  }

  /** The names of several layers on the same path; they must be distinct. */
  static List<String> distinctNames(List<? extends Layer> layers) {
    List<String> names = layers.stream().flatMap(layer -> layer.names().stream()).toList();
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("Invalid layers (each name once): " + names);
    }
    return names;
  }

  /** A layer with a name, with which the names of its weights begin. */
  static Named named(String name, Layer layer) {
    return new Named(name, layer);
  }

  /** A layer and its name. */
  record Named(String name, Layer layer) implements Layer {

    @Override
    public List<String> names() {
      return List.of(name);
    }

    @Override
    public <V> V apply(Operations<V> on, String path, V input) {
      return layer.apply(on, path + name + ".", input);
    }
  }
}
