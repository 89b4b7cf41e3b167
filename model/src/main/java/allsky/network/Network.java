package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sequence of named layers from cutouts (batch, bands, side, side) to logits (batch, classes).
 * What the last layer takes is the embedding (batch, {@value IicNet#EMBEDDING_SIZE}).
 *
 * <p>Its weights live in the NDManager that they were initialised or loaded with, and end with it.
 */
public final class Network extends Layer {

  private record Step(String name, Layer layer) {}

  private final String name;
  private final NetworkShape shape;
  private final List<Step> steps;

  private Network(String name, NetworkShape shape, List<Step> steps) {
    this.name = name;
    this.shape = shape;
    this.steps = List.copyOf(steps);
    steps.forEach(step -> addChildBlock(step.name, step.layer));
  }

  static Builder named(String name, NetworkShape shape) {
    return new Builder(name, shape);
  }

  /** Collects layers in their order. */
  static final class Builder {

    private final String name;
    private final NetworkShape shape;
    private final List<Step> steps = new ArrayList<>();

    private Builder(String name, NetworkShape shape) {
      this.name = name;
      this.shape = shape;
    }

    Builder then(String step, Layer layer) {
      steps.add(new Step(step, layer));
      return this;
    }

    Network build() {
      return new Network(name, shape, steps);
    }
  }

  public String name() {
    return name;
  }

  public NetworkShape shape() {
    return shape;
  }

  /** Gives random weights that depend on the seed alone, not on the device. */
  public void initialize(NDManager manager, long seed) {
    setInitializer(new FanInUniform(seed), Parameter.Type.WEIGHT);
    initialize(manager, DataType.FLOAT32, shape.inputShape(1));
  }

  /**
   * Gives weights by name, as {@link #tensors} names them.
   *
   * @throws allsky.UserError where a tensor is missing, unknown or of another shape
   */
  public void load(NDManager manager, TensorFile file) {
    initialize(manager, 0);
    Map<String, Parameter> named = namedParameters();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    named.forEach((key, parameter) -> shapes.put(key, parameter.getShape()));
    file.require(shapes).forEach((key, tensor) -> tensor.copyTo(named.get(key).getArray()));
  }

  /** The weights with the names that PyTorch would give them, such as {@code conv1.conv.weight}. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    namedParameters()
        .forEach((key, parameter) -> tensors.put(key, Tensor.of(parameter.getArray())));
    return tensors;
  }

  /** The weights that training changes, by name and in the network's order. */
  public Map<String, NDArray> trainableArrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    namedParameters()
        .forEach(
            (key, parameter) -> {
              if (parameter.requiresGradient()) {
                arrays.put(key, parameter.getArray());
              }
            });
    return arrays;
  }

  private Map<String, Parameter> namedParameters() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    collect("", this, named);
    return named;
  }

  private static void collect(String path, Block block, Map<String, Parameter> named) {
    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
      named.put(path + pytorchName(parameter.getKey()), parameter.getValue());
    }
    for (Pair<String, Block> child : block.getChildren()) {
      String withoutNumber = child.getKey().substring(2);
      collect(path + withoutNumber + ".", child.getValue(), named);
    }
  }

  private static String pytorchName(String parameter) {
    return switch (parameter) {
      case "gamma" -> "weight";
      case "beta" -> "bias";
      case "runningMean" -> "running_mean";
      case "runningVar" -> "running_var";
      default -> parameter;
    };
  }

  /** Takes the weights out of training, so that no pass keeps what a gradient would need. */
  public void freeze() {
    freezeParameters(true);
  }

  /** Logits of a batch by the learned statistics; the result belongs to the batch's manager. */
  public NDArray logits(NDArray cutouts) {
    return apply(store(cutouts), cutouts, false);
  }

  /** Embeddings of a batch by the learned statistics; they belong to the batch's manager. */
  public NDArray embeddings(NDArray cutouts) {
    return apply(body(), store(cutouts), cutouts, false);
  }

  /** Logits of embeddings; they belong to the embeddings' manager. */
  public NDArray logitsOfEmbeddings(NDArray embeddings) {
    return head().apply(store(embeddings), embeddings, false);
  }

  private static ParameterStore store(NDArray input) {
    return new ParameterStore(input.getManager(), false);
  }

  private List<Step> body() {
    return steps.subList(0, steps.size() - 1);
  }

  private Layer head() {
    return steps.get(steps.size() - 1).layer;
  }

  /** Logits of a training batch, normalised by the batch's own statistics. */
  public NDArray trainingLogits(NDArray cutouts) {
    return apply(store(cutouts), cutouts, true);
  }

  /** One row for each layer, with parameters and multiply-adds for one image. */
  public LayerTable layers() {
    List<LayerTable.Row> rows = new ArrayList<>();
    Shape input = shape.inputShape(1);
    for (Step step : steps) {
      Shape output = step.layer.outputShape(input);
      rows.add(
          new LayerTable.Row(
              step.name,
              Arrays.stream(output.slice(1).getShape()).boxed().toList(),
              step.layer.parameterCount(),
              step.layer.multiplyAdds(input)));
      input = output;
    }
    return new LayerTable(rows);
  }

  @Override
  NDArray apply(ParameterStore store, NDArray input, boolean training) {
    return apply(steps, store, input, training);
  }

  private static NDArray apply(
      List<Step> steps, ParameterStore store, NDArray input, boolean training) {
    NDArray x = input;
    for (Step step : steps) {
      x = step.layer.apply(store, x, training);
    }
    return x;
  }

  @Override
  Shape outputShape(Shape input) {
    Shape shapeSoFar = input;
    for (Step step : steps) {
      shapeSoFar = step.layer.outputShape(shapeSoFar);
    }
    return shapeSoFar;
  }

  @Override
  long multiplyAdds(Shape input) {
    return layers().multiplyAdds();
  }

  @Override
  String export(OnnxGraph graph, String input) {
    return exportHead(graph, exportEmbeddings(graph, input));
  }

  /** Adds all layers but the last; returns the name of the embeddings. */
  String exportEmbeddings(OnnxGraph graph, String input) {
    String x = input;
    for (Step step : body()) {
      x = step.layer.export(graph, x);
    }
    return x;
  }

  /** Adds the last layer; takes the name of the embeddings, returns that of the logits. */
  String exportHead(OnnxGraph graph, String embeddings) {
    return head().export(graph, embeddings);
  }

  @Override
  void initializeLayers(NDManager manager, DataType type, Shape input) {
    Shape shapeSoFar = input;
    for (Step step : steps) {
      step.layer.initialize(manager, type, shapeSoFar);
      shapeSoFar = step.layer.outputShape(shapeSoFar);
    }
  }
}
