package allsky.spark.report.section;

import allsky.spark.output.RunIdentity;
import allsky.spark.output.RunLayout;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.run.RunPair;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The section with what differs in the versions, options and durations of two runs. */
public final class ComparedOptionsSection {

  private static final String ID = "options";
  private static final String TITLE = "Different options";
  private static final String NOT_GIVEN = "–";

  private ComparedOptionsSection() {}

  public static Section of(RunPair runs) {
    HtmlTable table = HtmlTable.withHead("folder", "option", "A", "B");
    JsonObject numbers = new JsonObject();
    for (String folder : RunLayout.OUTPUTS) {
      SortedMap<String, String> a = facts(runs.first(), folder);
      SortedMap<String, String> b = facts(runs.second(), folder);
      SortedMap<String, String> all = new TreeMap<>(a);
      all.putAll(b);
      JsonObject json = new JsonObject();
      for (String name : all.keySet()) {
        String inA = a.getOrDefault(name, NOT_GIVEN);
        String inB = b.getOrDefault(name, NOT_GIVEN);
        if (!inA.equals(inB)) {
          table.styledRow("text", folder, name, inA, inB);
          JsonObject values = new JsonObject();
          values.addProperty("a", inA);
          values.addProperty("b", inB);
          json.add(name, values);
        }
      }
      numbers.add(folder, json);
    }
    boolean isEmpty =
        RunLayout.OUTPUTS.stream().allMatch(folder -> numbers.getAsJsonObject(folder).isEmpty());
    return Section.of(ID, TITLE, numbers, isEmpty ? Section.paragraph("None.") : table.toHtml());
  }

  private static SortedMap<String, String> facts(RunFolder run, String folder) {
    SortedMap<String, String> facts = new TreeMap<>();
    Optional<RunIdentity> made = run.madeBy(folder);
    made.ifPresent(
        identity -> {
          identity.options().forEach((name, value) -> facts.put("--" + name, value));
          facts.putAll(Map.of("version", identity.version(), "job", identity.job()));
          facts.put("commit", identity.commit().isEmpty() ? NOT_GIVEN : identity.commit());
          facts.put("Spark", identity.spark().isEmpty() ? NOT_GIVEN : identity.spark());
          facts.put(
              "duration",
              run.duration(folder).map(ComparedOptionsSection::words).orElse(NOT_GIVEN));
        });
    return facts;
  }

  private static String words(Duration took) {
    return String.format(Locale.ROOT, "%,.1f s", took.toMillis() / 1000.0);
  }
}
