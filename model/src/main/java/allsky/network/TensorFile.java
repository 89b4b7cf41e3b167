package allsky.network;

import ai.djl.ndarray.types.Shape;
import allsky.Json;
import allsky.UserError;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named float arrays in one file, in the safetensors format (huggingface.co/docs/safetensors), so
 * that one line of Python opens it: length of the header, header in JSON, little-endian floats.
 */
public final class TensorFile {

  private static final Gson GSON = new Gson();
  private static final String NOTES = "__metadata__";
  private static final String FLOAT = "F32";

  private final String origin;
  private final Map<String, String> notes;
  private final Map<String, Tensor> tensors;

  private TensorFile(String origin, Map<String, String> notes, Map<String, Tensor> tensors) {
    this.origin = origin;
    this.notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  public static TensorFile of(Map<String, String> notes, Map<String, Tensor> tensors) {
    return new TensorFile("tensors in memory", notes, tensors);
  }

  /**
   * Reads the bytes that {@link #toBytes} or another writer of safetensors made.
   *
   * @param origin what the bytes are, for messages: the file's path
   * @throws UserError if the bytes are of another kind, or damaged
   */
  public static TensorFile parse(String origin, byte[] bytes) {
    try {
      return parse(origin, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (RuntimeException e) {
      // Each reader throws its own exceptions on damaged bytes.
      throw new UserError(
          "Cannot read " + origin + ": not a complete safetensors file; train or copy it again", e);
    }
  }

  private static TensorFile parse(String origin, ByteBuffer bytes) {
    byte[] header = new byte[checkedLength(bytes.getLong(), bytes.remaining())];
    bytes.get(header);
    JsonObject json =
        GSON.fromJson(Json.shallow(new String(header, StandardCharsets.UTF_8)), JsonObject.class);
    ByteBuffer floats = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, String> notes = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long bytesLeft = floats.remaining();
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      JsonObject value = entry.getValue().getAsJsonObject();
      if (entry.getKey().equals(NOTES)) {
        value.entrySet().forEach(note -> notes.put(note.getKey(), note.getValue().getAsString()));
      } else {
        Tensor tensor = tensor(value, floats);
        // Tensors in the same bytes would take more memory than the file has bytes.
        bytesLeft = checkedRest(bytesLeft - (long) Float.BYTES * tensor.values().length);
        tensors.put(entry.getKey(), tensor);
      }
    }
    return new TensorFile(origin, notes, tensors);
  }

  private static int checkedLength(long length, int remaining) {
    if (length < 2 || length > remaining) {
      throw new IllegalArgumentException("Invalid length of a header (bytes): " + length);
    }
    return (int) length;
  }

  private static long checkedRest(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("Invalid offsets (no byte in two tensors)");
    }
    return bytes;
  }

  private static Tensor tensor(JsonObject description, ByteBuffer floats) {
    if (!description.get("dtype").getAsString().equals(FLOAT)) {
      throw new IllegalArgumentException("Invalid type (F32): " + description.get("dtype"));
    }
    long[] shape = integers(description.get("shape"));
    long[] offsets = integers(description.get("data_offsets"));
    // Sliced first: it is checked there that the file has so many bytes.
    int length = Math.toIntExact(Math.subtractExact(offsets[1], offsets[0]));
    ByteBuffer part =
        floats.slice(Math.toIntExact(offsets[0]), length).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[length / Float.BYTES];
    part.asFloatBuffer().get(values);
    return Tensor.of(shape, values);
  }

  /** Gson's own arrays of numbers cut what is larger than their type. */
  private static long[] integers(JsonElement array) {
    return array.getAsJsonArray().asList().stream()
        .mapToLong(number -> number.getAsBigDecimal().longValueExact())
        .toArray();
  }

  private static JsonObject description(Tensor tensor, int begin, int end) {
    JsonObject description = new JsonObject();
    description.addProperty("dtype", FLOAT);
    description.add("shape", GSON.toJsonTree(tensor.shape()));
    description.add("data_offsets", GSON.toJsonTree(List.of(begin, end)));
    return description;
  }

  /** The file's bytes; the same tensors and notes give the same bytes. */
  public byte[] toBytes() {
    JsonObject header = new JsonObject();
    if (!notes.isEmpty()) {
      header.add(NOTES, GSON.toJsonTree(notes));
    }
    int offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      int end = Math.addExact(offset, Float.BYTES * entry.getValue().values().length);
      header.add(entry.getKey(), description(entry.getValue(), offset, end));
      offset = end;
    }
    byte[] text = alignedHeader(GSON.toJson(header));
    ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(Long.BYTES + text.length, offset));
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
    for (Tensor tensor : tensors.values()) {
      bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(tensor.values());
      bytes.position(bytes.position() + Float.BYTES * tensor.values().length);
    }
    return bytes.array();
  }

  /** Blanks behind the header bring the floats to a multiple of 8 bytes. */
  private static byte[] alignedHeader(String json) {
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }

  /** Free text that is stored with the tensors. */
  public Map<String, String> notes() {
    return notes;
  }

  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * The tensors of these names and shapes.
   *
   * @throws UserError if the file has other names or shapes
   */
  Map<String, Tensor> require(Map<String, Shape> shapes) {
    shapes.forEach(
        (name, shape) -> {
          Tensor tensor = tensors.get(name);
          if (tensor == null || !new Shape(tensor.shape()).equals(shape)) {
            throw otherNetwork("it has no tensor " + name + " of shape " + shape);
          }
        });
    if (tensors.size() != shapes.size()) {
      throw otherNetwork("it has " + tensors.size() + " tensors, not " + shapes.size());
    }
    return tensors;
  }

  private UserError otherNetwork(String reason) {
    return new UserError(
        "Cannot read " + origin + ": " + reason + "; its weights belong to another network");
  }
}
