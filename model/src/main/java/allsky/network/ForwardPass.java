package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import allsky.network.WeightShape.Role;
import allsky.network.engine.Scalars;
import allsky.network.layers.AdaptiveAverage;
import allsky.network.layers.Convolution;
import allsky.network.layers.InputPart;
import allsky.network.layers.Kernel;
import allsky.network.layers.MaxPool;
import allsky.network.layers.Operations;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Computes layers on arrays with DJL. Results belong to the input's manager.
 *
 * @param statistics the statistics for batch normalisation
 * @param random selects the values that dropout sets to zero; null outside training
 */
record ForwardPass(StateDict weights, Statistics statistics, SplittableRandom random)
    implements Operations<NDArray> {

  /** The means and variances that normalise a batch. */
  enum Statistics {
    /** The statistics of the batch, for training; they also update the learned statistics. */
    BATCH,
    /** The learned statistics, for everything else. */
    LEARNED
  }

  /**
   * Weight of the old learned statistics in an update: PyTorch's default in the definition of DJL.
   */
  private static final float MOMENTUM = 0.9f;

  private static final int CHANNELS = 1;

  /** A pass with the learned statistics, without dropout. */
  static ForwardPass learned(StateDict weights) {
    return new ForwardPass(weights, Statistics.LEARNED, null);
  }

  /** A pass with the statistics of the batch, with dropout. */
  static ForwardPass training(StateDict weights, long dropoutSeed) {
    return new ForwardPass(weights, Statistics.BATCH, new SplittableRandom(dropoutSeed));
  }

  @Override
  public NDArray convolution(String path, NDArray input, Convolution convolution) {
    Kernel kernel = convolution.kernel();
    String factors = convolution.factorPath(path);
    NDArray output =
        Conv2d.conv2d(
                input,
                array(Role.FACTOR, factors),
                convolution.addition().hasBias() ? array(Role.BIAS, factors) : null,
                new Shape(kernel.stride(), kernel.stride()),
                new Shape(kernel.rowPadding(), kernel.columnPadding()),
                new Shape(kernel.dilation(), kernel.dilation()),
                convolution.groups())
            .singletonOrThrow();
    if (convolution.addition().isNormalised()) {
      output = batchNormalisation(convolution.normalisationPath(path), output);
    }
    return convolution.scale() == 1 ? output : Scalars.times(output, convolution.scale());
  }

  @Override
  public NDArray batchNormalisation(String path, NDArray input) {
    return BatchNorm.batchNorm(
            input,
            array(Role.RUNNING_MEAN, path),
            array(Role.RUNNING_VARIANCE, path),
            array(Role.GAMMA, path),
            array(Role.BETA, path),
            CHANNELS,
            MOMENTUM,
            Convolution.EPSILON,
            statistics == Statistics.BATCH && hasVariance(input))
        .singletonOrThrow();
  }

  /** The unbiased variance of a single value is not a number. */
  private static boolean hasVariance(NDArray input) {
    return input.size() > input.getShape().get(CHANNELS);
  }

  private NDArray array(Role role, String path) {
    return weights.array(role.in(path));
  }

  @Override
  public NDArray dropout(NDArray input, double share) {
    if (random == null || share == 0) {
      return input;
    }
    float[] factors = new float[Math.toIntExact(input.size())];
    float kept = (float) (1 / (1 - share));
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextDouble() < share ? 0 : kept;
    }
    return input.mul(input.getManager().create(factors, input.getShape()));
  }

  @Override
  public NDArray adaptiveAverage(NDArray input, AdaptiveAverage layer) {
    if (layer.inputSide() == layer.outputSide()) {
      return input;
    }
    NDArray shares =
        input.getManager().create(layer.shares(), new Shape(layer.outputSide(), layer.inputSide()));
    return shares.matMul(input).matMul(shares.transpose());
  }

  @Override
  public NDArray linear(String path, NDArray input, int units) {
    return ai.djl.nn.core.Linear.linear(input, array(Role.FACTOR, path), array(Role.BIAS, path))
        .singletonOrThrow();
  }

  @Override
  public NDArray maxPool(NDArray input, MaxPool pool) {
    Kernel kernel = pool.kernel();
    return Pool.maxPool2d(
        input,
        new Shape(kernel.height(), kernel.width()),
        new Shape(kernel.stride(), kernel.stride()),
        new Shape(kernel.rowPadding(), kernel.columnPadding()),
        pool.coversEdge());
  }

  @Override
  public NDArray globalAverage(NDArray input) {
    return Pool.globalAvgPool2d(input).reshape(pointShape(input));
  }

  @Override
  public NDArray globalMaximum(NDArray input) {
    return Pool.globalMaxPool2d(input).reshape(pointShape(input));
  }

  private static Shape pointShape(NDArray input) {
    return input.getShape().slice(0, 2).add(1, 1);
  }

  @Override
  public NDArray channelAverage(NDArray input) {
    return input.mean(new int[] {CHANNELS}, true);
  }

  @Override
  public NDArray channelMaximum(NDArray input) {
    return input.max(new int[] {CHANNELS}, true);
  }

  @Override
  public NDArray part(NDArray input, InputPart part) {
    NDIndex columns = new NDIndex(":,{}:{}", part.first(), part.end());
    return input
        .get(columns)
        .reshape(input.getShape().get(0), part.channels(), part.height(), part.width());
  }

  @Override
  public NDArray flatten(NDArray input) {
    return input.reshape(input.getShape().get(0), -1);
  }

  @Override
  public NDArray relu(NDArray input) {
    return Activation.relu(input);
  }

  @Override
  public NDArray sigmoid(NDArray input) {
    return Activation.sigmoid(input);
  }

  @Override
  public NDArray add(NDArray left, NDArray right) {
    return left.add(right);
  }

  @Override
  public NDArray multiply(NDArray left, NDArray right) {
    return left.mul(right);
  }

  @Override
  public NDArray concatenate(List<NDArray> inputs) {
    return NDArrays.concat(new NDList(inputs), CHANNELS);
  }
}
