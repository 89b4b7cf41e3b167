package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.GallerySample;
import allsky.spark.report.run.GallerySample.Card;
import allsky.spark.report.run.RunFolder;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * The section with colour cutouts: the most confident predictions of each class, the most confident
 * misclassifications, and the least confident predictions.
 */
public final class GallerySection {

  private static final String ID = "gallery";
  private static final String TITLE = "Cutout gallery";
  private static final int IN_A_ROW = 8;

  private GallerySection() {}

  public static Section of(RunFolder run) {
    Optional<GallerySample> sample = GallerySample.of(run);
    return sample
        .map(GallerySection::present)
        .orElseGet(
            () ->
                Section.absent(
                    ID,
                    TITLE,
                    "Needs cutouts (bin/allsky stack-cutouts) and predictions"
                        + " (bin/allsky classify-allsky)."));
  }

  private static Section present(GallerySample sample) {
    List<Html> content = new ArrayList<>();
    content.add(
        Section.paragraph(
            (sample.simulated() ? "Simulated images. " : "")
                + "W1 is blue, W2 green, W3 red, all on one fixed asinh scale in units of the"
                + " reference noise. North is up, east is left, pixels are native. The label"
                + " is the predicted class with its probability. Misclassified sources also"
                + " show the spectroscopic class."));
    JsonObject numbers = new JsonObject();
    for (SourceClass sourceClass : SourceClass.values()) {
      Column chosen = GallerySample.PREDICTED.equalTo(sourceClass.name());
      List<Card> cards = sample.mostConfident(chosen, IN_A_ROW);
      content.add(row("Most confident: " + sourceClass, cards));
      numbers.addProperty("most_confident_" + sourceClass.columnName(), cards.size());
    }
    Column wrong = GallerySample.PREDICTED.notEqual(col("label")).and(GallerySample.IN_TEST);
    List<Card> mistakes = sample.mostConfident(wrong, 2 * IN_A_ROW);
    content.add(row("Most confident misclassifications on the test split", mistakes));
    content.add(row("Least confident on the test split", sample.leastConfident(IN_A_ROW)));
    numbers.addProperty("mistakes_shown", mistakes.size());
    return new Section(ID, TITLE, content, numbers);
  }

  private static Html row(String title, List<Card> cards) {
    Html content =
        cards.isEmpty()
            ? Html.element("p", "None.").styled("absent")
            : Html.element("div", cards.stream().map(GallerySection::card).toList())
                .styled("gallery");
    return Html.all(List.of(Html.element("h3", title), content));
  }

  private static Html card(Card card) {
    String colour = Palette.css(Palette.of(card.predicted()));
    Html predicted =
        Html.element(
                "strong",
                String.format(Locale.ROOT, "%s %.3f", card.predicted(), card.confidence()))
            .with("style", "border-color:" + colour);
    Html truth =
        card.isMistake()
            ? Html.element("span", "spectroscopic: " + card.label()).styled("mistake")
            : Html.element("span", card.source()).styled("source");
    return Html.element(
        "figure",
        Section.image(card.picture(), "Cutout of source " + card.source()).styled("cutout"),
        Html.element("figcaption", predicted, truth).with("title", "source " + card.source()));
  }
}
