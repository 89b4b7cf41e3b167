package allsky.spark.evaluation;

import allsky.metrics.BinnedScores;
import allsky.metrics.CalibrationQuality;
import allsky.metrics.ClassMetrics;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.Evaluation;
import allsky.metrics.RocCurve;
import allsky.metrics.interval.Proportion;
import allsky.spark.plot.BinnedPlot;
import allsky.spark.plot.ConfusionPlot;
import allsky.spark.plot.ReliabilityPlot;
import allsky.spark.plot.RocPlot;
import allsky.spark.plot.canvas.ErrorBar;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.Points;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The pictures of an evaluation, by file name. */
final class EvaluationPictures {

  /** Bins with fewer sources are only in the tables, not in the pictures. */
  private static final int MIN_SOURCES_IN_BIN = 5;

  private final Map<String, Picture> pictures = new LinkedHashMap<>();
  private final String caption;

  private EvaluationPictures(String caption) {
    this.caption = caption;
  }

  static Map<String, Picture> of(EvaluationResult result) {
    Evaluation evaluation = result.evaluation();
    EvaluationPictures drawn = new EvaluationPictures(result.caption());
    drawn.add("confusion", ConfusionPlot.draw(counts(evaluation.confusion())));
    drawn.add("confusion_sky_mix", ConfusionPlot.draw(counts(evaluation.reweighted().counts())));
    drawn.add("roc", RocPlot.draw(curves(evaluation)));
    drawn.add(
        "reliability",
        ReliabilityPlot.draw(
            reliability("uncalibrated", evaluation.before()),
            reliability("calibrated", evaluation.after()),
            1.0 / evaluation.classes().size()));
    result.byMagnitude().forEach((column, scores) -> drawn.addBinned(column, scores, false));
    result.bySignalToNoise().forEach((column, scores) -> drawn.addBinned(column, scores, true));
    return drawn.pictures;
  }

  private void add(String name, Picture picture) {
    pictures.put(name + ".png", picture.captioned(caption));
  }

  private void addBinned(String column, BinnedScores scores, boolean logarithmic) {
    List<BinnedScores.Bin> bins =
        scores.bins().stream().filter(bin -> !logarithmic || bin.median() > 0).toList();
    if (!bins.isEmpty()) {
      add(
          "by_" + column,
          BinnedPlot.draw(
              column,
              logarithmic,
              errorBars(bins, ClassMetrics::recall),
              errorBars(bins, ClassMetrics::precision)));
    }
  }

  private static long[][] counts(ConfusionMatrix confusion) {
    SourceClass[] all = SourceClass.values();
    long[][] counts = new long[all.length][all.length];
    for (SourceClass truth : confusion.classes()) {
      for (SourceClass predicted : confusion.classes()) {
        counts[truth.ordinal()][predicted.ordinal()] = confusion.count(truth, predicted);
      }
    }
    return counts;
  }

  private static List<RocPlot.Curve> curves(Evaluation evaluation) {
    return evaluation.classes().stream()
        .flatMap(c -> evaluation.roc(c).map(curve -> curve(c, curve)).stream())
        .toList();
  }

  private static RocPlot.Curve curve(SourceClass sourceClass, RocCurve curve) {
    List<RocCurve.Point> corners = some(curve.corners().points());
    Points points =
        Points.of(
            corners.stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray(),
            corners.stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray());
    return new RocPlot.Curve(sourceClass, points, curve.area());
  }

  /** At most 2000 points of a curve, including the first and the last one. */
  private static List<RocCurve.Point> some(List<RocCurve.Point> points) {
    int step = points.size() / 2000 + 1;
    return IntStream.range(0, points.size())
        .filter(i -> i % step == 0 || i == points.size() - 1)
        .mapToObj(points::get)
        .toList();
  }

  private static ReliabilityPlot.Curve reliability(String name, CalibrationQuality quality) {
    List<ErrorBar> bins =
        quality.equalWidth().bins().stream()
            .map(bin -> errorBar(bin.meanConfidence(), bin.accuracy()))
            .toList();
    return new ReliabilityPlot.Curve(name, bins, quality.equalWidth().expectedError());
  }

  private static ErrorBar errorBar(double x, Proportion share) {
    return new ErrorBar(x, share.value(), share.low(), share.high());
  }

  private static Map<SourceClass, List<ErrorBar>> errorBars(
      List<BinnedScores.Bin> bins, Function<ClassMetrics, Proportion> measure) {
    Map<SourceClass, List<ErrorBar>> byClass = new EnumMap<>(SourceClass.class);
    for (SourceClass sourceClass : bins.get(0).confusion().classes()) {
      List<ErrorBar> errorBars = new ArrayList<>();
      for (BinnedScores.Bin bin : bins) {
        Proportion share = measure.apply(bin.confusion().metrics(sourceClass));
        if (share.trials() >= MIN_SOURCES_IN_BIN) {
          errorBars.add(errorBar(bin.median(), share));
        }
      }
      byClass.put(sourceClass, errorBars);
    }
    return byClass;
  }
}
