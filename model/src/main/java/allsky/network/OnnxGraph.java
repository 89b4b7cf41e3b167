package allsky.network;

import java.util.List;
import java.util.Map;

/**
 * An ONNX graph in the making: each method adds one node and returns the name of its result.
 *
 * <p>Field numbers are those of onnx.proto (ONNX IR version 8), operators those of opset 17.
 */
final class OnnxGraph {

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;
  private static final long FLOAT = 1;
  private static final long ATTRIBUTE_INT = 2;
  private static final long ATTRIBUTE_INTS = 7;

  private final Protobuf graph = new Protobuf();
  private int values;

  OnnxGraph(String name) {
    graph.add(2, name);
  }

  /** Convolution with weights (filters, channels, height, width) and a bias. */
  String convolution(String input, Kernel kernel, int filters, float[] weights, float[] bias) {
    String biasName = tensor(bias, filters);
    return convolutionNode(kernel, input, weightTensor(kernel, filters, weights), biasName);
  }

  /** Convolution without bias. */
  String convolution(String input, Kernel kernel, int filters, float[] weights) {
    return convolutionNode(kernel, input, weightTensor(kernel, filters, weights));
  }

  private String weightTensor(Kernel kernel, int filters, float[] weights) {
    long channels = weights.length / (filters * kernel.shape().size());
    return tensor(weights, filters, channels, kernel.height(), kernel.width());
  }

  private String convolutionNode(Kernel kernel, String... inputs) {
    long rows = kernel.rowPadding();
    long columns = kernel.columnPadding();
    return node(
        "Conv",
        List.of(
            integers("kernel_shape", kernel.height(), kernel.width()),
            integers("strides", kernel.stride(), kernel.stride()),
            integers("dilations", kernel.dilation(), kernel.dilation()),
            integers("pads", rows, columns, rows, columns)),
        inputs);
  }

  String relu(String input) {
    return node("Relu", List.of(), input);
  }

  String sigmoid(String input) {
    return node("Sigmoid", List.of(), input);
  }

  String add(String left, String right) {
    return node("Add", List.of(), left, right);
  }

  String multiply(String left, String right) {
    return node("Mul", List.of(), left, right);
  }

  /** Joins along the channels. */
  String concatenate(List<String> inputs) {
    return concatenate(inputs.toArray(String[]::new));
  }

  String concatenate(String... inputs) {
    return node("Concat", List.of(integer("axis", 1)), inputs);
  }

  /** Maximum of each 2 x 2 square. */
  String maxPool(String input) {
    return node(
        "MaxPool", List.of(integers("kernel_shape", 2, 2), integers("strides", 2, 2)), input);
  }

  String globalAverage(String input) {
    return node("GlobalAveragePool", List.of(), input);
  }

  String globalMaximum(String input) {
    return node("GlobalMaxPool", List.of(), input);
  }

  String channelAverage(String input) {
    return node("ReduceMean", List.of(integers("axes", 1), integer("keepdims", 1)), input);
  }

  String channelMaximum(String input) {
    return node("ReduceMax", List.of(integers("axes", 1), integer("keepdims", 1)), input);
  }

  String flatten(String input) {
    return node("Flatten", List.of(integer("axis", 1)), input);
  }

  /** Fully connected layer with weights (units, inputs). */
  String fullyConnected(String input, int units, float[] weights, float[] bias) {
    String weightName = tensor(weights, units, weights.length / units);
    return node("Gemm", List.of(integer("transB", 1)), input, weightName, tensor(bias, units));
  }

  /**
   * The finished model.
   *
   * @param notes what the model's metadata shall say
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

  /** An input or output of the model: its name and its shape behind the batch axis. */
  record Port(String name, List<Long> shape) {

    private Protobuf message() {
      Protobuf dimensions = new Protobuf().add(1, new Protobuf().add(2, "n"));
      shape.forEach(size -> dimensions.add(1, new Protobuf().add(1, size)));
      Protobuf tensor = new Protobuf().add(1, FLOAT).add(2, dimensions);
      return new Protobuf().add(1, name).add(2, new Protobuf().add(1, tensor));
    }
  }

  /** A value of the graph that the model gives out. */
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
