package allsky.network.layers;

import java.util.List;

/** A fully connected layer with a bias: (batch, n) to (batch, units). */
public record Linear(int units) implements Layer {

  @Override
  public List<String> names() {
    return List.of("");
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.linear(path, input, units);
  }
}
