package allsky.network.model;

import ai.djl.ndarray.NDManager;
import allsky.network.Network;
import allsky.network.OnnxExport;
import allsky.network.TensorFile;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.PytorchEngine;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A trained model in memory: description, ONNX file, parameters and training distances. It is
 * serializable and has about 15 MB for IICnet, so it can be sent to other processes.
 */
public final class TrainedModel implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ModelDescription description;
  private final byte[] onnx;
  private final byte[] parameters;

  /** Null in models without distances. */
  private final byte[] distance;

  /** The digests of the byte arrays; null until {@link #arrayDigests} reads all 15 MB of them. */
  private transient ModelDigests arrayDigests;

  public TrainedModel(
      ModelDescription description, byte[] onnx, byte[] parameters, byte[] distance) {
    this(description, onnx, parameters, distance, null);
  }

  /**
   * A model whose byte arrays were hashed before.
   *
   * @param arrayDigests the digests of the arrays under their names in {@link ModelFolder}, and of
   *     no other file; null if they are not known
   */
  TrainedModel(
      ModelDescription description,
      byte[] onnx,
      byte[] parameters,
      byte[] distance,
      ModelDigests arrayDigests) {
    this.description = description;
    this.onnx = onnx;
    this.parameters = parameters;
    this.distance = distance;
    this.arrayDigests = arrayDigests;
  }

  /**
   * Makes a model from parameters: exports them to ONNX, checks the export and sets the digests in
   * the description.
   *
   * @param parameters the tensors of a {@link Network} with the shape of the description
   */
  public static TrainedModel of(ModelDescription description, TensorFile parameters) {
    byte[] bytes = TensorFile.of(Map.of(), parameters.tensors()).toBytes();
    try (NDManager manager = PytorchEngine.newManager(ComputeDevice.CPU)) {
      Network network = Network.of(description.shape());
      network.load(manager, parameters);
      byte[] onnx = OnnxExport.of(network);
      ModelDigests digests =
          ModelDigests.of(Map.of(ModelFolder.ONNX, onnx, ModelFolder.PARAMETERS, bytes));
      ModelDescription exported =
          description.withDigests(
              digests.sha256().get(ModelFolder.PARAMETERS), digests.sha256().get(ModelFolder.ONNX));
      return new TrainedModel(exported, onnx, bytes, null, digests);
    }
  }

  /** The same model with another temperature. */
  public TrainedModel withTemperature(double temperature) {
    return with(description.withTemperature(temperature));
  }

  /** The same model with other metrics. */
  public TrainedModel withMetrics(SortedMap<String, Double> metrics) {
    return with(description.withMetrics(metrics));
  }

  /** The same model with limits of the class sets. */
  public TrainedModel withImageOnly(ImageOnlyCalibration calibration) {
    return with(description.withImageOnly(calibration));
  }

  public TrainedModel withClassSets(ClassSetLimits limits) {
    return with(description.withClassSets(limits));
  }

  private TrainedModel with(ModelDescription newDescription) {
    return new TrainedModel(newDescription, onnx, parameters, distance, arrayDigests);
  }

  /**
   * The same model with training distances.
   *
   * @param method the method of measurement, as text
   * @param validationCutouts number of validation cutouts whose distances are in the file
   */
  public TrainedModel withDistance(TensorFile file, String method, int validationCutouts) {
    byte[] bytes = file.toBytes();
    ModelDigests digests =
        arrayDigests()
            .of(Set.of(ModelFolder.ONNX, ModelFolder.PARAMETERS))
            .with(ModelFolder.DISTANCE, bytes);
    DistanceSummary summary =
        new DistanceSummary(
            method,
            description.shape().embeddingSize(),
            description.training().trainingCounts().values().stream().mapToInt(n -> n).sum(),
            validationCutouts,
            digests.sha256().get(ModelFolder.DISTANCE));
    return new TrainedModel(description.withDistance(summary), onnx, parameters, bytes, digests);
  }

  public ModelDescription description() {
    return description;
  }

  /** The bytes of the ONNX file, not a copy. */
  public byte[] onnx() {
    return onnx;
  }

  /**
   * An ONNX file that computes the same with Winograd convolutions, made from the parameters; empty
   * if the network does not gain, see {@link OnnxExport#winograd}.
   */
  public Optional<byte[]> winogradOnnx() {
    return OnnxExport.hasWinograd(description.shape())
        ? OnnxExport.winograd(description.shape(), parameterTensors())
        : Optional.empty();
  }

  private TensorFile parameterTensors() {
    return TensorFile.parse("the model's parameters", parameters);
  }

  /** The bytes of the parameter file in the safetensors format, not a copy. */
  public byte[] parameters() {
    return parameters;
  }

  /** The training distances; empty in models of older versions. */
  public Optional<TensorFile> distance() {
    return Optional.ofNullable(distance)
        .map(bytes -> TensorFile.parse("the model's distances", bytes));
  }

  /** The bytes of the distance file; null if there is none. */
  byte[] distanceBytes() {
    return distance;
  }

  /** The digests of the files of {@link ModelFolder} that affect the predictions. */
  ModelDigests digests() {
    byte[] json = description.toJson().getBytes(StandardCharsets.UTF_8);
    return arrayDigests().with(ModelFolder.DESCRIPTION, json);
  }

  private synchronized ModelDigests arrayDigests() {
    if (arrayDigests == null) {
      Map<String, byte[]> files = new HashMap<>();
      files.put(ModelFolder.ONNX, onnx);
      files.put(ModelFolder.PARAMETERS, parameters);
      if (distance != null) {
        files.put(ModelFolder.DISTANCE, distance);
      }
      arrayDigests = ModelDigests.of(files);
    }
    return arrayDigests;
  }

  /**
   * SHA-256 in hexadecimal over everything that affects the predictions. If this version of allsky
   * wrote the model, it equals the digest of the file {@link ModelFolder#DIGESTS}.
   */
  public String digest() {
    return digests().digest();
  }

  /** The network with its weights on the device of the manager, which owns the weights. */
  public Network network(NDManager manager) {
    Network network = Network.of(description.shape());
    network.load(manager, parameterTensors());
    network.weights().freeze();
    return network;
  }
}
