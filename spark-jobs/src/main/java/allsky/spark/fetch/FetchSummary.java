package allsky.spark.fetch;

import allsky.UserError;
import allsky.spark.output.RunIdentity;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The results of all downloads.
 *
 * @param bytesReceived all received bytes, including repeated ones
 */
public record FetchSummary(List<FetchResult> results, long bytesReceived) {

  /** The lines for users; {@code _fetch.json} has all. */
  private static final int MAX_REASONS = 10;

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** The images that could not be downloaded. */
  private List<FetchResult> missing() {
    return results.stream()
        .filter(result -> result.outcome() == FetchResult.Outcome.MISSING)
        .toList();
  }

  /**
   * Checks that every image is there.
   *
   * @param folder where the images and {@code _fetch.json} are, for the message
   * @throws UserError if images are missing, with the reason if all have the same
   */
  public void requireComplete(String folder) {
    if (!missing().isEmpty()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "Could not fetch %,d of %,d files%s: see %s/%s; run the same command again to resume, or add"
                  + " --allow-missing.",
              missing().size(),
              results.size(),
              onlyReason().map(reason -> " (" + reason + ")").orElse(""),
              folder,
              TileFetch.FILE));
    }
  }

  private Optional<String> onlyReason() {
    List<String> reasons = missing().stream().map(FetchResult::note).distinct().toList();
    return reasons.size() == 1 ? Optional.of(reasons.get(0)) : Optional.empty();
  }

  /** The counts in one line, then up to {@value #MAX_REASONS} missing files with their reasons. */
  public List<String> lines() {
    Stream<String> reasons =
        missing().stream()
            .limit(MAX_REASONS)
            .map(result -> "missing: " + result.image().path() + ": " + result.note());
    return Stream.concat(Stream.of(line()), reasons).toList();
  }

  /** Such as "12 files: 8 fetched (536.7 MB), 4 already there, 0 missing". */
  private String line() {
    return String.format(
        Locale.ROOT,
        "%,d files: %,d fetched (%,.1f MB), %,d already there, %,d missing",
        results.size(),
        count(FetchResult.Outcome.FETCHED),
        bytesReceived / 1e6,
        count(FetchResult.Outcome.ALREADY_THERE),
        missing().size());
  }

  /** The text of {@code _fetch.json}: who fetched, how many, and what is missing and why. */
  public String toJson(RunIdentity identity, long sourcesWithoutTile) {
    JsonObject json = new JsonObject();
    json.add("run", GSON.fromJson(identity.toJson(), JsonElement.class));
    json.addProperty("sources_without_tile", sourcesWithoutTile);
    json.addProperty("files", results.size());
    json.addProperty("fetched", count(FetchResult.Outcome.FETCHED));
    json.addProperty("already_there", count(FetchResult.Outcome.ALREADY_THERE));
    json.addProperty("bytes_received", bytesReceived);
    json.add("missing", list(missing(), "reason"));
    json.add("notes", list(notes(), "note"));
    return GSON.toJson(json);
  }

  private List<FetchResult> notes() {
    return results.stream()
        .filter(result -> result.outcome() != FetchResult.Outcome.MISSING)
        .filter(result -> !result.note().isEmpty())
        .toList();
  }

  private static JsonArray list(List<FetchResult> results, String note) {
    JsonArray array = new JsonArray();
    for (FetchResult result : results) {
      JsonObject entry = new JsonObject();
      entry.addProperty("file", result.image().path());
      entry.addProperty(note, result.note());
      array.add(entry);
    }
    return array;
  }

  private long count(FetchResult.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }
}
