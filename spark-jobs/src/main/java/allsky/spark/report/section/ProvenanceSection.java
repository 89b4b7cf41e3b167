package allsky.spark.report.section;

import allsky.spark.output.RunIdentity;
import allsky.spark.output.RunLayout;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.RunFolder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The section on provenance: which job made each output, when, how long it took, and with which
 * options.
 */
public final class ProvenanceSection {

  private static final String ID = "provenance";
  private static final String TITLE = "Provenance";

  private ProvenanceSection() {}

  public static Section of(RunFolder run, RunIdentity report) {
    HtmlTable table =
        HtmlTable.withHead(
            "folder", "job", "version", "commit", "Spark", "started", "duration", "options");
    JsonObject numbers = new JsonObject();
    for (String folder : RunLayout.OUTPUTS) {
      run.madeBy(folder)
          .ifPresent(
              identity -> {
                Optional<Duration> duration = run.duration(folder);
                table.styledRow("text", cells(folder, identity, words(duration)));
                JsonObject json = JsonParser.parseString(identity.toJson()).getAsJsonObject();
                duration.ifPresent(took -> json.addProperty("seconds", took.toMillis() / 1000.0));
                numbers.add(folder, json);
              });
    }
    Duration soFar = Duration.between(report.started(), Instant.now());
    table.styledRow("text", cells("this page", report, words(Optional.of(soFar))));
    return Section.of(
        ID,
        TITLE,
        numbers,
        table.toHtml(),
        Section.paragraph(
            "The commit is that of the build of allsky. A duration is from the start of the job"
                + " to the end of its output; of a resumed job, it is that of the last run."));
  }

  private static String[] cells(String folder, RunIdentity identity, String duration) {
    String options =
        identity.options().entrySet().stream()
            .map(option -> "--" + option.getKey() + " " + option.getValue())
            .collect(Collectors.joining(" "));
    return new String[] {
      folder,
      identity.job(),
      identity.version(),
      known(identity.commit()),
      known(identity.spark()),
      identity.started().toString(),
      duration,
      options
    };
  }

  private static String known(String text) {
    return text.isEmpty() ? "–" : text;
  }

  /** Such as "75.3 s"; a dash if it is not recorded. */
  private static String words(Optional<Duration> duration) {
    return duration
        .map(took -> String.format(Locale.ROOT, "%,.1f s", took.toMillis() / 1000.0))
        .orElse("–");
  }
}
