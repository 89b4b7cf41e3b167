package allsky.network.layers;

import java.util.ArrayList;
import java.util.List;

/** A sequence of layers. An empty chain returns its input. */
public record Chain(List<? extends Layer> layers) implements Layer {

  public Chain {
    Layer.distinctNames(layers);
    layers = List.copyOf(layers);
  }

  public static Chain of(Layer... layers) {
    return new Chain(List.of(layers));
  }

  /** A chain of layers that are named by a common name and a number from 1. */
  public static Chain numbered(String name, Layer... layers) {
    List<Layer> named = new ArrayList<>();
    for (int i = 0; i < layers.length; i++) {
      named.add(Layer.named(name + (i + 1), layers[i]));
    }
    return new Chain(named);
  }

  @Override
  public List<String> names() {
    return Layer.distinctNames(layers);
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    V value = input;
    for (Layer layer : layers) {
      value = layer.apply(on, path, value);
    }
    return value;
  }
}
