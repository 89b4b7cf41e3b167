package allsky.spark.classify;

import allsky.Json;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The problems and devices of committed chunks.
 *
 * @param problems problems of images, one line each
 * @param devices the devices that classified the chunks
 */
public record ChunkRecord(List<String> problems, List<DeviceUse> devices) {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** The record of several chunks: each problem and each device once. */
  static ChunkRecord sum(List<ChunkRecord> records) {
    return new ChunkRecord(
        records.stream().flatMap(each -> each.problems().stream()).distinct().sorted().toList(),
        DeviceUseAccumulator.sum(
            records.stream().flatMap(each -> each.devices().stream()).toList()));
  }

  /** The record of a text of {@link #toJson}; empty if the text is damaged. */
  static Optional<ChunkRecord> parse(String text) {
    try {
      return Optional.ofNullable(GSON.fromJson(Json.shallow(text), ChunkRecord.class))
          .filter(ChunkRecord::isKnown);
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  String toJson() {
    return GSON.toJson(this);
  }

  private boolean isKnown() {
    return problems != null
        && devices != null
        && problems.stream().allMatch(Objects::nonNull)
        && devices.stream().allMatch(use -> use != null && use.isKnown());
  }
}
