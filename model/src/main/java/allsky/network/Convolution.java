package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;

/** A convolution without bias, then batch normalisation, then ReLU unless it is linear. */
final class Convolution extends Layer {

  /** What follows the batch normalisation. */
  enum Output {
    RELU,
    LINEAR
  }

  /** Added to the variance, as PyTorch does. */
  private static final float EPSILON = 1e-5f;

  private final int filters;
  private final Kernel kernel;
  private final Output output;
  private final Conv2d convolution;
  private final BatchNorm normalisation;

  Convolution(int filters, Kernel kernel, Output output) {
    this.filters = filters;
    this.kernel = kernel;
    this.output = output;
    this.convolution = addChildBlock("conv", plain(filters, kernel));
    this.normalisation =
        addChildBlock("bn", BatchNorm.builder().optEpsilon(EPSILON).optMomentum(0.9f).build());
  }

  /** With ReLU. */
  static Convolution relu(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, Output.RELU);
  }

  /** Without ReLU. */
  static Convolution linear(int filters, Kernel kernel) {
    return new Convolution(filters, kernel, Output.LINEAR);
  }

  /** DJL's convolution without bias and with nothing behind it. */
  static Conv2d plain(int filters, Kernel kernel) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(kernel.shape())
        .optStride(new Shape(kernel.stride(), kernel.stride()))
        .optPadding(new Shape(kernel.rowPadding(), kernel.columnPadding()))
        .optDilation(new Shape(kernel.dilation(), kernel.dilation()))
        .optBias(false)
        .build();
  }

  @Override
  NDArray apply(ParameterStore store, NDArray input, boolean training) {
    NDArray convolved = run(convolution, store, input, training);
    NDArray normalised = run(normalisation, store, convolved, training);
    return output == Output.RELU ? Activation.relu(normalised) : normalised;
  }

  @Override
  Shape outputShape(Shape input) {
    return kernel.outputShape(input, filters);
  }

  @Override
  long multiplyAdds(Shape input) {
    long normalised = outputShape(input).size() / input.get(0);
    return kernel.multiplyAdds(input, filters) + 4 * normalised;
  }

  @Override
  String export(OnnxGraph graph, String input) {
    return export(graph, input, 1);
  }

  /**
   * Exports one convolution with a bias. Batch normalisation, gamma (x - mean) / sqrt(variance +
   * epsilon) + beta (Ioffe and Szegedy 2015, algorithm 2), and a constant factor on the output are
   * folded into its weights.
   */
  String export(OnnxGraph graph, String input, double factor) {
    float[] weights = values(convolution, "weight");
    float[] gamma = values(normalisation, "gamma");
    float[] beta = values(normalisation, "beta");
    float[] mean = values(normalisation, "runningMean");
    float[] variance = values(normalisation, "runningVar");
    float[] bias = new float[filters];
    int taps = weights.length / filters;
    for (int filter = 0; filter < filters; filter++) {
      double scale = gamma[filter] / Math.sqrt((double) variance[filter] + EPSILON);
      for (int tap = filter * taps; tap < (filter + 1) * taps; tap++) {
        weights[tap] = (float) (factor * scale * weights[tap]);
      }
      bias[filter] = (float) (factor * (beta[filter] - mean[filter] * scale));
    }
    String result = graph.convolution(input, kernel, filters, weights, bias);
    return output == Output.RELU ? graph.relu(result) : result;
  }

  @Override
  void initializeLayers(NDManager manager, DataType type, Shape input) {
    convolution.initialize(manager, type, input);
    normalisation.initialize(manager, type, outputShape(input));
  }
}
