package allsky.network;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/**
 * The nodes and constants of an ONNX graph, in the order in which they are added. Each node returns
 * the name of its result.
 *
 * <p>Field numbers are from onnx.proto (ONNX IR version 8), operators from opset 17.
 */
final class OnnxNodes {

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;
  private static final long FLOAT = 1;
  private static final long INT64 = 7;

  private static final long ATTRIBUTE_INT = 2;
  private static final long ATTRIBUTE_INTS = 7;

  private final Protobuf graph = new Protobuf();
  private int values;

  /** An empty graph. */
  OnnxNodes(String name) {
    graph.add(2, name);
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

  /** Adds a node. */
  String node(String type, List<Protobuf> attributes, String... inputs) {
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

  /** A constant array of floats in row-major order. */
  String tensor(float[] content, long... shape) {
    Protobuf tensor = new Protobuf();
    for (long size : shape) {
      tensor.add(1, size);
    }
    String name = nextName();
    graph.add(5, tensor.add(2, FLOAT).add(8, name).add(9, content));
    return name;
  }

  /** A constant vector of integers. */
  String vector(long... content) {
    String name = nextName();
    Protobuf tensor = new Protobuf().add(1, content.length).add(2, INT64).add(8, name);
    graph.add(5, tensor.add(9, content));
    return name;
  }

  private String nextName() {
    return "v" + values++;
  }

  /** An attribute. */
  static Protobuf integer(String name, long value) {
    return new Protobuf().add(1, name).add(3, value).add(20, ATTRIBUTE_INT);
  }

  /** An attribute. */
  static Protobuf integers(String name, long... numbers) {
    Protobuf attribute = new Protobuf().add(1, name);
    for (long number : numbers) {
      attribute.add(8, number);
    }
    return attribute.add(20, ATTRIBUTE_INTS);
  }
}
