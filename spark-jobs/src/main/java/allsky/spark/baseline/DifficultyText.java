package allsky.spark.baseline;

import allsky.metrics.ClassMetrics;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.interval.Proportion;
import allsky.spark.baseline.Difficulty.ClassDistribution;
import allsky.spark.baseline.Difficulty.Distribution;
import allsky.spark.baseline.Difficulty.MagnitudeBin;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link Difficulty} as lines of Markdown, with the published results. */
public final class DifficultyText {

  private DifficultyText() {}

  public static List<String> lines(Difficulty difficulty) {
    List<String> lines = new ArrayList<>();
    addForest(lines, difficulty);
    difficulty.elsewhere().ifPresent(matrix -> addElsewhere(lines, matrix));
    addSvm(lines, difficulty);
    difficulty.distributions().forEach(ofClass -> addDistribution(lines, ofClass));
    return lines;
  }

  private static void addForest(List<String> lines, Difficulty difficulty) {
    lines.add(
        format(
            "Random forest on W1 to W4, galaxies %.3f, QSO %.3f, stars %.3f; %,d rows to learn, %,d"
                + " rows to test",
            PublishedDifficulty.CLARKE_MIX.get(SourceClass.GALAXY),
            PublishedDifficulty.CLARKE_MIX.get(SourceClass.QSO),
            PublishedDifficulty.CLARKE_MIX.get(SourceClass.STAR),
            difficulty.trainingRows(),
            difficulty.forest().total()));
    lines.add("");
    lines.add("| class | precision | recall | F1 | F1 of Clarke et al. 2020 | difference |");
    lines.add("|---|---|---|---|---|---|");
    for (SourceClass sourceClass : SourceClass.values()) {
      ClassMetrics metrics = difficulty.forest().metrics(sourceClass);
      double published = PublishedDifficulty.clarke(sourceClass).f1();
      lines.add(
          format(
              "| %s | %s | %s | %s | %.3f | %s |",
              sourceClass,
              number(metrics.precision().value()),
              number(metrics.recall().value()),
              number(metrics.f1()),
              published,
              Double.isNaN(metrics.f1()) ? "-" : format("%+.3f", metrics.f1() - published)));
    }
    lines.add("");
  }

  private static void addElsewhere(List<String> lines, ConfusionMatrix matrix) {
    lines.add(
        format("The same forest on the %,d rows of --test-sources, in their mix", matrix.total()));
    lines.add("");
    lines.add("| class | rows | as STAR | as GALAXY | as QSO | recall | 95 % interval |");
    lines.add("|---|---|---|---|---|---|---|");
    for (SourceClass sourceClass : SourceClass.values()) {
      if (matrix.total(sourceClass) > 0) {
        Proportion recall = matrix.metrics(sourceClass).recall();
        lines.add(
            format(
                "| %s | %,d | %,d | %,d | %,d | %.3f | %.3f to %.3f |",
                sourceClass,
                matrix.total(sourceClass),
                matrix.count(sourceClass, SourceClass.STAR),
                matrix.count(sourceClass, SourceClass.GALAXY),
                matrix.count(sourceClass, SourceClass.QSO),
                recall.value(),
                recall.low(),
                recall.high()));
      }
    }
    lines.add("");
  }

  private static void addSvm(List<String> lines, Difficulty difficulty) {
    if (difficulty.svm().isEmpty()) {
      lines.add("The SVM is left out: it needs w1mag_1, w1mag_3 and all classes at W1 12.5 to 16.");
      lines.add("");
      return;
    }
    lines.add(
        "SVM on W1, W1-W2, w1mag_1-w1mag_3: completeness (purity). Kurcz et al. 2016: "
            + PublishedDifficulty.KURCZ);
    lines.add("");
    lines.add("| W1 | rows of each class | STAR | GALAXY | QSO |");
    lines.add("|---|---|---|---|---|");
    for (MagnitudeBin bin : difficulty.svm()) {
      ConfusionMatrix matrix = bin.matrix();
      lines.add(
          format(
              "| %.1f to %.1f | about %,d | %s | %s | %s |",
              bin.brightW1(),
              bin.faintW1(),
              matrix.total() / SourceClass.values().length,
              scores(matrix, SourceClass.STAR),
              scores(matrix, SourceClass.GALAXY),
              scores(matrix, SourceClass.QSO)));
    }
    lines.add("");
    difficulty
        .colourCut()
        .ifPresent(
            cut -> {
              lines.add(
                  format(
                      "Colour cut, the same W1: accuracy %.3f; completeness (purity) STAR %s, GALAXY"
                          + " %s, QSO %s",
                      cut.accuracy().value(),
                      scores(cut, SourceClass.STAR),
                      scores(cut, SourceClass.GALAXY),
                      scores(cut, SourceClass.QSO)));
              lines.add("");
            });
  }

  private static String scores(ConfusionMatrix matrix, SourceClass sourceClass) {
    ClassMetrics metrics = matrix.metrics(sourceClass);
    return format("%s (%s)", number(metrics.recall().value()), number(metrics.precision().value()));
  }

  /** A share that is not defined is a dash, as without values. */
  private static String number(double value) {
    return Double.isNaN(value) ? "-" : format("%.3f", value);
  }

  private static void addDistribution(List<String> lines, ClassDistribution ofClass) {
    lines.add(
        format(
            "%s: %,d rows, %.2f without a detection in W3",
            ofClass.sourceClass(), ofClass.sources(), ofClass.withoutW3()));
    lines.add("");
    lines.add("| percentile | 5 | 16 | 50 | 84 | 95 |");
    lines.add("|---|---|---|---|---|---|");
    for (Distribution quantity : ofClass.quantities()) {
      StringBuilder line = new StringBuilder("| " + quantity.name() + " |");
      quantity.percentiles().forEach(value -> line.append(format(" %.2f |", value)));
      line.append(" - |".repeat(Difficulty.PERCENTILES.size() - quantity.percentiles().size()));
      lines.add(line.toString());
    }
    lines.add("");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
