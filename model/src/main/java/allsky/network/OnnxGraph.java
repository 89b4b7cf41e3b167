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
 *
 * <p>Field numbers are from onnx.proto (ONNX IR version 8), operators from opset 17.
 */
final class OnnxGraph implements Operations<String> {

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;
  private static final long FLOAT = 1;
  private static final long INT64 = 7;

  private static final long ATTRIBUTE_INT = 2;
  private static final long ATTRIBUTE_INTS = 7;

  private final Protobuf graph = new Protobuf();
  private final StateDict weights;
  private int values;

  /** An empty graph for a network with these weights. */
  OnnxGraph(String name, StateDict weights) {
    graph.add(2, name);
    this.weights = weights;
  }

  @Override
  public String convolution(String path, String input, Convolution convolution) {
    return node(convolution, input, FoldedConvolution.of(weights, path, convolution));
  }

  @Override
  public String repVgg(String path, String input, RepVggBlock block) {
    return node(block.folded(), input, FoldedConvolution.of(weights, path, block));
  }

  @Override
  public String batchNormalisation(String path, String input) {
    FoldedConvolution folded = FoldedConvolution.ofNormalisation(weights, path);
    int channels = folded.bias().length;
    return node(Convolution.linear(channels, Kernel.of(1)).depthwise(), input, folded);
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
    String shares = tensor(layer.shares(), to, from);
    String transposed = node("Transpose", List.of(integers("perm", 1, 0)), shares);
    String rows = node("MatMul", List.of(), shares, input);
    return node("MatMul", List.of(), rows, transposed);
  }

  private String node(Convolution convolution, String input, FoldedConvolution folded) {
    Kernel kernel = convolution.kernel();
    List<Protobuf> attributes = new ArrayList<>();
    attributes.add(integers("kernel_shape", kernel.height(), kernel.width()));
    attributes.add(integers("strides", kernel.stride(), kernel.stride()));
    attributes.add(integers("dilations", kernel.dilation(), kernel.dilation()));
    attributes.add(pads(kernel));
    if (convolution.groups() > 1) {
      attributes.add(integer("group", convolution.groups()));
    }
    if (folded.bias() == null) {
      return node("Conv", attributes, input, factors(convolution, folded));
    }
    String bias = tensor(folded.bias(), convolution.filters());
    return node("Conv", attributes, input, factors(convolution, folded), bias);
  }

  private String factors(Convolution convolution, FoldedConvolution folded) {
    int filters = convolution.filters();
    Kernel kernel = convolution.kernel();
    long channels = folded.factors().length / ((long) filters * kernel.height() * kernel.width());
    return tensor(folded.factors(), filters, channels, kernel.height(), kernel.width());
  }

  private static Protobuf pads(Kernel kernel) {
    long rows = kernel.rowPadding();
    long columns = kernel.columnPadding();
    return integers("pads", rows, columns, rows, columns);
  }

  @Override
  public String linear(String path, String input, int units) {
    float[] factors = values(Role.FACTOR, path);
    String factorName = tensor(factors, units, factors.length / units);
    String biasName = tensor(values(Role.BIAS, path), units);
    return node("Gemm", List.of(integer("transB", 1)), input, factorName, biasName);
  }

  private float[] values(Role role, String path) {
    return weights.values(role.in(path));
  }

  @Override
  public String maxPool(String input, MaxPool pool) {
    Kernel kernel = pool.kernel();
    List<Protobuf> attributes = new ArrayList<>();
    attributes.add(integers("kernel_shape", kernel.height(), kernel.width()));
    attributes.add(integers("strides", kernel.stride(), kernel.stride()));
    if (kernel.rowPadding() > 0 || kernel.columnPadding() > 0) {
      attributes.add(pads(kernel));
    }
    if (pool.coversEdge()) {
      attributes.add(integer("ceil_mode", 1));
    }
    return node("MaxPool", attributes, input);
  }

  @Override
  public String globalAverage(String input) {
    return node("GlobalAveragePool", List.of(), input);
  }

  @Override
  public String globalMaximum(String input) {
    return node("GlobalMaxPool", List.of(), input);
  }

