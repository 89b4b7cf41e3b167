package allsky.network.layers;

import java.util.List;

/** The layers without weights and settings. */
public enum WeightlessLayer implements Layer {
  /** max(0, x). */
  RELU,
  /** x sigmoid(x) (Elfwing et al. 2018), also called swish. */
  SILU,
  /** All values of an image in one row: (batch, n). */
  FLATTEN,
  /** The average of each channel over the image: (batch, channels). */
  GLOBAL_AVERAGE,
  /** The average of each channel, then the maximum of each channel: (batch, 2 channels). */
  GLOBAL_AVERAGE_AND_MAXIMUM;

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return switch (this) {
      case RELU -> on.relu(input);
      case SILU -> on.multiply(input, on.sigmoid(input));
      case FLATTEN -> on.flatten(input);
      case GLOBAL_AVERAGE -> on.flatten(on.globalAverage(input));
      case GLOBAL_AVERAGE_AND_MAXIMUM ->
          on.flatten(on.concatenate(List.of(on.globalAverage(input), on.globalMaximum(input))));
    };
  }
}
