package allsky.network.layers;

import java.util.List;

/**
 * A convolution, what is added to its channels, and ReLU or nothing.
 *
 * @param filters channels of the output
 * @param addition what is added to each channel
 * @param scale constant factor after batch normalisation, 1 for none
 * @param activation what comes last
 */
public record Convolution(
    int filters, Kernel kernel, Addition addition, double scale, Activation activation)
    implements Layer {

  /** What is added to each channel of the output. */
  public enum Addition {
    NOTHING,
    BIAS,
    /** gamma (x - mean) / sqrt(variance + epsilon) + beta (Ioffe and Szegedy 2015, alg. 2). */
    BATCH_NORMALISATION
  }

  /** What comes last. */
  public enum Activation {
    RELU,
    NONE
  }

  /** Added to the variance in batch normalisation, as PyTorch does. */
  public static final float EPSILON = 1e-5f;

  public Convolution {
    if (filters < 1) {
      throw new IllegalArgumentException("Invalid filters (1 or more): " + filters);
    }
    if (scale != 1 && addition != Addition.BATCH_NORMALISATION) {
      throw new IllegalArgumentException("Invalid scale (1 without batch normalisation): " + scale);
    }
  }

  /** With batch normalisation and ReLU. */
  public static Convolution relu(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, Addition.BATCH_NORMALISATION, 1, Activation.RELU);
  }

  /** With batch normalisation, without ReLU. */
  public static Convolution linear(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, Addition.BATCH_NORMALISATION, 1, Activation.NONE);
  }

  /** With a bias and ReLU. */
  public static Convolution biased(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, Addition.BIAS, 1, Activation.RELU);
  }

  /** Without bias, batch normalisation and ReLU. */
  public static Convolution plain(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, Addition.NOTHING, 1, Activation.NONE);
  }

  public Convolution scaled(double factor) {
    return new Convolution(filters, kernel, addition, factor, activation);
  }

  @Override
  public List<String> names() {
    return List.of("");
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    V output = on.convolution(path, input, this);
    return activation == Activation.RELU ? on.relu(output) : output;
  }

  /** Prefix of the names of the factors and the bias. */
  public String factorPath(String path) {
    return addition == Addition.BATCH_NORMALISATION ? path + "conv." : path;
  }

  /** Prefix of the names of the batch normalisation's weights. */
  public String normalisationPath(String path) {
    return path + "bn.";
  }
}
