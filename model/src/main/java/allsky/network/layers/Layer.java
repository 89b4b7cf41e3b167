package allsky.network.layers;

/**
 * A piece of a network with one input and one output. It states its structure once, as a sequence
 * of {@link Operations}; the output, its shape, the weights, the cost and the ONNX nodes follow
 * from the kind of operations that it is applied with.
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

  /** A layer with a name, which the names of its weights begin with. */
  static Named named(String name, Layer layer) {
    return new Named(name, layer);
  }

  /** A layer and its name. */
  record Named(String name, Layer layer) implements Layer {

    @Override
    public <V> V apply(Operations<V> on, String path, V input) {
      return layer.apply(on, path + name + ".", input);
    }
  }
}
