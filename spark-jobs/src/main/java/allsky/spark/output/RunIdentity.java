package allsky.spark.output;

import allsky.Json;
import allsky.Secrets;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The identity of the run that made an output: the job, the versions, the resolved options and the
 * time.
 *
 * @param job the job's name on the command line
 * @param version allsky's version
 * @param commit the commit of which allsky was built, with "-dirty" for further changes; empty if
 *     it is not known
 * @param spark Spark's version; empty in outputs of older versions
 * @param options every option with its resolved value, by option name without dashes; secrets in
 *     the values are masked
 * @param started when the job started, in seconds of UTC
 */
public record RunIdentity(
    String job,
    String version,
    String commit,
    String spark,
    SortedMap<String, String> options,
    Instant started) {

  /** Written by the build, if it knows git. */
  private static final String COMMIT_FILE = "commit.txt";

  private static final String FINISHED = "finished";
  private static final String NOT_GIVEN = "not given";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  public RunIdentity {
    SortedMap<String, String> masked = new TreeMap<>(options);
    masked.replaceAll((name, value) -> Secrets.maskedValue(value));
    options = masked;
  }

  /** The identity of a job that starts now. */
  public static RunIdentity starting(String job, Map<String, String> options) {
    String version = RunIdentity.class.getPackage().getImplementationVersion();
    return new RunIdentity(
        job,
        version == null ? "development" : version,
        commitOfBuild(),
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        new TreeMap<>(options),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String commitOfBuild() {
    try (InputStream stream = RunIdentity.class.getResourceAsStream(COMMIT_FILE)) {
      return stream == null
          ? ""
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The differences between this run and the run that began its output, as texts; empty if this run
   * can resume the output.
   *
   * @param mayDiffer the options that may differ
   */
  public List<String> differencesFrom(RunIdentity begun, Set<String> mayDiffer) {
    List<String> differences = new ArrayList<>();
    if (!job.equals(begun.job)) {
      differences.add(begun.job + " (now " + job + ")");
    }
    if (!version.equals(begun.version)) {
      differences.add("version " + begun.version + " of allsky (now " + version + ")");
    }
    SortedSet<String> names = new TreeSet<>(options.keySet());
    names.addAll(begun.options.keySet());
    names.removeAll(mayDiffer);
    for (String name : names) {
      String current = options.getOrDefault(name, NOT_GIVEN);
      String earlier = begun.options.getOrDefault(name, NOT_GIVEN);
      if (!current.equals(earlier)) {
        differences.add("--" + name + " " + earlier + " (now " + current + ")");
      }
    }
    return differences;
  }

  /** True if this run has the option to replace a finished output. */
  public boolean overwrites() {
    return "true".equals(options.get("overwrite"));
  }

  /** The JSON text of {@code _run.json}; {@link #parse} reads it back. */
  public String toJson() {
    return GSON.toJson(json());
  }

  /** The JSON text of {@code _run.json} in a finished output. */
  public String toJson(Instant finished) {
    JsonObject json = json();
    json.addProperty(FINISHED, finished.toString());
    return GSON.toJson(json);
  }

  private JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("job", job);
    json.addProperty("version", version);
    if (!commit.isEmpty()) {
      json.addProperty("commit", commit);
    }
    if (!spark.isEmpty()) {
      json.addProperty("spark", spark);
    }
    json.addProperty("started", started.toString());
    json.add("options", GSON.toJsonTree(options));
    return json;
  }

  /** When the run finished the output, from the text of {@code _run.json}, if it says so. */
  static Optional<Instant> finished(String text) {
    JsonObject json = GSON.fromJson(Json.shallow(text), JsonObject.class);
    return Optional.ofNullable(json.get(FINISHED)).map(e -> Instant.parse(e.getAsString()));
  }

  /** Reads a text that may come from {@link #toJson}; empty if it does not. */
  public static Optional<RunIdentity> parseIfOne(String text) {
    try {
      return Optional.of(parse(text));
    } catch (JsonParseException
        | NullPointerException
        | IllegalStateException
        | UnsupportedOperationException
        | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Reads the text that {@link #toJson} writes. */
  public static RunIdentity parse(String text) {
    JsonObject json = GSON.fromJson(Json.shallow(text), JsonObject.class);
    SortedMap<String, String> options = new TreeMap<>();
    json.getAsJsonObject("options")
        .entrySet()
        .forEach(option -> options.put(option.getKey(), option.getValue().getAsString()));
    return new RunIdentity(
        json.get("job").getAsString(),
        json.get("version").getAsString(),
        text(json, "commit"),
        text(json, "spark"),
        options,
        Instant.parse(json.get("started").getAsString()));
  }

  private static String text(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsString() : "";
  }
}
