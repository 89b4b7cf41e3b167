package allsky.network.layers;

import java.util.List;

/** Batch normalisation without a preceding convolution (Ioffe and Szegedy 2015). */
public record BatchNormalisation() implements Layer {

  @Override
  public List<String> names() {
    return List.of("");
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.batchNormalisation(path, input);
  }
}
