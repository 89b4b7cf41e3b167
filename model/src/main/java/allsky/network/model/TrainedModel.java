package allsky.network.model;

import ai.djl.ndarray.NDManager;
import allsky.network.Network;
import allsky.network.OnnxExport;
import allsky.network.TensorFile;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.PytorchEngine;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A trained network in memory: description, ONNX file, parameters and the distances of its
 * training. It is serializable and has about 15 MB for IICnet, so it can be sent to other
 * processes.
 */
public final class TrainedModel implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ModelDescription description;
  private final byte[] onnx;
  private final byte[] parameters;

  /** Null in a model without distances. */
  private final byte[] distance;

  public TrainedModel(
      ModelDescription description, byte[] onnx, byte[] parameters, byte[] distance) {
    this.description = description;
    this.onnx = onnx;
    this.parameters = parameters;
    this.distance = distance;
  }

  /**
   * Exports parameters to ONNX, checks the export and fills the description's digests.
   *
   * @param parameters the tensors of a {@link Network} of the description's shape
   */
  public static TrainedModel of(ModelDescription description, TensorFile parameters) {
    byte[] bytes = TensorFile.of(Map.of(), parameters.tensors()).toBytes();
    try (NDManager manager = PytorchEngine.newManager(ComputeDevice.CPU)) {
      Network network = Network.of(description.shape());
      network.load(manager, parameters);
      byte[] onnx = OnnxExport.of(network);
      return new TrainedModel(
          description.withDigests(sha256(bytes), sha256(onnx)), onnx, bytes, null);
    }
  }

  /** The same weights with another temperature. */
  public TrainedModel withTemperature(double temperature) {
    return with(description.withTemperature(temperature));
  }

  /** The same weights with other results. */
  public TrainedModel withMetrics(SortedMap<String, Double> metrics) {
    return with(description.withMetrics(metrics));
  }

  private TrainedModel with(ModelDescription newDescription) {
    return new TrainedModel(newDescription, onnx, parameters, distance);
  }

  /**
   * The same weights with the distances of their training.
   *
   * @param method how the distances are measured, as text
   * @param validationCutouts number of validation cutouts, whose distances the file has
   */
  public TrainedModel withDistance(TensorFile file, String method, int validationCutouts) {
    byte[] bytes = file.toBytes();
    DistanceSummary summary =
        new DistanceSummary(
            method,
            description.shape().embeddingSize(),
            description.training().trainingCounts().values().stream().mapToInt(n -> n).sum(),
            validationCutouts,
            sha256(bytes));
    return new TrainedModel(description.withDistance(summary), onnx, parameters, bytes);
  }

  public ModelDescription description() {
    return description;
  }

  /** The ONNX file's bytes themselves, not a copy. */
  public byte[] onnx() {
    return onnx;
  }

  /** The parameters' file, in the safetensors format; the bytes themselves, not a copy. */
  public byte[] parameters() {
    return parameters;
  }

  /** The distances of the training; empty in models that older versions wrote. */
  public Optional<TensorFile> distance() {
    return Optional.ofNullable(distance)
        .map(bytes -> TensorFile.parse("the model's distances", bytes));
  }

  /** The distances' file; null where there is none. */
  byte[] distanceBytes() {
    return distance;
  }

  /** The digests of the files that {@link ModelFolder} writes and that decide the predictions. */
  ModelDigests digests() {
    Map<String, byte[]> files = new HashMap<>();
    files.put(ModelFolder.DESCRIPTION, description.toJson().getBytes(StandardCharsets.UTF_8));
    files.put(ModelFolder.ONNX, onnx);
    files.put(ModelFolder.PARAMETERS, parameters);
    if (distance != null) {
      files.put(ModelFolder.DISTANCE, distance);
    }
    return ModelDigests.of(files);
  }

  /**
   * SHA-256 in hexadecimal over everything that decides the predictions. It equals the digest of
   * the file {@link ModelFolder#DIGESTS} if this version of allsky wrote the model.
   */
  public String digest() {
    return digests().digest();
  }

  /** The network with its weights on the manager's device; the manager owns the weights. */
  public Network network(NDManager manager) {
    Network network = Network.of(description.shape());
    network.load(manager, TensorFile.parse("the model's parameters", parameters));
    network.weights().freeze();
    return network;
  }

  /** SHA-256 in hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  /** A digest to which nothing was added yet. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
