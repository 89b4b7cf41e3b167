package allsky.spark.report.section;

import allsky.spark.output.RunIdentity;
import allsky.spark.output.RunLayout;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.RunFolder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Collectors;

/** The section on provenance: which job made each output, when, and with which options. */
public final class ProvenanceSection {

  private static final String ID = "provenance";
  private static final String TITLE = "Provenance";

  private static final List<String> FOLDERS =
      List.of(
          RunLayout.SKY,
          RunLayout.MATCHES,
          RunLayout.CUTOUTS,
          RunLayout.MODEL,
          RunLayout.PREDICTIONS);

  private ProvenanceSection() {}

  public static Section of(RunFolder run, RunIdentity report) {
    HtmlTable table = HtmlTable.withHead("folder", "job", "version", "started", "options");
    JsonObject numbers = new JsonObject();
    for (String folder : FOLDERS) {
      run.madeBy(folder)
          .ifPresent(
              identity -> {
                table.row("text", cells(folder, identity));
                numbers.add(folder, JsonParser.parseString(identity.toJson()));
              });
    }
    table.row("text", cells("this page", report));
    return Section.of(ID, TITLE, numbers, table.toHtml());
  }

  private static String[] cells(String folder, RunIdentity identity) {
    String options =
        identity.options().entrySet().stream()
            .map(option -> "--" + option.getKey() + " " + option.getValue())
            .collect(Collectors.joining(" "));
    return new String[] {
      folder, identity.job(), identity.version(), identity.started().toString(), options
    };
  }
}
