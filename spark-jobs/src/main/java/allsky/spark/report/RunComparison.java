package allsky.spark.report;

import allsky.spark.output.RunIdentity;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.Page;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.run.RunPair;
import allsky.spark.report.section.ChangedClassesSection;
import allsky.spark.report.section.ComparedFractionsSection;
import allsky.spark.report.section.ComparedMetricsSection;
import allsky.spark.report.section.ComparedOptionsSection;
import allsky.spark.report.section.Section;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Stream;

/** Two runs side by side on one page: accuracy, class fractions, changed classes and options. */
public final class RunComparison implements ReportText {

  private final RunPair runs;
  private final RunIdentity identity;
  private final ChangedClassesSection changes;
  private final List<Section> sections;

  private RunComparison(
      RunPair runs, RunIdentity identity, ChangedClassesSection changes, List<Section> sections) {
    this.runs = runs;
    this.identity = identity;
    this.changes = changes;
    this.sections = sections;
  }

  /**
   * Reads two runs.
   *
   * @throws allsky.UserError if one of them has no predictions, or they have no common key
   */
  public static RunComparison of(RunFolder first, RunFolder second, RunIdentity identity) {
    RunPair runs = RunPair.of(first, second);
    ChangedClassesSection changes = ChangedClassesSection.of(runs);
    List<Section> sections =
        List.of(
            ComparedMetricsSection.of(runs),
            changes.section(),
            ComparedFractionsSection.of(runs),
            ComparedOptionsSection.of(runs));
    return new RunComparison(runs, identity, changes, sections);
  }

  @Override
  public String html() {
    Html header =
        Html.element(
            "header",
            Html.element(
                    "div",
                    Html.element("p", "allsky").styled("brand"),
                    Html.element("h1", "Two runs compared"),
                    Html.element("p", "A: " + runs.first().path()).styled("lead"),
                    Html.element("p", "B: " + runs.second().path()).styled("lead"),
                    PageHeader.contents(sections))
                .styled("inner"));
    return Page.of(
        "allsky: " + runs.first().path() + " and " + runs.second().path(),
        header,
        Html.element("main", sections.stream().map(Section::toHtml).toList()),
        PageHeader.footer(identity));
  }

  @Override
  public String json() {
    JsonObject json = new JsonObject();
    json.add("made_by", JsonParser.parseString(identity.toJson()));
    json.addProperty("a", runs.first().path());
    json.addProperty("b", runs.second().path());
    sections.forEach(section -> json.add(section.id(), section.numbers()));
    return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json) + "\n";
  }

  @Override
  public String summary() {
    return Stream.of(
                "A              " + runs.first().path(),
                "B              " + runs.second().path(),
                "changed        " + changes.words())
            .reduce((one, next) -> one + "\n" + next)
            .orElseThrow()
        + "\n";
  }
}
