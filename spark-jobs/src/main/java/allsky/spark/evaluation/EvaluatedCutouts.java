package allsky.spark.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.UserError;
import allsky.spark.columns.Columns;
import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labelled cutouts of a split on which a model is evaluated.
 *
 * @param rows the cutouts, including those without pixels
 * @param count number of rows
 * @param withoutLabel number of cutouts of the split without a label that the model knows, by
 *     reason
 */
public record EvaluatedCutouts(
    Dataset<Row> rows, long count, SortedMap<String, Long> withoutLabel) {

  /** The cutout has no label. */
  public static final String NO_LABEL = "NO_LABEL";

  /** The cutout's label is not one of the model's classes. */
  public static final String OTHER_LABEL = "OTHER_LABEL";

  private static final String KNOWN = "KNOWN";
  private static final String NO_SPLIT = "none";

  /**
   * Chooses the cutouts.
   *
   * @param path the path of the table, for messages
   * @throws UserError if no cutout can be evaluated
   */
  public static EvaluatedCutouts of(
      Dataset<Row> cutouts, String path, SplitChoice split, List<SourceClass> classes) {
    requireColumns(cutouts, path, split);
    Column reason = reason(classes);
    Dataset<Row> ofSplit = cutouts.filter(split.rows());
    SortedMap<String, Long> counts = counts(ofSplit, reason);
    Long known = counts.remove(KNOWN);
    if (known == null) {
      String message = "Cannot evaluate on --cutouts %s: %s";
      throw new UserError(message.formatted(path, nothing(cutouts, split, counts)));
    }
    return new EvaluatedCutouts(ofSplit.filter(reason.equalTo(KNOWN)), known, counts);
  }

  private static void requireColumns(Dataset<Row> cutouts, String path, SplitChoice split) {
    List<String> columns = Arrays.asList(cutouts.columns());
    if (!columns.contains(CutoutTable.LABEL)) {
      throw new UserError(
          "Cannot evaluate on --cutouts "
              + path
              + ": the table has no column label; make cutouts of matches (crossmatch with spectra)");
    }
    if (split != SplitChoice.ALL && !columns.contains(CutoutTable.SPLIT)) {
      throw new UserError(
          "Cannot evaluate on --cutouts "
              + path
              + ": the table has no column split; add --split all");
    }
  }

  private static Column reason(List<SourceClass> classes) {
    Column label = col(CutoutTable.LABEL);
    Object[] names = classes.stream().map(Enum::name).toArray();
    return when(label.isNull(), NO_LABEL).when(label.isin(names), KNOWN).otherwise(OTHER_LABEL);
  }

  private static String nothing(
      Dataset<Row> cutouts, SplitChoice split, SortedMap<String, Long> withoutLabel) {
    if (!withoutLabel.isEmpty()) {
      return "no cutout of --split %s has a label that the model knows (%s); label them by crossmatch"
          .formatted(split, words(withoutLabel));
    }
    if (split == SplitChoice.ALL) {
      return "the table is empty";
    }
    String there = words(counts(cutouts, coalesce(col(CutoutTable.SPLIT), lit(NO_SPLIT))));
    return "no cutout is in --split %s (the table has %s); choose another --split"
        .formatted(split, there.isEmpty() ? "none" : there);
  }

  private static SortedMap<String, Long> counts(Dataset<Row> rows, Column by) {
    return new TreeMap<>(Columns.<String>counts(rows, by));
  }

  /** Such as "1,961 train, 258 validation". */
  static String words(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", "));
  }
}
