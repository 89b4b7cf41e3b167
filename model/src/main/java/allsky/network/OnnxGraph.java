package allsky.network;

import ai.djl.ndarray.types.Shape;
import allsky.network.WeightShape.Role;
import allsky.network.layers.AdaptiveAverage;
import allsky.network.layers.Convolution;
import allsky.network.layers.InputPart;
import allsky.network.layers.Kernel;
import allsky.network.layers.MaxPool;
import allsky.network.layers.Operations;
import allsky.network.layers.RepVggBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes layers as nodes of an ONNX graph. Each operation adds its nodes and returns the name of
 * its result.
 */
final class OnnxGraph implements Operations<String> {

  private final OnnxNodes nodes;
  private final WeightValues weights;
  private final Map<String, Shape> winogradInputs;

  /**
   * Adds nodes of a network with these weights.
   *
   * @param winogradInputs the shapes of the inputs of the convolutions that become {@link
   *     WinogradNodes}, by path; the other convolutions become nodes {@code Conv}
   */
  OnnxGraph(OnnxNodes nodes, WeightValues weights, Map<String, Shape> winogradInputs) {
    this.nodes = nodes;
    this.weights = weights;
    this.winogradInputs = winogradInputs;
  }

  @Override
  public String convolution(String path, String input, Convolution convolution) {
    return folded(path, convolution, input, FoldedConvolution.of(weights, path, convolution));
  }

  @Override
  public String repVgg(String path, String input, RepVggBlock block) {
    return folded(path, block.folded(), input, FoldedConvolution.of(weights, path, block));
  }

  @Override
  public String batchNormalisation(String path, String input) {
    FoldedConvolution folded = FoldedConvolution.ofNormalisation(weights, path);
    int channels = folded.bias().length;
    return direct(Convolution.linear(channels, Kernel.of(1)).depthwise(), input, folded);
  }

  @Override
  public String dropout(String input, double share) {
    return input;
  }

  @Override
  public String adaptiveAverage(String input, AdaptiveAverage layer) {
    int from = layer.inputSide();
    int to = layer.outputSide();
    if (from == to) {
      return input;
    }
    String shares = nodes.tensor(layer.shares(), to, from);
    String transposed = nodes.node("Transpose", List.of(OnnxNodes.integers("perm", 1, 0)), shares);
    String rows = nodes.node("MatMul", List.of(), shares, input);
    return nodes.node("MatMul", List.of(), rows, transposed);
  }

  private String folded(
      String path, Convolution convolution, String input, FoldedConvolution folded) {
    Shape winogradInput = winogradInputs.get(path);
    return winogradInput == null
        ? direct(convolution, input, folded)
        : WinogradNodes.add(nodes, input, winogradInput, folded);
  }

  private String direct(Convolution convolution, String input, FoldedConvolution folded) {
    Kernel kernel = convolution.kernel();
    List<Protobuf> attributes = new ArrayList<>();
    attributes.add(OnnxNodes.integers("kernel_shape", kernel.height(), kernel.width()));
    attributes.add(OnnxNodes.integers("strides", kernel.stride(), kernel.stride()));
    attributes.add(OnnxNodes.integers("dilations", kernel.dilation(), kernel.dilation()));
    attributes.add(pads(kernel));
    if (convolution.groups() > 1) {
      attributes.add(OnnxNodes.integer("group", convolution.groups()));
    }
    if (folded.bias() == null) {
      return nodes.node("Conv", attributes, input, factors(convolution, folded));
    }
    String bias = nodes.tensor(folded.bias(), convolution.filters());
    return nodes.node("Conv", attributes, input, factors(convolution, folded), bias);
  }

  private String factors(Convolution convolution, FoldedConvolution folded) {
    int filters = convolution.filters();
    Kernel kernel = convolution.kernel();
    long channels = folded.factors().length / ((long) filters * kernel.height() * kernel.width());
    return nodes.tensor(folded.factors(), filters, channels, kernel.height(), kernel.width());
  }

  private static Protobuf pads(Kernel kernel) {
    long rows = kernel.rowPadding();
    long columns = kernel.columnPadding();
    return OnnxNodes.integers("pads", rows, columns, rows, columns);
  }

  @Override
  public String linear(String path, String input, int units) {
    float[] factors = values(Role.FACTOR, path);
    String factorName = nodes.tensor(factors, units, factors.length / units);
    String biasName = nodes.tensor(values(Role.BIAS, path), units);
    return nodes.node("Gemm", List.of(OnnxNodes.integer("transB", 1)), input, factorName, biasName);
  }

  private float[] values(Role role, String path) {
    return weights.values(role.in(path));
  }

  @Override
  public String maxPool(String input, MaxPool pool) {
    Kernel kernel = pool.kernel();
    List<Protobuf> attributes = new ArrayList<>();
    attributes.add(OnnxNodes.integers("kernel_shape", kernel.height(), kernel.width()));
    attributes.add(OnnxNodes.integers("strides", kernel.stride(), kernel.stride()));
    if (kernel.rowPadding() > 0 || kernel.columnPadding() > 0) {
      attributes.add(pads(kernel));
    }
    if (pool.coversEdge()) {
      attributes.add(OnnxNodes.integer("ceil_mode", 1));
    }
    return nodes.node("MaxPool", attributes, input);
  }

  @Override
  public String globalAverage(String input) {
    return nodes.node("GlobalAveragePool", List.of(), input);
  }

  @Override
  public String globalMaximum(String input) {
    return nodes.node("GlobalMaxPool", List.of(), input);
  }

  @Override
  public String channelAverage(String input) {
    return nodes.node(
        "ReduceMean",
        List.of(OnnxNodes.integers("axes", 1), OnnxNodes.integer("keepdims", 1)),
        input);
  }

  @Override
  public String channelMaximum(String input) {
    return nodes.node(
        "ReduceMax",
        List.of(OnnxNodes.integers("axes", 1), OnnxNodes.integer("keepdims", 1)),
        input);
  }

  @Override
  public String part(String input, InputPart part) {
    String columns =
        nodes.node(
            "Slice",
            List.of(),
            input,
            nodes.vector(part.first()),
            nodes.vector(part.end()),
            nodes.vector(1));
    // 0 keeps the size of the batch.
    String shape = nodes.vector(0, part.channels(), part.height(), part.width());
    return nodes.node("Reshape", List.of(), columns, shape);
  }

  @Override
  public String flatten(String input) {
    return nodes.node("Flatten", List.of(OnnxNodes.integer("axis", 1)), input);
  }

  @Override
  public String relu(String input) {
    return nodes.node("Relu", List.of(), input);
  }

  @Override
  public String sigmoid(String input) {
    return nodes.node("Sigmoid", List.of(), input);
  }

  @Override
  public String add(String left, String right) {
    return nodes.node("Add", List.of(), left, right);
  }

  @Override
  public String multiply(String left, String right) {
    return nodes.node("Mul", List.of(), left, right);
  }

  @Override
  public String concatenate(List<String> inputs) {
    return nodes.node(
        "Concat", List.of(OnnxNodes.integer("axis", 1)), inputs.toArray(String[]::new));
  }
}
