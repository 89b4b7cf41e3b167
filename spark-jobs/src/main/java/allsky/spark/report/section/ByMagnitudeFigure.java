package allsky.spark.report.section;

import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.CsvFile;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Completeness and purity of each class by W1, from {@code by_magnitude.csv} of an evaluation. */
final class ByMagnitudeFigure {

  private static final String W1 = "w1mpro";
  private static final String RECALL = "recall";
  private static final String PRECISION = "precision";
  private static final Set<String> MEASURES = Set.of(RECALL, PRECISION);

  /** Bins with fewer cutouts are only in the CSV file. */
  private static final int FEWEST = 5;

  /** The horizontal offset between classes in magnitudes, so that error bars do not overlap. */
  private static final double OFFSET = 0.04;

  private ByMagnitudeFigure() {}

  /** The figure; empty if no bin of W1 has enough cutouts. */
  static Optional<Html> of(CsvFile file) {
    List<String[]> bins =
        file.where("column", W1).stream()
            .filter(row -> file.number(row, "sources") >= FEWEST)
            .filter(row -> MEASURES.contains(row[file.place("measure")]))
            .filter(row -> Double.isFinite(file.number(row, "value")))
            .toList();
    if (bins.isEmpty()) {
      return Optional.empty();
    }
    double low = bins.stream().mapToDouble(row -> file.number(row, "median")).min().orElseThrow();
    double high = bins.stream().mapToDouble(row -> file.number(row, "median")).max().orElseThrow();
    Axis magnitude = Axis.around("W1 [Vega mag]", low - OFFSET, high + OFFSET);
    return Optional.of(
        Section.drawings(
            List.of(
                panel(file, bins, magnitude, RECALL, "completeness (recall)"),
                panel(file, bins, magnitude, PRECISION, "purity (precision)")),
            "Completeness (recall) and purity (precision) of each class by W1 magnitude, with 95 %"
                + " intervals, in bins of at least "
                + FEWEST
                + " cutouts.",
            Csv.ofText(file.text()),
            "by-magnitude"));
  }

  private static Html panel(
      CsvFile file, List<String[]> bins, Axis magnitude, String measure, String label) {
    List<LineStyle> styles =
        Arrays.stream(SourceClass.values()).map(one -> LineStyle.of(one).withMarkers()).toList();
    SvgPlot plot = SvgPlot.of(440, 340, magnitude, Axis.ofFractions(label), styles);
    List<String> lowest = new ArrayList<>();
    for (SourceClass one : SourceClass.values()) {
      LineStyle style = styles.get(one.ordinal());
      List<SvgPlot.Mark> marks = new ArrayList<>();
      for (String[] bin : bins) {
        if (bin[file.place("class")].equals(one.name())
            && bin[file.place("measure")].equals(measure)) {
          double x = file.number(bin, "median") + OFFSET * (one.ordinal() - 1);
          plot.errorBar(style, x, file.number(bin, "value_low"), file.number(bin, "value_high"));
          marks.add(new SvgPlot.Mark(x, file.number(bin, "value"), words(file, bin, one, label)));
        }
      }
      plot.line(style, marks);
      marks.stream()
          .mapToDouble(SvgPlot.Mark::y)
          .min()
          .ifPresent(min -> lowest.add(one + " falls to " + Numbers.percent(min) + " %"));
    }
    return plot.toHtml(label + " of each class by W1 magnitude: " + String.join(", ", lowest));
  }

  private static String words(CsvFile file, String[] bin, SourceClass one, String label) {
    return String.format(
        Locale.ROOT,
        "%s, W1 %.1f to %.1f: %s %.3f (%.3f to %.3f), %,.0f cutouts",
        one,
        file.number(bin, "low"),
        file.number(bin, "high"),
        label,
        file.number(bin, "value"),
        file.number(bin, "value_low"),
        file.number(bin, "value_high"),
        file.number(bin, "sources"));
  }
}
