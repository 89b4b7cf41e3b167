package allsky.spark.report.section;

import allsky.spark.output.RunLayout;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.RunFolder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The section with the networks that {@code compare-networks} compared. */
public final class NetworkComparisonSection {

  private static final String ID = "networks";
  private static final String TITLE = "Networks compared";

  /** The pictures with their captions. */
  private static final List<Map.Entry<String, String>> PICTURES =
      List.of(
          Map.entry("validation-accuracy.png", "Validation accuracy by epoch, mean of the seeds."),
          Map.entry("validation-loss.png", "Validation loss by epoch, mean of the seeds."),
          Map.entry("accuracy-by-operations.png", "Test accuracy by operations."),
          Map.entry("accuracy-by-input-side.png", "Test accuracy by the side of the input."));

  private NetworkComparisonSection() {}

  public static Section of(RunFolder run) {
    return run.json(
            RunLayout.COMPARISON,
            RunLayout.COMPARISON_RESULT,
            comparison -> present(comparison, run))
        .orElseGet(
            () -> Section.absent(ID, TITLE, "No comparison yet. Run bin/allsky compare-networks."));
  }

  private static Section present(JsonObject comparison, RunFolder run) {
    List<Html> pictures = new ArrayList<>();
    for (Map.Entry<String, String> picture : PICTURES) {
      run.bytes(RunLayout.COMPARISON, picture.getKey())
          .map(Picture::ofPng)
          .map(drawn -> figure(run, drawn, picture))
          .ifPresent(pictures::add);
    }
    return Section.of(
        ID,
        TITLE,
        comparison,
        Section.paragraph(
            "Trained by compare-networks with the same recipe and splits. Accuracy in percent with"
                + " the 95 % interval of the test cutouts; the difference is from "
                + comparison.get("reference").getAsString()
                + "."
                + (comparison.get("simulated").getAsBoolean()
                    ? " The images are simulated: these results do not apply to real images."
                    : "")),
        table(comparison),
        Section.beside(pictures.toArray(new Html[0])));
  }

  private static Html figure(RunFolder run, Picture drawn, Map.Entry<String, String> picture) {
    String caption = picture.getValue();
    String name = picture.getKey().replace(".png", "");
    return run.text(RunLayout.COMPARISON, "networks.csv")
        .map(csv -> Section.chart(drawn, caption, caption, Csv.ofText(csv), name))
        .orElseGet(() -> Section.plain(drawn, caption));
  }

  private static Html table(JsonObject comparison) {
    HtmlTable table =
        HtmlTable.withHead(
            "network", "seeds", "accuracy", "difference", "parameters", "multiply-adds");
    for (JsonElement one : comparison.getAsJsonArray("networks")) {
      JsonObject network = one.getAsJsonObject();
      JsonObject cost = network.getAsJsonObject("cost");
      table.row(
          network.get("name").getAsString(),
          String.valueOf(network.getAsJsonArray("trainings").size()),
          percent(network.get("accuracy"), "%.1f (%.1f to %.1f)"),
          percent(network.get("difference"), "%+.1f (%+.1f to %+.1f)"),
          Numbers.count(cost.get("parameters").getAsLong()),
          Numbers.count(cost.get("multiplyAdds").getAsLong()));
    }
    return table.toHtml();
  }

  /** A value with its interval; an empty text if there is none. */
  private static String percent(JsonElement estimate, String format) {
    if (estimate.isJsonNull() || estimate.getAsJsonObject().get("value").isJsonNull()) {
      return "";
    }
    JsonObject parts = estimate.getAsJsonObject();
    return String.format(
        Locale.ROOT,
        format,
        100 * parts.get("value").getAsDouble(),
        100 * parts.get("low").getAsDouble(),
        100 * parts.get("high").getAsDouble());
  }
}