  @Override
  public String channelAverage(String input) {
    return node("ReduceMean", List.of(integers("axes", 1), integer("keepdims", 1)), input);
  }

  @Override
  public String channelMaximum(String input) {
    return node("ReduceMax", List.of(integers("axes", 1), integer("keepdims", 1)), input);
  }

  @Override
  public String part(String input, InputPart part) {
    String columns =
        node("Slice", List.of(), input, vector(part.first()), vector(part.end()), vector(1));
    // 0 keeps the size of the batch.
    String shape = vector(0, part.channels(), part.height(), part.width());
    return node("Reshape", List.of(), columns, shape);
  }

  @Override
  public String flatten(String input) {
    return node("Flatten", List.of(integer("axis", 1)), input);
  }

  @Override
  public String relu(String input) {
    return node("Relu", List.of(), input);
  }

  @Override
  public String sigmoid(String input) {
    return node("Sigmoid", List.of(), input);
  }

  @Override
  public String add(String left, String right) {
    return node("Add", List.of(), left, right);
  }

  @Override
  public String multiply(String left, String right) {
    return node("Mul", List.of(), left, right);
  }

  @Override
  public String concatenate(List<String> inputs) {
    return node("Concat", List.of(integer("axis", 1)), inputs.toArray(String[]::new));
  }

  /**
   * The finished model.
   *
   * @param notes the metadata of the model
   */
  byte[] model(Port input, List<Output> outputs, String producer, Map<String, String> notes) {
    graph.add(11, input.message());
    for (Output output : outputs) {
      graph.add(1, operator("Identity", List.of(), output.port.name, output.value));
      graph.add(12, output.port.message());
    }
    Protobuf model = new Protobuf().add(1, IR_VERSION).add(2, producer);
    model.add(7, graph);
    model.add(8, new Protobuf().add(1, "").add(2, OPSET));
    notes.forEach((key, value) -> model.add(14, new Protobuf().add(1, key).add(2, value)));
    return model.toByteArray();
  }

  /** An input or output of the model: its name and its shape without the batch axis. */
  record Port(String name, Shape shape) {

    private Protobuf message() {
      Protobuf dimensions = new Protobuf().add(1, new Protobuf().add(2, "n"));
      for (long size : shape.getShape()) {
        dimensions.add(1, new Protobuf().add(1, size));
      }
      Protobuf tensor = new Protobuf().add(1, FLOAT).add(2, dimensions);
      return new Protobuf().add(1, name).add(2, new Protobuf().add(1, tensor));
    }
  }

  /** A value of the graph that is an output of the model. */
  record Output(String value, Port port) {}

  private String node(String type, List<Protobuf> attributes, String... inputs) {
    String result = nextName();
    graph.add(1, operator(type, attributes, result, inputs));
    return result;
  }

  private static Protobuf operator(
      String type, List<Protobuf> attributes, String result, String... inputs) {
    Protobuf node = new Protobuf();
    for (String input : inputs) {
      node.add(1, input);
    }
    node.add(2, result).add(3, type + "_" + result).add(4, type);
    attributes.forEach(attribute -> node.add(5, attribute));
    return node;
  }

  private String tensor(float[] content, long... shape) {
    Protobuf tensor = new Protobuf();
    for (long size : shape) {
      tensor.add(1, size);
    }
    String name = nextName();
    graph.add(5, tensor.add(2, FLOAT).add(8, name).add(9, content));
    return name;
  }

  /** A constant vector of integers. */
  private String vector(long... content) {
    String name = nextName();
    Protobuf tensor = new Protobuf().add(1, content.length).add(2, INT64).add(8, name);
    graph.add(5, tensor.add(9, content));
    return name;
  }

  private String nextName() {
    return "v" + values++;
  }

  private static Protobuf integer(String name, long value) {
    return new Protobuf().add(1, name).add(3, value).add(20, ATTRIBUTE_INT);
  }

  private static Protobuf integers(String name, long... numbers) {
    Protobuf attribute = new Protobuf().add(1, name);
    for (long number : numbers) {
      attribute.add(8, number);
    }
    return attribute.add(20, ATTRIBUTE_INTS);
  }
}
