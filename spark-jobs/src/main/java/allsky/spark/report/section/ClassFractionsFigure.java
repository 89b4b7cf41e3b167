package allsky.spark.report.section;

import allsky.simulation.source.SkyClassFractions;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.spark.table.prediction.PredictedFractions;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The predicted classes by magnitude: numbers of sources, and fractions next to those expected. */
final class ClassFractionsFigure {

  private static final int WIDTH = 500;
  private static final int HEIGHT = 340;

  private ClassFractionsFigure() {}

  static Html of(PredictedFractions fractions) {
    SortedMap<Integer, Map<SourceClass, Long>> bins = new TreeMap<>(fractions.counts());
    bins.remove(PredictedFractions.UNKNOWN_W1);
    Csv csv =
        Csv.withHead("w1_low", "w1_high", "class", "sources", "fraction", "expected_fraction");
    bins.forEach((bin, counts) -> addTo(csv, bin, counts));
    return Section.drawings(
        List.of(counts(bins), shares(bins)),
        "Left: classified sources by W1 and predicted class. Right: the predicted fractions (solid)"
            + " next to those expected on the sky (dashed). The first and the last bin have all"
            + " brighter and all fainter sources.",
        csv,
        "class-fractions");
  }

  private static void addTo(Csv csv, int bin, Map<SourceClass, Long> counts) {
    Map<SourceClass, Double> expected = expected(bin);
    for (SourceClass one : SourceClass.values()) {
      csv.row(
          PredictedFractions.brightW1(bin),
          PredictedFractions.faintW1(bin),
          one,
          counts.getOrDefault(one, 0L),
          PredictedFractions.share(counts, one),
          expected.get(one));
    }
  }

  private static Html counts(SortedMap<Integer, Map<SourceClass, Long>> bins) {
    long most =
        bins.values().stream().flatMap(c -> c.values().stream()).mapToLong(c -> c).max().orElse(10);
    List<LineStyle> styles =
        Arrays.stream(SourceClass.values()).map(one -> LineStyle.of(one).withMarkers()).toList();
    SvgPlot plot =
        SvgPlot.of(WIDTH, HEIGHT, magnitude(bins), Axis.ofCounts("sources", most), styles);
    for (SourceClass one : SourceClass.values()) {
      List<SvgPlot.Mark> marks = new ArrayList<>();
      bins.forEach(
          (bin, counts) -> {
            long count = counts.getOrDefault(one, 0L);
            String hover =
                String.format(
                    Locale.ROOT, "%s, W1 %s: %,d", one, PredictedFractions.words(bin), count);
            if (count > 0) {
              marks.add(new SvgPlot.Mark(middle(bin), (double) count, hover));
            }
          });
      plot.line(styles.get(one.ordinal()), marks);
    }
    return plot.toHtml(
        "Number of sources of each predicted class by W1, at most "
            + Numbers.count(most)
            + " in a bin");
  }

  private static Html shares(SortedMap<Integer, Map<SourceClass, Long>> bins) {
    List<LineStyle> styles = new ArrayList<>();
    for (SourceClass one : SourceClass.values()) {
      styles.add(LineStyle.of(one).withMarkers());
    }
    for (SourceClass one : SourceClass.values()) {
      styles.add(LineStyle.of(one).named(one + ", expected").asDashed());
    }
    SvgPlot plot =
        SvgPlot.of(
            WIDTH, HEIGHT, magnitude(bins), Axis.ofFractions("fraction of the sources"), styles);
    for (SourceClass one : SourceClass.values()) {
      List<SvgPlot.Mark> predicted = new ArrayList<>();
      List<SvgPlot.Mark> expected = new ArrayList<>();
      bins.forEach(
          (bin, counts) -> {
            double share = PredictedFractions.share(counts, one);
            double onSky = expected(bin).get(one);
            String hover =
                String.format(
                    Locale.ROOT,
                    "%s, W1 %s: predicted %.1f %%, expected %.1f %%",
                    one,
                    PredictedFractions.words(bin),
                    100 * share,
                    100 * onSky);
            predicted.add(new SvgPlot.Mark(middle(bin), share, hover));
            expected.add(new SvgPlot.Mark(middle(bin), onSky, hover));
          });
      plot.line(styles.get(SourceClass.values().length + one.ordinal()), expected);
      plot.line(styles.get(one.ordinal()), predicted);
    }
    return plot.toHtml(
        "Fractions of the predicted classes by W1, solid, next to the fractions expected on the"
            + " sky, dashed");
  }

  private static Axis magnitude(SortedMap<Integer, Map<SourceClass, Long>> bins) {
    int first = bins.isEmpty() ? 12 : bins.firstKey();
    int last = bins.isEmpty() ? 17 : bins.lastKey();
    return Axis.around("W1 [Vega mag]", first, last + 1.0);
  }

  /** The bins are 1 mag wide; the first and the last are drawn as if they were, too. */
  private static double middle(int bin) {
    return bin + 0.5;
  }

  private static Map<SourceClass, Double> expected(int bin) {
    return SkyClassFractions.shares(
        PredictedFractions.brightW1(bin), PredictedFractions.faintW1(bin));
  }
}
