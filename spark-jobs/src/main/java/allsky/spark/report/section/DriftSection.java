package allsky.spark.report.section;

import allsky.metrics.HistogramShift;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunLayout;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.HtmlTable;
import allsky.spark.report.run.CatalogDrift;
import allsky.spark.report.run.CatalogDrift.Histograms;
import allsky.spark.report.run.CatalogDrift.Quantity;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** The section that compares the catalog with the cutouts of the train split. */
public final class DriftSection {

  private static final String ID = "drift";
  private static final String TITLE = "Catalog compared with the training";

  private static final LineStyle TRAINING = LineStyle.of("train split", Palette.SECOND);
  private static final LineStyle CATALOG = LineStyle.of("catalog", Palette.ACCENT);

  private static final LineStyle MODEL = LineStyle.of("training of the model", Palette.SECOND);

  private DriftSection() {}

  public static Section of(RunFolder run) {
    return CatalogDrift.of(run)
        .map(drift -> present(drift, run))
        .orElseGet(
            () ->
                Section.absent(
                    ID,
                    TITLE,
                    "Needs cutouts of the train split (bin/allsky stack-cutouts) and a catalog with"
                        + " columns such as w1mpro or w1snr."));
  }

  private static Section present(CatalogDrift drift, RunFolder run) {
    boolean isPretrained = TrainingSection.isPretrained(run);
    Optional<Histograms> ofModel =
        isPretrained
            ? run.json(RunLayout.PREDICTIONS, OutputFolder.SUMMARY, DriftSection::training)
                .flatMap(drift::ofModel)
            : Optional.empty();
    HtmlTable table =
        HtmlTable.withHead(
            "quantity",
            "compared with",
            "in the catalog",
            "in the training",
            "Kolmogorov-Smirnov distance",
            "stability index");
    Csv csv = Csv.withHead("quantity", "compared_with", "low", "high", "training", "catalog");
    List<Html> drawings = new ArrayList<>();
    JsonObject numbers = new JsonObject();
    ofModel.ifPresent(one -> add(one, MODEL, table, csv, drawings, numbers));
    drift.histograms().forEach(one -> add(one, TRAINING, table, csv, drawings, numbers));
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.paragraph(meaning(isPretrained)),
        table.toHtml(),
        figure(drawings, csv));
  }

  /** The W1 magnitudes of the model's training, null in predictions of older versions. */
  private static JsonObject training(JsonObject summary) {
    JsonObject flags = summary.getAsJsonObject("flags");
    JsonObject w1 = flags == null ? null : flags.getAsJsonObject("training_w1");
    return w1 == null ? null : w1.getAsJsonObject("classCounts");
  }

  private static void add(
      Histograms one,
      LineStyle reference,
      HtmlTable table,
      Csv csv,
      List<Html> drawings,
      JsonObject numbers) {
    HistogramShift shift = HistogramShift.of(one.training(), one.catalog());
    drawings.add(drawing(one, reference, shift));
    addTo(csv, reference, one);
    table.row(
        one.quantity().label(),
        reference.name(),
        Numbers.count(LongStream.of(one.catalog()).sum()),
        Numbers.count(LongStream.of(one.training()).sum()),
        String.format(Locale.ROOT, "%.3f", shift.kolmogorovSmirnov()),
        String.format(Locale.ROOT, "%.2f", shift.stabilityIndex()));
    JsonObject json = new JsonObject();
    json.addProperty("kolmogorov_smirnov", shift.kolmogorovSmirnov());
    json.addProperty("population_stability_index", shift.stabilityIndex());
    String name = String.join("-", one.quantity().columns());
    numbers.add(reference.equals(MODEL) ? name + " of the model" : name, json);
  }

  private static String meaning(boolean pretrained) {
    return "Where the catalog differs from the training, its classes are less certain than those of"
        + " the test split. The Kolmogorov-Smirnov distance is the largest difference of the"
        + " cumulative fractions, 0 to 1. The population stability index (Siddiqi 2006) sums"
        + " (a − e) ln(a / e) over tenths of the train split, with the fractions e there and a in"
        + " the catalog. A common reading: below 0.1 little change, above 0.25 a large one."
        + (pretrained
            ? " The classes are of the pretrained model, whose training is not in this run, except"
                + " for its W1: the train split is that of the labelled sources of this run."
            : "");
  }

  private static Html figure(List<Html> drawings, Csv csv) {
    return Section.drawings(
        drawings,
        "Fractions of the sources of the catalog and of the training. Sources beyond an axis are"
            + " in its first or last bin.",
        csv,
        ID);
  }

  private static void addTo(Csv csv, LineStyle reference, Histograms one) {
    Quantity quantity = one.quantity();
    for (int i = 0; i < quantity.bins(); i++) {
      csv.row(
          quantity.label(),
          reference.name(),
          quantity.edge(i),
          quantity.edge(i + 1),
          one.training()[i],
          one.catalog()[i]);
    }
  }

  private static Html drawing(Histograms one, LineStyle reference, HistogramShift shift) {
    Quantity quantity = one.quantity();
    double[] edges = Steps.edges(quantity.bins(), quantity::edge);
    double most = Math.max(largest(one.training()), largest(one.catalog()));
    Axis x =
        quantity.logarithmic()
            ? Axis.ofDecades(quantity.label(), edges[0], edges[quantity.bins()])
            : Axis.around(quantity.label(), edges[0], edges[quantity.bins()]);
    SvgPlot plot =
        SvgPlot.of(360, 250, x, Axis.around("fraction", 0, most), List.of(CATALOG, reference));
    Steps.addFractions(plot, reference, edges, one.training());
    Steps.addFractions(plot, CATALOG, edges, one.catalog());
    return plot.toHtml(
        String.format(
            Locale.ROOT,
            "Histograms of %s in the catalog and in the %s; Kolmogorov-Smirnov distance %.3f",
            quantity.label(),
            reference.name(),
            shift.kolmogorovSmirnov()));
  }

  private static double largest(long[] counts) {
    double sum = Math.max(1, LongStream.of(counts).sum());
    return LongStream.of(counts).max().orElse(1) / sum;
  }
}
