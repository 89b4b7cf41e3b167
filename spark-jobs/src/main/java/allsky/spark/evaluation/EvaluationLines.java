package allsky.spark.evaluation;

import allsky.metrics.CalibrationQuality;
import allsky.metrics.ClassScores;
import allsky.metrics.Evaluation;
import allsky.metrics.PublishedResult;
import allsky.metrics.interval.Estimate;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The result in a few lines for users, in percent, with the results of the paper. */
final class EvaluationLines {

  private static final String NOT_DEFINED = "n/a";

  private EvaluationLines() {}

  static List<String> of(EvaluationResult result) {
    EvaluationSetup setup = result.setup();
    Evaluation evaluation = result.evaluation();
    List<String> lines = new ArrayList<>();
    lines.add(headline(result));
    if (!setup.split().caveat().isEmpty()) {
      lines.add(setup.split().caveat());
    }
    lines.add(row("", "precision", "recall", "specificity", "F1", "accuracy"));
    for (SourceClass sourceClass : evaluation.classes()) {
      lines.add(row(sourceClass.name(), evaluation.scores(sourceClass)));
      lines.add(row("  paper", PublishedResult.of(sourceClass)));
    }
    lines.add(row("all", "", "", "", "", cell(evaluation.accuracy())));
    lines.add(row("  paper", "", "", "", "", number(PublishedResult.ACCURACY)));
    lines.add(
        "in percent, with 95 % intervals; paper: Zhao et al. (2023), with real WISE images and a"
            + " different test set; this run: "
            + setup.images());
    lines.add("ROC AUC    " + areas(evaluation));
    lines.add(
        "class fractions of the sky: "
            + EvaluationSetup.words(setup.priors())
            + " (probabilities re-weighted)");
    for (SourceClass sourceClass : evaluation.classes()) {
      lines.add(row(sourceClass.name(), evaluation.reweighted().scores(sourceClass)));
    }
    lines.add(row("all", "", "", "", "", cell(evaluation.reweighted().accuracy())));
    lines.add(
        String.format(
            Locale.ROOT,
            "calibration: temperature %.3f, fitted on the validation split",
            setup.model().temperature()));
    lines.add(calibration("  before", evaluation.before()));
    lines.add(calibration("  after", evaluation.after()));
    result.sky().map(SkyEvaluationFiles::line).ifPresent(lines::add);
    lines.add(
        result
            .classSets()
            .map(ClassSetCoverage::line)
            .orElse("class sets: none, because the model has no limits; train it again"));
    result.head().ifPresent(head -> lines.add(head.line()));
    result.review().ifPresent(review -> lines.addAll(review.lines()));
    return lines;
  }

  private static String headline(EvaluationResult result) {
    String leftOut =
        result.leftOut().isEmpty()
            ? ""
            : ", not evaluated: " + EvaluatedCutouts.words(result.leftOut());
    return result.caption() + leftOut;
  }

  private static String row(String name, ClassScores scores) {
    return row(
        name, scores.byName().values().stream().map(EvaluationLines::cell).toArray(String[]::new));
  }

  private static String row(String name, PublishedResult paper) {
    return row(
        name,
        DoubleStream.of(
                paper.precision(),
                paper.recall(),
                paper.specificity(),
                paper.f1(),
                paper.accuracy())
            .mapToObj(EvaluationLines::number)
            .toArray(String[]::new));
  }

  private static String row(String name, String... cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-9s", name));
    for (String cell : cells) {
      line.append(String.format(Locale.ROOT, "  %-18s", cell));
    }
    return line.toString().stripTrailing();
  }

  /** Such as "95.4 (93.1 to 97.0)". */
  private static String cell(Estimate estimate) {
    return estimate.isDefined()
        ? String.format(
            Locale.ROOT,
            "%.1f (%.1f to %.1f)",
            100 * estimate.value(),
            100 * estimate.low(),
            100 * estimate.high())
        : NOT_DEFINED;
  }

  private static String number(double percent) {
    return String.format(Locale.ROOT, "%.1f", percent);
  }

  private static String areas(Evaluation evaluation) {
    Function<SourceClass, String> area =
        c -> {
          Estimate estimate = evaluation.areaUnderRoc(c);
          return estimate.isDefined()
              ? String.format(
                  Locale.ROOT,
                  "%s %.4f (%.4f to %.4f)",
                  c,
                  estimate.value(),
                  estimate.low(),
                  estimate.high())
              : c + " " + NOT_DEFINED;
        };
    return evaluation.classes().stream().map(area).collect(Collectors.joining(", "));
  }

  private static String calibration(String name, CalibrationQuality quality) {
    return String.format(
        Locale.ROOT,
        "%-9s  ECE %.2f %% (%.2f %% in bins of equal count), Brier score %.4f, log loss %.4f",
        name,
        100 * quality.equalWidth().expectedError(),
        100 * quality.equalCount().expectedError(),
        quality.scores().brier(),
        quality.scores().logLoss());
  }
}
