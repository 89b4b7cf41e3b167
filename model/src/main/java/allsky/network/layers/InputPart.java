package allsky.network.layers;

/**
 * Takes a part of each row of floats as an image: (batch, n) to (batch, channels, height, width).
 *
 * @param first index of the first float
 * @param channels channels of the image; single numbers are channels of 1 x 1 pixels
 * @param height rows of the image
 * @param width columns of the image
 */
public record InputPart(int first, int channels, int height, int width) implements Layer {

  /** The index after the last float. */
  public int end() {
    return first + channels * height * width;
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.part(input, this);
  }
}
