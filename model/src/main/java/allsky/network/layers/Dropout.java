package allsky.network.layers;

/**
 * Dropout (Srivastava et al. 2014). In training it sets a random share of the values to zero and
 * divides the others by 1 - share. Outside training it returns its input.
 *
 * @param share share of the values that become zero, 0 (inclusive) to 1 (exclusive)
 */
public record Dropout(double share) implements Layer {

  public Dropout {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("Invalid share of dropout (0 or more, below 1): " + share);
    }
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.dropout(input, share);
  }
}
