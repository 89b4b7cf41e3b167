package allsky.network;

import allsky.Json;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the bytes of a {@link TensorFile} and checks them before it allocates memory. */
final class TensorFileParser {

  private static final Gson GSON = new Gson();

  /** The longest header that is read, in bytes; the largest networks have some kilobytes. */
  private static final long MAX_HEADER = 64 << 20;

  private TensorFileParser() {}

  /** Bytes of a file, from a position on. */
  interface Bytes {

    /** Fills an empty buffer, or as much of it as the file has, and makes it ready to be read. */
    ByteBuffer at(long position, ByteBuffer target) throws IOException;
  }

  /**
   * Reads the tensors and their notes.
   *
   * @param origin the path of the file, for messages
   * @param size of the file in bytes
   * @throws RuntimeException of some kind, if the bytes are damaged or not safetensors
   */
  static TensorFile parse(String origin, long size, Bytes bytes) throws IOException {
    ByteBuffer first = bytes.at(0, ByteBuffer.allocate(Long.BYTES));
    int length = checkedLength(first.order(ByteOrder.LITTLE_ENDIAN).getLong(), size - Long.BYTES);
    byte[] header = new byte[length];
    bytes.at(Long.BYTES, ByteBuffer.wrap(header));
    JsonObject json =
        GSON.fromJson(Json.shallow(new String(header, StandardCharsets.UTF_8)), JsonObject.class);
    long begin = (long) Long.BYTES + length;
    long bytesLeft = size - begin;
    Map<String, String> notes = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      JsonObject value = entry.getValue().getAsJsonObject();
      if (entry.getKey().equals(TensorFile.NOTES)) {
        value.entrySet().forEach(note -> notes.put(note.getKey(), note.getValue().getAsString()));
      } else {
        Tensor tensor = tensor(value, begin, size, bytes);
        // If tensors shared bytes, a small file could fill the memory.
        bytesLeft = checkedRest(bytesLeft - (long) Float.BYTES * tensor.values().length);
        tensors.put(entry.getKey(), tensor);
      }
    }
    return new TensorFile(origin, notes, tensors);
  }

  static int checkedLength(long length, long remaining) {
    if (length < 2 || length > Math.min(remaining, MAX_HEADER)) {
      throw new IllegalArgumentException("Invalid length of a header (bytes): " + length);
    }
    return (int) length;
  }

  private static long checkedRest(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("Invalid offsets (tensors must not share bytes)");
    }
    return bytes;
  }

  /**
   * Reads one tensor.
   *
   * @param begin position of the first float in the file
   * @param size of the file in bytes
   */
  private static Tensor tensor(JsonObject description, long begin, long size, Bytes bytes)
      throws IOException {
    if (!description.get("dtype").getAsString().equals(TensorFile.FLOAT)) {
      throw new IllegalArgumentException("Invalid type (F32): " + description.get("dtype"));
    }
    long[] shape = integers(description.get("shape"));
    long[] offsets = integers(description.get("data_offsets"));
    // This check comes before memory is allocated.
    if (offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > size - begin) {
      throw new IllegalArgumentException("Invalid offsets (within the file)");
    }
    float[] values = new float[Math.toIntExact((offsets[1] - offsets[0]) / Float.BYTES)];
    long position = begin + offsets[0];
    ByteBuffer chunk = ByteBuffer.allocate(TensorFile.CHUNK_FLOATS * Float.BYTES);
    for (int first = 0; first < values.length; first += TensorFile.CHUNK_FLOATS) {
      int count = Math.min(TensorFile.CHUNK_FLOATS, values.length - first);
      chunk.clear().limit(count * Float.BYTES);
      bytes
          .at(position + (long) first * Float.BYTES, chunk)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, first, count);
    }
    return Tensor.of(shape, values);
  }

  /** Reads integers one by one, because Gson's arrays of numbers truncate larger values. */
  private static long[] integers(JsonElement array) {
    return array.getAsJsonArray().asList().stream()
        .mapToLong(number -> number.getAsBigDecimal().longValueExact())
        .toArray();
  }
}
