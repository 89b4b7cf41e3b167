package allsky.spark.classify;

import allsky.network.model.TrainingW1;
import allsky.spark.output.StatusCounts;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.SourceFlag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * How many classified sources have each {@link SourceFlag}.
 *
 * @param classified all sources with a class
 * @param set by flag: those for which it applies
 * @param unknown by flag: those for which it is not known whether it applies
 */
public record FlagCounts(
    long classified, Map<SourceFlag, Long> set, Map<SourceFlag, Long> unknown) {

  /**
   * Sums grouped rows of predictions.
   *
   * @param grouped the columns {@code class} and {@code flags}, and the {@code count} of their
   *     values
   */
  static FlagCounts of(List<Row> grouped) {
    Map<SourceFlag, Long> set = new EnumMap<>(SourceFlag.class);
    Map<SourceFlag, Long> unknown = new EnumMap<>(SourceFlag.class);
    long classified = 0;
    for (SourceFlag flag : SourceFlag.values()) {
      set.put(flag, 0L);
      unknown.put(flag, 0L);
    }
    for (Row row : grouped) {
      if (row.getAs(PredictionTable.CLASS) == null) {
        continue;
      }
      long count = StatusCounts.count(row);
      int bits = row.<Integer>getAs(PredictionTable.FLAGS);
      classified += count;
      for (SourceFlag flag : SourceFlag.values()) {
        set.merge(flag, (bits & flag.bit()) == 0 ? 0 : count, Long::sum);
        unknown.merge(flag, (bits & flag.unknown()) == 0 ? 0 : count, Long::sum);
      }
    }
    return new FlagCounts(classified, set, unknown);
  }

  /**
   * The warnings for users.
   *
   * @param trained the magnitudes of the training sources; null if the model does not state them
   */
  public List<String> warnings(TrainingW1 trained) {
    List<String> lines = new ArrayList<>();
    if (set.get(SourceFlag.OUTSIDE_PRIORS) > 0) {
      lines.add(
          "warning: "
              + share(SourceFlag.OUTSIDE_PRIORS)
              + " have no row in the table of --priors: their probabilities assume the class"
              + " fractions of the training set (flags & 1)");
    }
    if (trained == null && classified > 0) {
      lines.add(
          "the model does not state the magnitudes of its training: sources that are fainter are"
              + " not found");
    } else if (set.get(SourceFlag.FAINTER_THAN_TRAINING) > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "warning: %s are fainter than 99 %% of the training sources (W1 = %.2f; the faintest has"
                  + " %.2f): their probabilities are extrapolated (flags & 2)",
              share(SourceFlag.FAINTER_THAN_TRAINING),
              trained.percentile99(),
              trained.faintest()));
    }
    if (set.get(SourceFlag.IMAGE_ONLY) > 0) {
      lines.add(
          share(SourceFlag.IMAGE_ONLY)
              + " have no measured W1: they are classified from the image only (flags & 64)");
    }
    return lines;
  }

  private String share(SourceFlag flag) {
    long count = set.get(flag);
    return String.format(
        Locale.ROOT,
        "%,d of %,d classified sources (%.1f %%)",
        count,
        classified,
        100.0 * count / classified);
  }

  /** The entry of {@code _summary.json}. */
  Map<String, Object> toJson(TrainingW1 trained) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("classified", classified);
    json.put("set", set);
    json.put("unknown", unknown);
    json.put("training_w1", trained);
    json.put("warnings", warnings(trained));
    return json;
  }
}
