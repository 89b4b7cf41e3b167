package allsky.spark.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stream that writes each line as a JSON object, for programs that collect logs: {@code time} in
 * UTC, {@code source} (the job, or a class of Spark), {@code level} of Spark's lines, and {@code
 * message}.
 */
final class JsonLines extends OutputStream {

  /** A line of a job, such as "crossmatch: done in 2.1 s". */
  private static final Pattern JOB = Pattern.compile("(?<source>[a-z][a-z-]*): (?<message>.*)");

  /** A line of conf/log4j2.properties, such as "21:37:43 WARN TaskSetManager: Lost task". */
  private static final Pattern SPARK =
      Pattern.compile(
          "[0-9:]{8} (?<level>[A-Z]+) (?<source>[\\w$.]+): (?<message>.*)", Pattern.DOTALL);

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintStream out;
  private final Clock clock;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  JsonLines(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Writes the lines of standard error as JSON from now on. */
  static void takeStandardError() {
    JsonLines lines = new JsonLines(System.err, Clock.systemUTC());
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void write(int character) {
    if (character == '\n') {
      out.println(json(line.toString(StandardCharsets.UTF_8)));
      out.flush();
      line.reset();
    } else {
      line.write(character);
    }
  }

  private String json(String text) {
    JsonObject json = new JsonObject();
    json.addProperty("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    Matcher spark = SPARK.matcher(text);
    Matcher job = JOB.matcher(text);
    if (spark.matches()) {
      json.addProperty("source", spark.group("source"));
      json.addProperty("level", spark.group("level"));
      json.addProperty("message", spark.group("message"));
    } else if (job.matches()) {
      json.addProperty("source", job.group("source"));
      json.addProperty("message", job.group("message"));
    } else {
      json.addProperty("message", text);
    }
    return GSON.toJson(json);
  }
}
