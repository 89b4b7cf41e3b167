package allsky.network.layers;

import java.util.List;

/**
 * A convolution with a bias or batch normalisation, and with or without an activation.
 *
 * @param filters channels of the output
 * @param groups number of groups into which the channels of input and output are divided; each
 *     group of the output depends on one group of the input. 1 for an ordinary convolution
 * @param addition what is added to each channel
 * @param scale constant factor after batch normalisation, 1 for none
 * @param activation the activation at the end
 */
public record Convolution(
    int filters, Kernel kernel, int groups, Addition addition, double scale, Activation activation)
    implements Layer {

  /** What is added to each channel of the output. */
  public enum Addition {
    NOTHING,
    BIAS,
    /** gamma (x - mean) / sqrt(variance + epsilon) + beta (Ioffe and Szegedy 2015, alg. 2). */
    BATCH_NORMALISATION,
    /** A bias, then batch normalisation. */
    BIAS_AND_BATCH_NORMALISATION;

    public boolean hasBias() {
      return this == BIAS || this == BIAS_AND_BATCH_NORMALISATION;
    }

    public boolean isNormalised() {
      return this == BATCH_NORMALISATION || this == BIAS_AND_BATCH_NORMALISATION;
    }
  }

  /** The activation at the end. */
  public enum Activation {
    RELU,
    /** x sigmoid(x) (Elfwing et al. 2018), also called swish. */
    SILU,
    NONE
  }

  /** The epsilon of batch normalisation, PyTorch's default. */
  public static final float EPSILON = 1e-5f;

  public Convolution {
    if (filters < 1) {
      throw new IllegalArgumentException("Invalid filters (1 or more): " + filters);
    }
    if (groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "Invalid groups (a divisor of the %d filters): %d".formatted(filters, groups));
    }
    if (scale != 1 && !addition.isNormalised()) {
      throw new IllegalArgumentException("Invalid scale (1 without batch normalisation): " + scale);
    }
  }

  /** A convolution with batch normalisation and ReLU. */
  public static Convolution relu(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, 1, Addition.BATCH_NORMALISATION, 1, Activation.RELU);
  }

  /** A convolution with batch normalisation, without ReLU. */
  public static Convolution linear(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, 1, Addition.BATCH_NORMALISATION, 1, Activation.NONE);
  }

  /** A convolution with a bias and ReLU. */
  public static Convolution biased(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, 1, Addition.BIAS, 1, Activation.RELU);
  }

  /** A convolution without bias, batch normalisation and ReLU. */
  public static Convolution plain(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, 1, Addition.NOTHING, 1, Activation.NONE);
  }

  /** A convolution with batch normalisation and SiLU. */
  public static Convolution silu(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, 1, Addition.BATCH_NORMALISATION, 1, Activation.SILU);
  }

  public Convolution scaled(double factor) {
    return new Convolution(filters, kernel, groups, addition, factor, activation);
  }

  /** One filter for each channel; the input must have as many channels as there are filters. */
  public Convolution depthwise() {
    return new Convolution(filters, kernel, filters, addition, scale, activation);
  }

  public Convolution with(Addition newAddition) {
    return new Convolution(filters, kernel, groups, newAddition, scale, activation);
  }

  public Convolution with(Activation newActivation) {
    return new Convolution(filters, kernel, groups, addition, scale, newActivation);
  }

  @Override
  public List<String> names() {
    return List.of("");
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    V output = on.convolution(path, input, this);
    return switch (activation) {
      case RELU -> on.relu(output);
      case SILU -> WeightlessLayer.SILU.apply(on, path, output);
      case NONE -> output;
    };
  }

  /** Prefix of the names of the factors and the bias. */
  public String factorPath(String path) {
    return addition.isNormalised() ? path + "conv." : path;
  }

  /** Prefix of the names of the batch normalisation's weights. */
  public String normalisationPath(String path) {
    return path + "bn.";
  }
}
