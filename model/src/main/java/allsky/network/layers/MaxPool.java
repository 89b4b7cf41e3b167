package allsky.network.layers;

/** A down-sampling: the maximum of the pixels below a kernel. */
public record MaxPool(Kernel kernel) implements Layer {

  /** The maximum of each 2 x 2 square. */
  public static MaxPool halving() {
    return new MaxPool(Kernel.of(2).stride(2));
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.maxPool(input, kernel);
  }
}
