package allsky.spark.table.prediction;

import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The number of sources of each predicted class, by W1 magnitude.
 *
 * @param counts by bin, then by class; the bins are those of {@link #bin}
 */
public record PredictedFractions(SortedMap<Integer, Map<SourceClass, Long>> counts) {

  /** The name of the column from {@link #bin}. */
  public static final String BIN = "w1_bin";

  /** The bin of sources with unknown W1. */
  public static final int UNKNOWN_W1 = -1;

  /** The bin of all sources brighter than W1 = 12. */
  private static final int BRIGHTEST_BIN = 11;

  /** The bin of all sources from W1 = 17 on. */
  private static final int FAINTEST_BIN = 17;

  /** The bright end of the first bin for number counts; brighter sources are few. */
  public static final double BRIGHT_END = 6;

  /** The faint end of the last bin for number counts, the same as for the natural class priors. */
  public static final double FAINT_END = 17.8;

  public PredictedFractions {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** The bin of each row of predictions: W1 rounded down, 11 to 17, or {@link #UNKNOWN_W1}. */
  public static Column bin(Dataset<Row> predictions) {
    String w1 = CutoutTable.magnitude(Band.W1);
    if (!Columns.namesOf(predictions).contains(w1)) {
      return lit(UNKNOWN_W1).as(BIN);
    }
    Column magnitude = MagnitudeColumns.given(w1);
    Column within = least(lit(FAINTEST_BIN), greatest(lit(BRIGHTEST_BIN), floor(magnitude)));
    return when(magnitude.isNull(), lit(UNKNOWN_W1)).otherwise(within.cast("int")).as(BIN);
  }

  /**
   * Sums grouped rows of predictions.
   *
   * @param grouped the columns {@value #BIN} and {@code class}, and the {@code count} of their
   *     values
   */
  public static PredictedFractions of(List<Row> grouped) {
    SortedMap<Integer, Map<SourceClass, Long>> counts = new TreeMap<>();
    for (Row row : grouped) {
      String name = row.getAs(PredictionTable.CLASS);
      if (name != null) {
        counts
            .computeIfAbsent(row.<Integer>getAs(BIN), bin -> new EnumMap<>(SourceClass.class))
            .merge(
                SourceClass.inTable(name, "the column class of the predictions"),
                row.<Long>getAs("count"),
                Long::sum);
      }
    }
    return new PredictedFractions(counts);
  }

  /** Counts the predictions in one pass. */
  public static PredictedFractions of(Dataset<Row> predictions) {
    return of(
        predictions
            .groupBy(bin(predictions), Columns.named(PredictionTable.CLASS))
            .count()
            .collectAsList());
  }

  /** All classified sources by class. */
  public Map<SourceClass, Long> total() {
    Map<SourceClass, Long> total = new EnumMap<>(SourceClass.class);
    counts
        .values()
        .forEach(bin -> bin.forEach((name, count) -> total.merge(name, count, Long::sum)));
    return total;
  }

  /** The brightest bin, which has all brighter sources. */
  public static int firstBin() {
    return BRIGHTEST_BIN;
  }

  /** All classified sources. */
  public long sources() {
    return sum(total());
  }

  /** The fraction of a class, 0 to 1. */
  public static double share(Map<SourceClass, Long> counts, SourceClass sourceClass) {
    return (double) counts.getOrDefault(sourceClass, 0L) / sum(counts);
  }

  /** The sources of all classes. */
  public static long sum(Map<SourceClass, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The name of a bin for users, such as {@code 12 to 13}. */
  public static String words(int bin) {
    return switch (bin) {
      case UNKNOWN_W1 -> "no W1";
      case BRIGHTEST_BIN -> "below 12";
      case FAINTEST_BIN -> "from 17";
      default -> bin + " to " + (bin + 1);
    };
  }

  /** The bright end of a bin, W1; number counts are summed from here. */
  public static double brightW1(int bin) {
    return bin == BRIGHTEST_BIN ? BRIGHT_END : bin;
  }

  /** The faint end of a bin, W1; number counts are summed to here. */
  public static double faintW1(int bin) {
    return bin == FAINTEST_BIN ? FAINT_END : bin + 1;
  }
}
