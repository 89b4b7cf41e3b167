package allsky.spark.report.section;

import allsky.spark.plot.CompositeHistogramPlot;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.GallerySample;
import allsky.spark.report.run.GallerySample.Card;
import allsky.spark.report.run.RunFolder;
import allsky.survey.SourceClass;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The section with sample cutouts of the test split: the histograms of one cutout of each class,
 * and the probabilities of some (figures 3 to 5 and table 4 of Zhao et al. 2023).
 */
public final class SampleSection {

  private static final String ID = "samples";
  private static final String TITLE = "Sample cutouts of the test split";
  private static final int OF_CLASS = 3;

  private SampleSection() {}

  public static Section of(RunFolder run) {
    return GallerySample.of(run)
        .map(SampleSection::cards)
        .filter(cards -> !cards.isEmpty())
        .map(SampleSection::present)
        .orElseGet(
            () ->
                Section.absent(
                    ID,
                    TITLE,
                    "Needs cutouts with classes (bin/allsky stack-cutouts) and predictions"
                        + " (bin/allsky classify-allsky) of the test split."));
  }

  /** The same cutouts for every model, because the predictions do not choose them. */
  private static List<Card> cards(GallerySample sample) {
    List<Card> cards = new ArrayList<>();
    for (SourceClass sourceClass : SourceClass.values()) {
      cards.addAll(sample.ofTestSplit(sourceClass, OF_CLASS));
    }
    return cards;
  }

  private static Section present(List<Card> cards) {
    JsonArray numbers = new JsonArray();
    cards.forEach(card -> numbers.add(numbers(card)));
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.paragraph(
            "Chosen by the hash of the key, not by the prediction. W1 is blue, W2 green, W3 red."),
        histograms(cards),
        probabilities(cards));
  }

  private static Html histograms(List<Card> cards) {
    List<Html> figures = new ArrayList<>();
    for (SourceClass sourceClass : SourceClass.values()) {
      Optional<Card> first =
          cards.stream().filter(card -> card.label().equals(sourceClass.name())).findFirst();
      first.ifPresent(card -> figures.add(histogram(card)));
    }
    return Section.beside(figures.toArray(new Html[0]));
  }

  private static Html histogram(Card card) {
    return Html.element(
            "div",
            Section.image(
                card.picture(), "Cutout of source " + card.source() + ", " + card.label()),
            Section.chart(
                CompositeHistogramPlot.draw(card.rgb()),
                "Histogram of the pixels of the composite of source "
                    + card.source()
                    + ", a line for each of red (W3), green (W2) and blue (W1)",
                card.label() + ", source " + card.source(),
                pixels(card),
                "composite-" + card.source()))
        .styled("beside");
  }

  /** The number of pixels of each level. */
  private static Csv pixels(Card card) {
    int[][] counts = new int[256][3];
    for (int rgb : card.rgb()) {
      for (int channel = 0; channel < 3; channel++) {
        counts[(rgb >> (8 * (2 - channel))) & 0xff][channel]++;
      }
    }
    Csv csv = Csv.withHead("level", "w3_red", "w2_green", "w1_blue");
    for (int level = 0; level < counts.length; level++) {
      csv.row(level, counts[level][0], counts[level][1], counts[level][2]);
    }
    return csv;
  }

  private static Html probabilities(List<Card> cards) {
    List<SourceClass> classes = List.copyOf(cards.get(0).probabilities().keySet());
    List<String> head = new ArrayList<>(List.of("source", "spectroscopic class"));
    classes.forEach(one -> head.add("probability of " + one));
    HtmlTable table = HtmlTable.withHead(head.toArray(new String[0]));
    for (Card card : cards) {
      List<String> row = new ArrayList<>(List.of(card.source(), card.label()));
      classes.forEach(one -> row.add(probability(card, one)));
      table.row(row.toArray(new String[0]));
    }
    return table.toHtml();
  }

  private static String probability(Card card, SourceClass one) {
    Double value = card.probabilities().get(one);
    return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static JsonObject numbers(Card card) {
    JsonObject numbers = new JsonObject();
    numbers.addProperty("source", card.source());
    numbers.addProperty("label", card.label());
    numbers.addProperty("predicted", card.predicted().name());
    JsonObject probabilities = new JsonObject();
    card.probabilities().forEach((one, value) -> probabilities.addProperty(one.name(), value));
    numbers.add("probabilities", probabilities);
    return numbers;
  }
}
