package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;

import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.GallerySample;
import allsky.spark.report.run.GallerySample.Card;
import allsky.spark.report.run.RunFolder;
import allsky.survey.SourceClass;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
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
                + " show the spectroscopic class. The bar is 10 arcsec long. Positions are ICRS in"
                + " degrees. The links open the AllWISE catalog at IRSA and the AllWISE images in"
                + " Aladin Lite at the position"
                + (sample.simulated() ? ", where the real sky has other sources." : ".")));
    JsonObject numbers = new JsonObject();
    Csv csv = CutoutCard.csv();
    for (SourceClass sourceClass : SourceClass.values()) {
      Column chosen = GallerySample.PREDICTED.equalTo(sourceClass.name());
      List<Card> cards = sample.mostConfident(chosen, IN_A_ROW);
      content.add(row("Most confident: " + sourceClass, cards));
      CutoutCard.add(csv, "most confident", cards);
      numbers.addProperty("most_confident_" + sourceClass.columnName(), cards.size());
    }
    Column wrong = GallerySample.PREDICTED.notEqual(col("label")).and(GallerySample.IN_TEST);
    List<Card> mistakes = sample.mostConfident(wrong, 2 * IN_A_ROW);
    content.add(row("Most confident misclassifications on the test split", mistakes));
    CutoutCard.add(csv, "misclassified", mistakes);
    List<Card> unsure = sample.leastConfident(IN_A_ROW);
    content.add(row("Least confident on the test split", unsure));
    CutoutCard.add(csv, "least confident", unsure);
    content.add(Html.element("p", Html.text("The sources of this gallery: "), csv.link(ID)));
    numbers.addProperty("mistakes_shown", mistakes.size());
    return new Section(ID, TITLE, content, numbers);
  }

  private static Html card(Card card) {
    return CutoutCard.of(card, card.isMistake() ? "spectroscopic: " + card.label() : "");
  }

  private static Html row(String title, List<Card> cards) {
    Html content =
        cards.isEmpty()
            ? Html.element("p", "None.").styled("absent")
            : Html.element("div", cards.stream().map(GallerySection::card).toList())
                .styled("gallery");
    return Html.all(List.of(Html.element("h3", title), content));
  }
}
