package allsky.spark.evaluation;

import allsky.metrics.BinnedScores;
import allsky.metrics.CalibrationQuality;
import allsky.metrics.ClassScores;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.Evaluation;
import allsky.metrics.ReliabilityCurve;
import allsky.metrics.ReweightedScores;
import allsky.metrics.RocCurve;
import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The CSV tables of an evaluation. An undefined value is an empty field. */
final class EvaluationCsv {

  static final String TEST_FRACTIONS = "test";
  static final String SKY_FRACTIONS = "sky";

  private static final String ALL = "ALL";

  private final List<String> lines = new ArrayList<>();

  private EvaluationCsv(String... head) {
    lines.add(String.join(",", head));
  }

  /** Each metric of each class with its interval, for both sets of class fractions. */
  static String metrics(Evaluation evaluation) {
    EvaluationCsv csv = new EvaluationCsv("mix", "class", "measure", "value", "low", "high");
    csv.add(TEST_FRACTIONS, ALL, "accuracy", evaluation.accuracy());
    for (SourceClass sourceClass : evaluation.classes()) {
      csv.add(TEST_FRACTIONS, sourceClass.name(), evaluation.scores(sourceClass));
      csv.add(
          TEST_FRACTIONS,
          sourceClass.name(),
          "area_under_roc",
          evaluation.areaUnderRoc(sourceClass));
    }
    ReweightedScores reweighted = evaluation.reweighted();
    csv.add(SKY_FRACTIONS, ALL, "accuracy", reweighted.accuracy());
    for (SourceClass sourceClass : evaluation.classes()) {
      csv.add(SKY_FRACTIONS, sourceClass.name(), reweighted.scores(sourceClass));
    }
    return csv.text();
  }

  /** The counts, with the predicted classes for both sets of class fractions. */
  static String confusion(Evaluation evaluation) {
    EvaluationCsv csv = new EvaluationCsv("mix", "true_class", "predicted_class", "sources");
    csv.add(TEST_FRACTIONS, evaluation.confusion());
    csv.add(SKY_FRACTIONS, evaluation.reweighted().counts());
    return csv.text();
  }

  /** The points of the ROC curves. */
  static String roc(Evaluation evaluation) {
    EvaluationCsv csv =
        new EvaluationCsv("class", "threshold", "false_positive_rate", "true_positive_rate");
    for (SourceClass sourceClass : evaluation.classes()) {
      evaluation.roc(sourceClass).map(RocCurve::corners).stream()
          .flatMap(curve -> curve.points().stream())
          .forEach(
              point ->
                  csv.line(
                      sourceClass,
                      point.threshold(),
                      point.falsePositiveRate(),
                      point.truePositiveRate()));
    }
    return csv.text();
  }

  /** The bins of the reliability diagrams. */
  static String reliability(Evaluation evaluation) {
    EvaluationCsv csv =
        new EvaluationCsv(
            "calibration",
            "bins",
            "low",
            "high",
            "sources",
            "mean_confidence",
            "accuracy",
            "accuracy_low",
            "accuracy_high");
    csv.add("before", evaluation.before());
    csv.add("after", evaluation.after());
    return csv.text();
  }

  /** The metrics in bins of each column. */
  static String binned(Map<String, BinnedScores> columns) {
    EvaluationCsv csv =
        new EvaluationCsv(
            "column",
            "low",
            "high",
            "median",
            "class",
            "sources",
            "measure",
            "value",
            "value_low",
            "value_high");
    columns.forEach((column, scores) -> scores.bins().forEach(bin -> csv.add(column, bin)));
    return csv.text();
  }

  private void line(Object... fields) {
    lines.add(Stream.of(fields).map(EvaluationCsv::field).collect(Collectors.joining(",")));
  }

  private void add(String priors, String name, String measure, Estimate estimate) {
    line(priors, name, measure, estimate.value(), estimate.low(), estimate.high());
  }

  private void add(String priors, String name, ClassScores scores) {
    scores.byName().forEach((measure, estimate) -> add(priors, name, measure, estimate));
  }

  private void add(String priors, ConfusionMatrix confusion) {
    for (SourceClass truth : confusion.classes()) {
      for (SourceClass predicted : confusion.classes()) {
        line(priors, truth, predicted, confusion.count(truth, predicted));
      }
    }
  }

  private void add(String calibration, CalibrationQuality quality) {
    add(calibration, "equal_width", quality.equalWidth());
    add(calibration, "equal_count", quality.equalCount());
  }

  private void add(String calibration, String bins, ReliabilityCurve curve) {
    for (ReliabilityCurve.Bin bin : curve.bins()) {
      Proportion accuracy = bin.accuracy();
      line(
          calibration,
          bins,
          bin.low(),
          bin.high(),
          accuracy.trials(),
          bin.meanConfidence(),
          accuracy.value(),
          accuracy.low(),
          accuracy.high());
    }
  }

  private void add(String column, BinnedScores.Bin bin) {
    ConfusionMatrix confusion = bin.confusion();
    add(column, bin, ALL, confusion.total(), "accuracy", Estimate.of(confusion.accuracy()));
    for (SourceClass sourceClass : confusion.classes()) {
      ClassScores.of(confusion.metrics(sourceClass))
          .byName()
          .forEach(
              (measure, estimate) ->
                  add(
                      column,
                      bin,
                      sourceClass.name(),
                      confusion.total(sourceClass),
                      measure,
                      estimate));
    }
  }

  private void add(
      String column,
      BinnedScores.Bin bin,
      String name,
      long sources,
      String measure,
      Estimate estimate) {
    line(
        column,
        bin.low(),
        bin.high(),
        bin.median(),
        name,
        sources,
        measure,
        estimate.value(),
        estimate.low(),
        estimate.high());
  }

  private static String field(Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? "" : value.toString();
  }

  private String text() {
    return String.join("\n", lines) + "\n";
  }
}
