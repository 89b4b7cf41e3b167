package allsky.network;

import allsky.Json;
import allsky.UserError;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads the notes of a safetensors file without its tensors. */
public final class TensorNotes {

  private static final Gson GSON = new Gson();

  private TensorNotes() {}

  /**
   * The notes of a file that {@link TensorFile#write} made.
   *
   * @throws IOException if the file cannot be read
   * @throws UserError if the file is of another kind, or damaged
   */
  public static Map<String, String> of(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      ByteBuffer first = ByteBuffer.wrap(stream.readNBytes(Long.BYTES));
      long length = first.order(ByteOrder.LITTLE_ENDIAN).getLong();
      byte[] header =
          stream.readNBytes(TensorFileParser.checkedLength(length, Files.size(file) - Long.BYTES));
      String text = Json.shallow(new String(header, StandardCharsets.UTF_8));
      JsonObject json = GSON.fromJson(text, JsonObject.class).getAsJsonObject(TensorFile.NOTES);
      Map<String, String> notes = new TreeMap<>();
      json.entrySet().forEach(note -> notes.put(note.getKey(), note.getValue().getAsString()));
      return notes;
    } catch (RuntimeException e) {
      // Different parts of the parser throw different exceptions for damaged bytes.
      throw TensorFile.damaged(file.toString(), e);
    }
  }
}
