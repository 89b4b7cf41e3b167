package allsky.network;

import allsky.network.WeightShape.Role;
import allsky.network.layers.Convolution;
import allsky.network.layers.RepVggBlock;
import java.util.Arrays;

/**
 * The weights of one convolution that computes the same as several operations: a convolution, its
 * scale and batch normalisation, or all branches of a RepVGG block.
 *
 * @param factors of the kernels: filters, channels, rows, columns; the last runs fastest
 * @param bias one number for each filter; null if nothing is added
 */
record FoldedConvolution(float[] factors, float[] bias) {

  /** Taps of the 3x3 kernels of RepVGG. */
  private static final int TAPS = 9;

  /** A convolution with its scale and batch normalisation. */
  static FoldedConvolution of(WeightValues weights, String path, Convolution convolution) {
    String factorPath = convolution.factorPath(path);
    float[] factors = weights.values(Role.FACTOR.in(factorPath));
    Convolution.Addition addition = convolution.addition();
    float[] bias = addition.hasBias() ? weights.values(Role.BIAS.in(factorPath)) : null;
    FoldedConvolution plain = new FoldedConvolution(factors, bias);
    return addition.isNormalised()
        ? plain.normalised(weights, convolution.normalisationPath(path), convolution.scale())
        : plain;
  }

  /** Batch normalisation as a convolution with one tap for each channel. */
  static FoldedConvolution ofNormalisation(WeightValues weights, String path) {
    float[] ones = new float[weights.values(Role.GAMMA.in(path)).length];
    Arrays.fill(ones, 1);
    return new FoldedConvolution(ones, null).normalised(weights, path, 1);
  }

  /** The branches as one 3x3 convolution (Ding et al. 2021, section 3.3, equation 4). */
  static FoldedConvolution of(WeightValues weights, String path, RepVggBlock block) {
    FoldedConvolution sum = of(weights, path + RepVggBlock.DENSE + ".", block.dense());
    sum.addAtCentres(of(weights, path + RepVggBlock.POINT + ".", block.point()));
    if (block.hasIdentity()) {
      String identityPath = path + RepVggBlock.IDENTITY + ".";
      sum.addAtCentres(identity(block.filters()).normalised(weights, identityPath, 1));
    }
    return sum;
  }

  /** The 1x1 convolution that returns its input. */
  private static FoldedConvolution identity(int channels) {
    float[] factors = new float[channels * channels];
    for (int i = 0; i < channels; i++) {
      factors[i * channels + i] = 1;
    }
    return new FoldedConvolution(factors, null);
  }

  /** Adds a branch of 1x1 kernels to the centres of these 3x3 kernels. */
  private void addAtCentres(FoldedConvolution branch) {
    for (int i = 0; i < branch.factors.length; i++) {
      factors[i * TAPS + TAPS / 2] += branch.factors[i];
    }
    for (int filter = 0; filter < bias.length; filter++) {
      bias[filter] += branch.bias[filter];
    }
  }

  /** This convolution, then batch normalisation, then a constant factor. */
  private FoldedConvolution normalised(WeightValues weights, String path, double scale) {
    float[] gamma = weights.values(Role.GAMMA.in(path));
    float[] beta = weights.values(Role.BETA.in(path));
    float[] mean = weights.values(Role.RUNNING_MEAN.in(path));
    float[] variance = weights.values(Role.RUNNING_VARIANCE.in(path));
    float[] newFactors = new float[factors.length];
    float[] newBias = new float[gamma.length];
    int taps = factors.length / newBias.length;
    for (int filter = 0; filter < newBias.length; filter++) {
      double slope = gamma[filter] / Math.sqrt((double) variance[filter] + Convolution.EPSILON);
      for (int tap = filter * taps; tap < (filter + 1) * taps; tap++) {
        newFactors[tap] = (float) (scale * slope * factors[tap]);
      }
      double added = bias == null ? 0 : bias[filter];
      newBias[filter] = (float) (scale * (beta[filter] + (added - mean[filter]) * slope));
    }
    return new FoldedConvolution(newFactors, newBias);
  }
}
