package allsky.network.layers;

/**
 * Sets a random share of the values to zero in training, and divides the others by what is left
 * (Srivastava et al. 2014). Outside training it returns its input.
 *
 * @param share of the values that become zero, from 0 to below 1
 */
public record Dropout(double share) implements Layer {

  public Dropout {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("Invalid share of dropout (0 up to but not 1): " + share);
    }
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.dropout(input, share);
  }
}
