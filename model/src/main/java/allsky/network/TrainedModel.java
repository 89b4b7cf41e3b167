package allsky.network;

import ai.djl.ndarray.NDManager;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * A trained network in memory: description, ONNX file and parameters. Serializable and about 14 MB,
 * so that it can be sent to where it is needed.
 */
public final class TrainedModel implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ModelDescription description;
  private final byte[] onnx;
  private final byte[] parameters;

  TrainedModel(ModelDescription description, byte[] onnx, byte[] parameters) {
    this.description = description;
    this.onnx = onnx;
    this.parameters = parameters;
  }

  /**
   * Exports parameters to ONNX, checks the export and fills the description's digests.
   *
   * @param parameters the tensors of a {@link Network} of the description's shape
   */
  public static TrainedModel of(ModelDescription description, TensorFile parameters) {
    byte[] bytes = TensorFile.of(Map.of(), parameters.tensors()).toBytes();
    try (NDManager manager = PytorchEngine.newManager(ComputeDevice.CPU)) {
      Network network = IicNet.of(description.shape());
      network.load(manager, parameters);
      byte[] onnx = OnnxExport.of(network);
      return new TrainedModel(description.withDigests(sha256(bytes), sha256(onnx)), onnx, bytes);
    }
  }

  /** The same weights with another temperature. */
  public TrainedModel withTemperature(double temperature) {
    return new TrainedModel(description.withTemperature(temperature), onnx, parameters);
  }

  /** The same weights with other results. */
  public TrainedModel withMetrics(SortedMap<String, Double> metrics) {
    return new TrainedModel(description.withMetrics(metrics), onnx, parameters);
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

  /** The network with its weights on the manager's device; it ends with the manager. */
  public Network network(NDManager manager) {
    Network network = IicNet.of(description.shape());
    network.load(manager, TensorFile.parse("the model's parameters", parameters));
    network.freeze();
    return network;
  }

  /** SHA-256 in hexadecimal. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
