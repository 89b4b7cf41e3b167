package allsky.spark.cli.status;

import allsky.Json;
import allsky.spark.output.RunIdentity;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of {@code fetch-tiles}, from its {@code _fetch.json}.
 *
 * @param run the job that wrote it last
 * @param files the number of files that the job needed
 * @param missing the number of files that could not be downloaded
 */
record Download(RunIdentity run, long files, long missing) {

  /** Reads the text; empty if it is damaged. */
  static Optional<Download> parse(String text) {
    try {
      JsonObject json = new Gson().fromJson(Json.shallow(text), JsonObject.class);
      return RunIdentity.parseIfOne(json.getAsJsonObject("run").toString())
          .map(
              run ->
                  new Download(
                      run, json.get("files").getAsLong(), json.getAsJsonArray("missing").size()));
    } catch (JsonParseException
        | NullPointerException
        | ClassCastException
        | IllegalStateException
        | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  OutputProgress progress() {
    String done =
        String.format(Locale.ROOT, "%,d of %,d files of the last run", files - missing, files);
    return new OutputProgress(
        done, missing == 0 ? "" : String.format(Locale.ROOT, "%,d files are missing", missing));
  }
}
