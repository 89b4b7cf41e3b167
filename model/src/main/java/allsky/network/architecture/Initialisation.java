package allsky.network.architecture;

/** The distribution of the initial weights of a network. */
public enum Initialisation {
  /** PyTorch's default: uniform within 1/sqrt(inputs of one unit) of zero (LeCun et al. 1998). */
  PYTORCH_DEFAULT(1),
  /**
   * Uniform within sqrt(6/inputs of one unit) of zero (He et al. 2015, equation 10, as a uniform
   * distribution). It keeps the variance from layer to layer, for deep networks without batch
   * normalisation.
   */
  KAIMING(Math.sqrt(6));

  private final double gain;

  Initialisation(double gain) {
    this.gain = gain;
  }

  /** The largest weight of a unit times the root of the number of its inputs. */
  public double gain() {
    return gain;
  }
}
