package allsky.spark.report.section;

import allsky.spark.plot.canvas.Picture;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One section of the report.
 *
 * @param id the name in links and in {@code report.json}
 * @param title the heading
 * @param content the content below the heading
 * @param numbers the numbers of the section, or JSON null if there are none
 */
public record Section(String id, String title, List<Html> content, JsonElement numbers) {

  public Section {
    content = List.copyOf(content);
  }

  /** A section with content. */
  static Section of(String id, String title, JsonElement numbers, Html... content) {
    return new Section(id, title, Arrays.asList(content), numbers);
  }

  /** A section whose inputs are missing, with the sentence that says how to make them. */
  static Section absent(String id, String title, String reason) {
    Html sentence = Html.element("p", reason).styled("absent");
    return new Section(id, title, List.of(sentence), JsonNull.INSTANCE);
  }

  /** True for a section whose inputs are missing. */
  public boolean isAbsent() {
    return numbers.isJsonNull();
  }

  /** A paragraph. */
  static Html paragraph(String text) {
    return Html.element("p", text);
  }

  /**
   * A picture with the text below it.
   *
   * @param alternative what the picture shows, for readers who do not see it
   * @param name the name of the CSV file
   */
  static Html figure(Picture picture, String alternative, String caption, Csv csv, String name) {
    return figure(picture, image(picture, alternative), caption(caption, csv, name));
  }

  /** A chart on white with the text below it. In the dark scheme the browser makes it dark. */
  static Html chart(Picture picture, String alternative, String caption, Csv csv, String name) {
    Html image = image(picture, alternative).styled("chart");
    return figure(picture, image, caption(caption, csv, name));
  }

  private static Html figure(Picture picture, Html image, Html caption) {
    return Html.element("figure", image, caption)
        .with("style", "max-width:" + picture.width() + "px");
  }

  /** SVG drawings side by side with one text below them. */
  static Html drawings(List<Html> drawings, String caption, Csv csv, String name) {
    return Html.element(
        "figure", Html.element("div", drawings).styled("panels"), caption(caption, csv, name));
  }

  /** A picture without numbers behind it, with a text that also says what it shows. */
  static Html plain(Picture picture, String text) {
    return figure(picture, image(picture, text), Html.element("figcaption", text)).styled("plain");
  }

  private static Html caption(String caption, Csv csv, String name) {
    return Html.element("figcaption", Html.text(caption + " "), csv.link(name));
  }

  /** A picture without a caption. */
  static Html image(Picture picture, String alternative) {
    return Html.element("img")
        .with("src", picture.dataUri())
        .with("alt", alternative)
        .with("width", Integer.toString(picture.width()))
        .with("height", Integer.toString(picture.height()));
  }

  /** Elements side by side if the page is wide enough. */
  static Html beside(Html... things) {
    return Html.element("div", things).styled("beside");
  }

  /** The section as HTML. */
  public Html toHtml() {
    List<Html> all = new ArrayList<>();
    all.add(Html.element("h2", title));
    all.addAll(content);
    return Html.element("section", all).with("id", id);
  }
}
