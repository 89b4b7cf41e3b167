package allsky.network.layers;

/**
 * Averages over a grid of overlapping windows that cover the image, as PyTorch's {@code
 * AdaptiveAvgPool2d}: row i of the output is the mean of the rows floor(i n / m) to ceil((i + 1) n
 * / m) - 1 of the input. The same holds for columns. An image that is smaller than the output is
 * enlarged.
 *
 * @param inputSide rows and columns of the input, n
 * @param outputSide rows and columns of the output, m
 */
public record AdaptiveAverage(int inputSide, int outputSide) implements Layer {

  public AdaptiveAverage {
    if (inputSide < 1 || outputSide < 1) {
      throw new IllegalArgumentException(
          "Invalid sides of averages (1 or more): %d, %d".formatted(inputSide, outputSide));
    }
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.adaptiveAverage(input, this);
  }

  /** The weight of each input row in each output row: m rows of n numbers. */
  public float[] shares() {
    float[] shares = new float[outputSide * inputSide];
    for (int row = 0; row < outputSide; row++) {
      int first = row * inputSide / outputSide;
      int end = ((row + 1) * inputSide + outputSide - 1) / outputSide;
      for (int i = first; i < end; i++) {
        shares[row * inputSide + i] = 1f / (end - first);
      }
    }
    return shares;
  }
}
