package allsky.spark.evaluation.review;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import allsky.cutout.CutoutShape;
import allsky.cutout.CutoutStatus;
import allsky.spark.columns.Columns;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.ReviewedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reviews the predictions of an evaluation: writes the tables {@value #MISCLASSIFIED} and {@value
 * #LOW_CONFIDENCE}, counts them and draws them.
 */
public final class ReviewStep {

  /** The folder of the table of misclassified cutouts. */
  public static final String MISCLASSIFIED = "misclassified";

  /** The folder of the table of right predictions with a low confidence. */
  public static final String LOW_CONFIDENCE = "low_confidence";

  private final ReviewSettings settings;
  private final CutoutShape shape;
  private final Dataset<Row> predictions;
  private final Dataset<Row> cutouts;
  private final Set<String> tested;
  private final Dataset<Row> wrong;
  private final Dataset<Row> unsure;

  private ReviewStep(
      ReviewSettings settings,
      CutoutShape shape,
      Dataset<Row> predictions,
      Dataset<Row> cutouts,
      Set<String> tested,
      Dataset<Row> wrong,
      Dataset<Row> unsure) {
    this.settings = settings;
    this.shape = shape;
    this.predictions = predictions;
    this.cutouts = cutouts;
    this.tested = tested;
    this.wrong = wrong;
    this.unsure = unsure;
  }

  /**
   * Writes the two tables.
   *
   * @param evaluated the table of predictions; the key is first
   * @param cutouts the cutouts that were evaluated
   */
  public static ReviewStep write(
      Dataset<Row> evaluated,
      Dataset<Row> cutouts,
      CutoutShape shape,
      ReviewSettings settings,
      OutputFolder folder,
      RunIdentity run) {
    Dataset<Row> answered =
        evaluated.where(col(PredictionTable.STATUS).equalTo(CutoutStatus.OK.name()));
    Column isUnsure = col(PredictionTable.CONFIDENCE).lt(settings.lowConfidence());
    Dataset<Row> reviewed =
        ReviewedCutouts.of(answered.where(ReviewedCutouts.IS_WRONG.or(isUnsure)), cutouts, shape)
            .cache();
    Set<String> tested = Columns.namesOf(reviewed);
    Dataset<Row> wrong =
        MisclassifiedGroups.of(
            reviewed.where(ReviewedCutouts.IS_WRONG), shape.bands(), settings.groups());
    Dataset<Row> unsure = unsure(reviewed.where(not(ReviewedCutouts.IS_WRONG)), tested);
    TableFolder.writeSecond(wrong.coalesce(1), folder, MISCLASSIFIED, run);
    TableFolder.writeSecond(unsure.coalesce(1), folder, LOW_CONFIDENCE, run);
    reviewed.unpersist();
    return new ReviewStep(
        settings,
        shape,
        answered,
        cutouts,
        tested,
        table(wrong, folder, MISCLASSIFIED),
        table(unsure, folder, LOW_CONFIDENCE));
  }

  private static Dataset<Row> unsure(Dataset<Row> rows, Set<String> tested) {
    Dataset<Row> sorted =
        rows.drop(ReviewedTable.RULE).withColumn(ReviewedTable.CASES, OutlierCase.names(tested));
    return TableFolder.described(
        sorted, rows.drop(ReviewedTable.RULE).schema().add(ReviewedTable.cases()));
  }

  private static Dataset<Row> table(Dataset<Row> rows, OutputFolder folder, String name) {
    return ParquetFiles.read(rows.sparkSession().read(), folder.path() + "/" + name);
  }

  /** Counts the groups and the cases. */
  public Review counted() {
    return new Review(misclassified(), lowConfidence());
  }

  private Review.Misclassified misclassified() {
    List<Row> rows =
        wrong
            .groupBy(
                col(ReviewedTable.GROUP),
                col(ReviewedTable.RULE),
                col(CutoutTable.LABEL),
                col(PredictionTable.CLASS))
            .count()
            .collectAsList();
    Map<String, Map<String, Long>> byGroup = new TreeMap<>(groupOrder());
    for (Row row : rows) {
      String name = row.isNullAt(0) ? row.getString(1) : Integer.toString(row.getInt(0));
      byGroup
          .computeIfAbsent(name, group -> new TreeMap<>())
          .merge(row.getString(2) + " as " + row.getString(3), row.getLong(4), Long::sum);
    }
    List<Review.Group> groups = new ArrayList<>();
    byGroup.forEach(
        (name, confusions) ->
            groups.add(
                new Review.Group(
                    name,
                    isNumber(name) ? MisclassifiedGroups.K_MEANS : name,
                    confusions.values().stream().mapToLong(Long::longValue).sum(),
                    confusions)));
    long count = groups.stream().mapToLong(Review.Group::count).sum();
    return new Review.Misclassified(count, settings.groups(), groups, note(groups));
  }

  private String note(List<Review.Group> groups) {
    long found = groups.stream().filter(group -> isNumber(group.group())).count();
    if (found == settings.groups()) {
      return "";
    }
    return "there are too few misclassified cutouts with a source in the centre for "
        + settings.groups()
        + " groups";
  }

  /** Numbers first, in their order. */
  private static Comparator<String> groupOrder() {
    return Comparator.comparing((String name) -> !isNumber(name))
        .thenComparing(String::length)
        .thenComparing(Comparator.naturalOrder());
  }

  private static boolean isNumber(String group) {
    return Character.isDigit(group.charAt(0));
  }

  private Review.LowConfidence lowConfidence() {
    Map<String, Long> combinations = Columns.counts(unsure, col(ReviewedTable.CASES));
    List<Review.Case> cases =
        Arrays.stream(OutlierCase.values()).map(each -> count(each, combinations)).toList();
    return new Review.LowConfidence(
        settings.lowConfidence(),
        combinations.values().stream().mapToLong(Long::longValue).sum(),
        predictions.where(not(ReviewedCutouts.IS_WRONG)).count(),
        cases,
        combinations.getOrDefault("", 0L),
        ReviewPictures.whyNoDiagram(predictions));
  }

  private Review.Case count(OutlierCase each, Map<String, Long> combinations) {
    List<String> conditions = each.tested(tested);
    long count =
        combinations.entrySet().stream()
            .filter(entry -> List.of(entry.getKey().split(",")).contains(each.name()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return new Review.Case(
        each.name(), conditions.isEmpty() ? null : count, conditions, each.notTested(tested));
  }

  /**
   * Draws the groups, the cases and the colours.
   *
   * @param review the counts
   * @return pictures by file name
   */
  public Map<String, Picture> pictures(Review review) {
    return new ReviewPictures(cutouts, shape).of(review, wrong, unsure, predictions);
  }
}
