package allsky.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import allsky.network.architecture.ColourNetworks;
import allsky.network.architecture.SpectrumNetwork;
import allsky.network.layers.Chain;
import allsky.network.layers.InputPart;
import allsky.network.layers.Layer;
import allsky.network.layers.Operations;
import allsky.survey.NetworkInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network: a chain of named layers from the inputs of {@link NetworkShape#inputShape} to logits
 * (batch, classes), with its weights. The input of the last layer is the embedding.
 */
public final class Network {

  private final String name;
  private final NetworkShape shape;
  private final List<Layer.Named> layers;

  /** Null before {@link #initialize} or {@link #load}. */
  private StateDict weights;

  private Network(String name, NetworkShape shape, List<Layer.Named> layers) {
    Layer.distinctNames(layers);
    this.name = name;
    this.shape = shape;
    this.layers = layers;
  }

  /** A network of these layers, without weights. */
  static Network of(String name, NetworkShape shape, Layer.Named... layers) {
    return new Network(name, shape, List.of(layers));
  }

  /** The network without weights; {@link #initialize} or {@link #load} gives them. */
  public static Network of(NetworkShape shape) {
    return new Network(shape.title(), shape, layersOf(shape));
  }

  private static List<Layer.Named> layersOf(NetworkShape shape) {
    int classes = shape.classes().size();
    int numbers = shape.inputs().photometryCount();
    int side = shape.inputSide();
    if (shape.inputs() == NetworkInputs.SPECTRA) {
      return SpectrumNetwork.layers(classes);
    }
    if (!shape.inputs().hasImages()) {
      return ColourNetworks.ofColours(numbers, classes);
    }
    List<Layer.Named> ofImages = shape.architecture().layers(side, shape.stemKernel(), classes);
    return numbers == 0
        ? ofImages
        : ColourNetworks.fusion(
            new InputPart(0, shape.bands().size(), side, side), ofImages, numbers, classes);
  }

  public String name() {
    return name;
  }

  public NetworkShape shape() {
    return shape;
  }

  /** Length of one embedding. */
  public int embeddingSize() {
    return Math.toIntExact(embeddings(new DryRun(DryRun.Form.TRAINED), shape.inputShape(1)).get(1));
  }

  /** One row for each layer, as the network is trained. */
  public LayerTable layers() {
    return layers(DryRun.Form.TRAINED);
  }

  /** One row for each layer, as the network is exported. */
  public LayerTable exportedLayers() {
    return layers(DryRun.Form.EXPORTED);
  }

  private LayerTable layers(DryRun.Form form) {
    List<LayerTable.Row> rows = new ArrayList<>();
    Shape value = shape.inputShape(1);
    for (Layer.Named layer : layers) {
      DryRun run = new DryRun(form);
      value = layer.apply(run, "", value);
      List<Long> output = Arrays.stream(value.slice(1).getShape()).boxed().toList();
      rows.add(
          new LayerTable.Row(
              layer.name(), output, run.parameters(), run.multiplyAdds(), run.ptflops()));
    }
    return new LayerTable(rows);
  }

  /** The convolutions of the network as it is exported. */
  List<DryRun.Convolved> exportedConvolutions() {
    return dryRun(DryRun.Form.EXPORTED).convolutions();
  }

  /** The shapes of all weights by name. */
  Map<String, Shape> weightShapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    dryRun(DryRun.Form.TRAINED)
        .weights()
        .forEach((weightName, weight) -> shapes.put(weightName, weight.shape()));
    return shapes;
  }

  private DryRun dryRun(DryRun.Form form) {
    DryRun run = new DryRun(form);
    logitsOfEmbeddings(run, embeddings(run, shape.inputShape(1)));
    return run;
  }

  /** Sets new random weights. They depend only on the seed, not on the device. */
  public void initialize(NDManager manager, long seed) {
    WeightInitializer initializer =
        new WeightInitializer(seed, shape.architecture().initialisation());
    weights = StateDict.initial(dryRun(DryRun.Form.TRAINED).weights(), manager, initializer);
  }

  /**
   * Sets the weights from named tensors, see {@link StateDict#tensors}.
   *
   * @param manager owns the weights, if the network has none yet
   * @throws allsky.UserError if a tensor is missing, unknown or of another shape
   */
  public void load(NDManager manager, TensorFile file) {
    if (weights == null) {
      initialize(manager, 0);
    }
    weights.copyFrom(file);
  }

  /** The weights of the network. */
  public StateDict weights() {
    if (weights == null) {
      throw new IllegalStateException("Cannot compute with a network that has no weights");
    }
    return weights;
  }

  /** Logits of a batch, with the learned statistics; the result belongs to the batch's manager. */
  public NDArray logits(NDArray inputs) {
    return logits(ForwardPass.learned(weights()), inputs);
  }

  /**
   * Logits of a training batch, with the statistics of the batch.
   *
   * @param dropoutSeed selects the values that dropout sets to zero
   */
  public NDArray trainingLogits(NDArray inputs, long dropoutSeed) {
    return logits(ForwardPass.training(weights(), dropoutSeed), inputs);
  }

  private NDArray logits(ForwardPass pass, NDArray inputs) {
    return logitsOfEmbeddings(pass, embeddings(pass, inputs));
  }

  /** Embeddings of a batch, with the learned statistics; they belong to the batch's manager. */
  public NDArray embeddings(NDArray inputs) {
    return embeddings(ForwardPass.learned(weights()), inputs);
  }

  /** The layers with their cost as a table, and the sums of the exported network. */
  public String summary() {
    return layers().toText() + exportedLayers().sums("exported");
  }

  /**
   * The outputs of all layers for a batch by their names, in order, with the learned statistics;
   * they belong to the batch's manager.
   */
  public Map<String, NDArray> outputs(NDArray cutouts) {
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    ForwardPass pass = ForwardPass.learned(weights());
    NDArray value = cutouts;
    for (Layer.Named layer : layers) {
      value = layer.apply(pass, "", value);
      outputs.put(layer.name(), value);
    }
    return outputs;
  }

  /**
   * Logits of the output of a layer, computed by the layers after it.
   *
   * @param layer a name of {@link #outputs}
   */
  public NDArray logitsAfter(String layer, NDArray output) {
    List<String> names = layers.stream().map(Layer.Named::name).toList();
    List<Layer.Named> rest = layers.subList(names.indexOf(layer) + 1, layers.size());
    return new Chain(rest).apply(ForwardPass.learned(weights()), "", output);
  }

  /** Logits of embeddings; they belong to the embeddings' manager. */
  public NDArray logitsOfEmbeddings(NDArray embeddings) {
    return logitsOfEmbeddings(ForwardPass.learned(weights()), embeddings);
  }

  /** All layers but the last. */
  <V> V embeddings(Operations<V> on, V inputs) {
    return new Chain(layers.subList(0, layers.size() - 1)).apply(on, "", inputs);
  }

  /** The last layer. */
  <V> V logitsOfEmbeddings(Operations<V> on, V embeddings) {
    return layers.get(layers.size() - 1).apply(on, "", embeddings);
  }
}
