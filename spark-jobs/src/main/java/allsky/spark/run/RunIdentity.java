package allsky.spark.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who made an output: the job, the version of allsky, the resolved options and the time.
 *
 * @param job the job's name on the command line
 * @param version allsky's version
 * @param options every option with its resolved value, by option name without dashes
 * @param started when the job started, in seconds of UTC
 */
public record RunIdentity(
    String job, String version, SortedMap<String, String> options, Instant started) {

  private static final String FAIL_ON_BAD_TILES = "fail-on-bad-tiles";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** The identity of a job that starts now. */
  public static RunIdentity starting(String job, Map<String, String> options) {
    String version = RunIdentity.class.getPackage().getImplementationVersion();
    return new RunIdentity(
        job,
        version == null ? "development" : version,
        new TreeMap<>(options),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * True where this run, with the same job, version and options, can go on with the other's work;
   * also where the other was stricter with bad tiles, whose work then has none.
   */
  public boolean continues(RunIdentity begun) {
    SortedMap<String, String> mine = withoutOverwrite();
    SortedMap<String, String> theirs = begun.withoutOverwrite();
    if ("false".equals(mine.get(FAIL_ON_BAD_TILES))) {
      mine.remove(FAIL_ON_BAD_TILES);
      theirs.remove(FAIL_ON_BAD_TILES);
    }
    return job.equals(begun.job) && version.equals(begun.version) && mine.equals(theirs);
  }

  private SortedMap<String, String> withoutOverwrite() {
    SortedMap<String, String> rest = new TreeMap<>(options);
    rest.remove("overwrite");
    return rest;
  }

  /** The JSON text of {@code _run.json}; {@link #parse} reads it back. */
  public String toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("job", job);
    json.addProperty("version", version);
    json.addProperty("started", started.toString());
    json.add("options", GSON.toJsonTree(options));
    return GSON.toJson(json);
  }

  /** Reads the text that {@link #toJson} writes. */
  public static RunIdentity parse(String text) {
    JsonObject json = GSON.fromJson(text, JsonObject.class);
    SortedMap<String, String> options = new TreeMap<>();
    json.getAsJsonObject("options")
        .entrySet()
        .forEach(option -> options.put(option.getKey(), option.getValue().getAsString()));
    return new RunIdentity(
        json.get("job").getAsString(),
        json.get("version").getAsString(),
        options,
        Instant.parse(json.get("started").getAsString()));
  }
}
