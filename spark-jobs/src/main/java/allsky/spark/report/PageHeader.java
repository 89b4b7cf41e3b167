package allsky.spark.report;

import allsky.spark.output.RunIdentity;
import allsky.spark.report.html.Html;
import allsky.spark.report.section.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The header of the page: the title, whether the sky is simulated, and the key figures. */
final class PageHeader {

  private PageHeader() {}

  /**
   * The header of a page.
   *
   * @param remark what users must know about the model, if there is something
   */
  static Html of(
      Summary summary, Optional<String> remark, RunIdentity identity, List<Section> sections) {
    List<Html> content = new ArrayList<>();
    content.add(Html.element("p", "allsky").styled("brand"));
    content.add(Html.element("h1", "Classification of infrared sources from their images"));
    content.add(
        Html.element("p", "Run " + summary.run() + ", reported " + identity.started() + ".")
            .styled("lead"));
    if (summary.simulated()) {
      content.add(simulated());
    }
    remark.ifPresent(text -> content.add(Html.element("p", text + ".").styled("simulated")));
    content.add(
        Html.element("div", summary.figures().entrySet().stream().map(PageHeader::figure).toList())
            .styled("figures"));
    content.add(contents(sections));
    return Html.element("header", Html.element("div", content).styled("inner"));
  }

  /** The end of a page. */
  static Html footer(RunIdentity identity) {
    return Html.element(
        "footer", "Written by allsky " + identity.version() + ", job " + identity.job() + ".");
  }

  private static Html simulated() {
    return Html.element(
            "p",
            Html.element("strong", "SIMULATED SKY"),
            Html.text(
                " The images, the catalog and the spectra of this run are simulated (simulate-sky). The"
                    + " numbers show that the pipeline works. They do not show how well real sources"
                    + " are classified."))
        .styled("simulated");
  }

  private static Html figure(Map.Entry<String, String> figure) {
    return Html.element(
        "div",
        Html.element("span", figure.getValue()).styled("value"),
        Html.element("span", figure.getKey()).styled("name"));
  }

  /** The links to the sections. */
  static Html contents(List<Section> sections) {
    return Html.element(
        "nav",
        sections.stream()
            .map(section -> Html.element("a", section.title()).with("href", "#" + section.id()))
            .toList());
  }
}
