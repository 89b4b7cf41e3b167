package allsky.network;

import ai.djl.ndarray.types.Shape;
import allsky.UserError;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of named float arrays in the safetensors format (huggingface.co/docs/safetensors), which
 * Python reads in one line. The file has the length of the header, the header in JSON, and
 * little-endian floats.
 */
public final class TensorFile {

  private static final Gson GSON = new Gson();
  static final String NOTES = "__metadata__";
  static final String FLOAT = "F32";

  /** Floats that are read or written at a time. */
  static final int CHUNK_FLOATS = 1 << 16;

  private final String origin;
  private final Map<String, String> notes;
  private final Map<String, Tensor> tensors;

  TensorFile(String origin, Map<String, String> notes, Map<String, Tensor> tensors) {
    this.origin = origin;
    this.notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  public static TensorFile of(Map<String, String> notes, Map<String, Tensor> tensors) {
    return new TensorFile("tensors in memory", notes, tensors);
  }

  /**
   * Parses bytes from {@link #toBytes} or another writer of safetensors.
   *
   * @param origin the path of the file, for messages
   * @throws UserError if the bytes are damaged or not safetensors
   */
  public static TensorFile parse(String origin, byte[] bytes) {
    try {
      return TensorFileParser.parse(
          origin,
          bytes.length,
          (position, target) -> target.put(bytes, (int) position, target.remaining()).flip());
    } catch (RuntimeException e) {
      // Different parts of the parser throw different exceptions for damaged bytes.
      throw damaged(origin, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file that {@link #write} or another writer of safetensors made. Memory is that of the
   * tensors.
   *
   * @throws IOException if the file cannot be read
   * @throws UserError if the file is of another kind, or damaged
   */
  public static TensorFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return TensorFileParser.parse(
          file.toString(),
          channel.size(),
          (position, target) -> {
            while (target.hasRemaining()
                && channel.read(target, position + target.position()) >= 0) {}
            return target.flip();
          });
    } catch (RuntimeException e) {
      throw damaged(file.toString(), e);
    }
  }

  static UserError damaged(String origin, RuntimeException fault) {
    return new UserError(
        "Cannot read " + origin + ": it is not a complete safetensors file; train or copy it again",
        fault);
  }

  private static JsonObject description(Tensor tensor, long begin, long end) {
    JsonObject description = new JsonObject();
    description.addProperty("dtype", FLOAT);
    description.add("shape", GSON.toJsonTree(tensor.shape()));
    description.add("data_offsets", GSON.toJsonTree(List.of(begin, end)));
    return description;
  }

  /**
   * The bytes of the file; the same tensors and notes always give the same bytes.
   *
   * @throws ArithmeticException if there are more than 2 GiB; {@link #write} has no limit
   */
  public byte[] toBytes() {
    byte[] header = header();
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(header.length + floatBytes()));
    try {
      write(header, bytes::put);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.array();
  }

  /** Writes the bytes of {@link #toBytes} in chunks. */
  public void write(OutputStream out) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    write(header(), channel::write);
  }

  /** Receives the next bytes of a file: the array of a buffer from 0 to its limit. */
  private interface Sink {
    void take(ByteBuffer chunk) throws IOException;
  }

  private void write(byte[] header, Sink sink) throws IOException {
    sink.take(ByteBuffer.wrap(header));
    ByteBuffer chunk =
        ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Tensor tensor : tensors.values()) {
      float[] values = tensor.values();
      for (int first = 0; first < values.length; first += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, values.length - first);
        chunk.clear().limit(count * Float.BYTES);
        chunk.asFloatBuffer().put(values, first, count);
        sink.take(chunk);
      }
    }
  }

  private long floatBytes() {
    return tensors.values().stream()
        .mapToLong(tensor -> (long) Float.BYTES * tensor.values().length)
        .sum();
  }

  /** The bytes before the floats: the length of the description, then the description. */
  private byte[] header() {
    JsonObject header = new JsonObject();
    if (!notes.isEmpty()) {
      header.add(NOTES, GSON.toJsonTree(notes));
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long end = offset + (long) Float.BYTES * entry.getValue().values().length;
      header.add(entry.getKey(), description(entry.getValue(), offset, end));
      offset = end;
    }
    byte[] text = alignedHeader(GSON.toJson(header));
    return ByteBuffer.allocate(Long.BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  /** The header with blanks at the end, so that the floats begin at a multiple of 8 bytes. */
  private static byte[] alignedHeader(String json) {
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }

  /** Metadata of the tensors, as text. */
  public Map<String, String> notes() {
    return notes;
  }

  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * The tensors, if they have exactly these names and shapes.
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
