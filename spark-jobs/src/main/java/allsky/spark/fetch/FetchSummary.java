package allsky.spark.fetch;

import allsky.UserError;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.output.RunIdentity;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    return results.stream().filter(FetchResult::isMissing).toList();
  }

  /**
   * The summary of a download that cannot begin.
   *
   * @param reason why
   */
  public static FetchSummary ofNone(FetchPlan plan, String reason) {
    Set<ArchiveImage> left = new HashSet<>(plan.left());
    List<FetchResult> results =
        plan.images().stream()
            .map(
                image ->
                    left.contains(image)
                        ? new FetchResult(image, FetchResult.Outcome.NOT_REQUESTED, reason)
                        : new FetchResult(image, FetchResult.Outcome.ALREADY_THERE, ""))
            .toList();
    return new FetchSummary(results, 0);
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

  /**
   * True if the archive is out of reach: nothing could be fetched and either nothing is there or
   * there was no answer, or the download was given up.
   */
  private boolean isOutOfReach() {
    boolean nothing = count(FetchResult.Outcome.FETCHED) == 0;
    return count(FetchResult.Outcome.NOT_REQUESTED) > 0
        || (nothing && count(FetchResult.Outcome.NO_ANSWER) > 0)
        || (nothing && missing().size() == results.size());
  }

  /**
   * Checks that the images are enough to go on.
   *
   * @param folder where the images and {@code _fetch.json} are, for the message
   * @param all true if none may be missing
   * @return a warning about missing images, if there are some
   * @throws UserError that says which files to put where, if the archive is out of reach, or if one
   *     is missing that must not be
   */
  public Optional<String> requireUsable(String folder, boolean all) {
    List<FetchResult> missing = missing();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    List<String> images = missing.stream().map(result -> completePath(result)).distinct().toList();
    String what =
        String.format(
            Locale.ROOT,
            "ould not fetch %,d of %,d files%s",
            missing.size(),
            results.size(),
            mainReason(missing));
    if (all || isOutOfReach()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "C%s: run the same command again later, or put these Atlas images into %s first: %,d"
                  + " files, such as %s; %s lists all.",
              what,
              folder,
              images.size(),
              images.get(0),
              folder + "/" + TileFetch.FILE));
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "warning: c%s, such as %s: the status of their sources says so; %s lists all",
            what,
            missing.get(0).image().path(),
            folder + "/" + TileFetch.FILE));
  }

  private static String completePath(FetchResult result) {
    return result.image().complete().path();
  }

  /** The reason of the first image that was requested. */
  private static String mainReason(List<FetchResult> missing) {
    return missing.stream()
        .filter(result -> result.outcome() != FetchResult.Outcome.NOT_REQUESTED)
        .findFirst()
        .or(() -> missing.stream().findFirst())
        .map(result -> " (" + result.note() + ")")
        .orElse("");
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
  public String line() {
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
        .filter(result -> !result.isMissing())
        .filter(result -> !result.note().isEmpty())
        .toList();
  }

  private static JsonArray list(List<FetchResult> results, String note) {
    JsonArray array = new JsonArray();
    for (FetchResult result : results) {
      JsonObject entry = new JsonObject();
      entry.addProperty("file", result.image().path());
      if (result.image().isSquare()) {
        entry.addProperty("image", completePath(result));
      }
      entry.addProperty(note, result.note());
      array.add(entry);
    }
    return array;
  }

  private long count(FetchResult.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }
}
