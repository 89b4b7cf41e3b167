package allsky.spark.report.section;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.CsvFile;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The reliability diagram of an evaluation, next to the number of cutouts in each of its bins, from
 * {@code reliability.csv}.
 */
final class ReliabilityFigure {

  private static final int WIDTH = 440;
  private static final int HEIGHT = 340;

  private static final LineStyle BEFORE =
      LineStyle.of("uncalibrated", Palette.SECOND).asDashed().withMarkers();
  private static final LineStyle AFTER = LineStyle.of("calibrated", Palette.ACCENT).withMarkers();

  private ReliabilityFigure() {}

  static Html of(CsvFile file) {
    List<String[]> before = bins(file, "before");
    List<String[]> after = bins(file, "after");
    double lowest =
        file.rows().stream().mapToDouble(row -> file.number(row, "low")).min().orElse(0);
    Axis confidence = Axis.around("confidence", lowest, 1);
    String caption =
        "Reliability diagram: accuracy by confidence, with 95 % intervals, before and after"
            + " temperature scaling. On the diagonal they are equal. Right: the cutouts in each"
            + " bin; bins with few cutouts say little.";
    return Section.drawings(
        List.of(diagram(file, confidence, before, after), counts(file, confidence, after)),
        caption,
        Csv.ofText(file.text()),
        "reliability");
  }

  private static List<String[]> bins(CsvFile file, String calibration) {
    int kind = file.place("bins");
    return file.where("calibration", calibration).stream()
        .filter(row -> row[kind].equals("equal_width"))
        .filter(row -> file.number(row, "sources") > 0)
        .toList();
  }

  private static Html diagram(
      CsvFile file, Axis confidence, List<String[]> before, List<String[]> after) {
    SvgPlot plot =
        SvgPlot.of(WIDTH, HEIGHT, confidence, Axis.ofFractions("accuracy"), List.of(BEFORE, AFTER));
    plot.line(
        LineStyle.of("", Palette.MUTED).asDashed(),
        List.of(
            new SvgPlot.Mark(confidence.low(), confidence.low(), ""), new SvgPlot.Mark(1, 1, "")));
    add(plot, file, BEFORE, before);
    add(plot, file, AFTER, after);
    return plot.toHtml("Reliability diagram: accuracy against confidence. " + words(file, after));
  }

  private static void add(SvgPlot plot, CsvFile file, LineStyle style, List<String[]> bins) {
    List<SvgPlot.Mark> marks = new ArrayList<>();
    for (String[] bin : bins) {
      double x = file.number(bin, "mean_confidence");
      double y = file.number(bin, "accuracy");
      double low = file.number(bin, "accuracy_low");
      double high = file.number(bin, "accuracy_high");
      plot.errorBar(style, x, low, high);
      marks.add(
          new SvgPlot.Mark(
              x,
              y,
              String.format(
                  Locale.ROOT,
                  "%s, %,.0f cutouts: confidence %.3f, accuracy %.3f (%.3f to %.3f)",
                  style.name(),
                  file.number(bin, "sources"),
                  x,
                  y,
                  low,
                  high)));
    }
    plot.line(style, marks);
  }

  private static String words(CsvFile file, List<String[]> bins) {
    if (bins.isEmpty()) {
      return "No bin has cutouts";
    }
    String[] last = bins.get(bins.size() - 1);
    return String.format(
        Locale.ROOT,
        "In the most confident bin the mean confidence is %.3f and the accuracy %.3f",
        file.number(last, "mean_confidence"),
        file.number(last, "accuracy"));
  }

  private static Html counts(CsvFile file, Axis confidence, List<String[]> after) {
    double most = after.stream().mapToDouble(row -> file.number(row, "sources")).max().orElse(10);
    SvgPlot plot =
        SvgPlot.of(
            WIDTH, HEIGHT, confidence, Axis.ofCounts("cutouts in the bin", (long) most), List.of());
    for (String[] bin : after) {
      double low = file.number(bin, "low");
      double high = file.number(bin, "high");
      double count = file.number(bin, "sources");
      plot.bar(
          AFTER.colour(),
          low,
          high,
          0,
          count,
          String.format(Locale.ROOT, "confidence %.2f to %.2f: %,.0f cutouts", low, high, count));
    }
    return plot.toHtml(
        "Number of cutouts by calibrated confidence, at most "
            + Numbers.count((long) most)
            + " in a bin");
  }
}
