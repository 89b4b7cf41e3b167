package allsky.spark.evaluation.outliers;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.UserError;
import allsky.spark.columns.Columns;
import allsky.spark.table.AllwiseTable;
import allsky.spark.table.cutout.CutoutTable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** The cutouts of a comparison, in one table with the column {@value #GROUP}. */
public final class OutlierCutouts {

  /** A kind of unusual objects, {@link #ORDINARY} or {@link #LEARNED}. */
  public static final String GROUP = "_group";

  static final String ORDINARY = "";
  static final String LEARNED = "_train";

  /** Training cutouts for the nearest neighbours; more need more memory of the driver. */
  private static final int MOST_LEARNED = 4000;

  private static final long SEED = 1;

  private OutlierCutouts() {}

  /**
   * Puts the cutouts into one table.
   *
   * @param cutouts labelled cutouts of all splits
   * @param ordinary the evaluated ones of these
   * @param unusual cutouts of a simulated sky with unusual objects; others are not used
   * @param path the table of the unusual ones, for messages
   * @throws UserError if there are no unusual objects
   */
  public static Dataset<Row> of(
      Dataset<Row> cutouts, Dataset<Row> ordinary, Dataset<Row> unusual, String path) {
    if (!Columns.namesOf(unusual).contains(AllwiseTable.KIND)) {
      throw new UserError(
          "Cannot use --unusual %s: it has no column %s; make cutouts of a sky with --unusual-per-tile (stack-cutouts --columns %s)"
              .formatted(path, AllwiseTable.KIND, AllwiseTable.KIND));
    }
    Dataset<Row> kinds = unusual.where(col(AllwiseTable.KIND).isNotNull());
    if (kinds.isEmpty()) {
      throw new UserError(
          "Cannot use --unusual %s: no cutout has a %s".formatted(path, AllwiseTable.KIND));
    }
    Dataset<Row> learned = learned(cutouts);
    List<String> common = common(ordinary, kinds);
    return grouped(ordinary, common, lit(ORDINARY))
        .union(grouped(learned, common, lit(LEARNED)))
        .union(grouped(kinds, common, col(AllwiseTable.KIND)));
  }

  /** The column that the predictions keep. */
  public static List<StructField> carried(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields()).filter(f -> f.name().equals(GROUP)).toList();
  }

  private static Dataset<Row> learned(Dataset<Row> cutouts) {
    if (!Columns.namesOf(cutouts).contains(CutoutTable.SPLIT)) {
      return cutouts.limit(0);
    }
    Dataset<Row> train =
        cutouts.where(
            col(CutoutTable.SPLIT).equalTo("train").and(col(CutoutTable.PIXELS).isNotNull()));
    double share = Math.min(1, (double) MOST_LEARNED / Math.max(1, train.count()));
    return share < 1 ? train.sample(false, share, SEED) : train;
  }

  private static List<String> common(Dataset<Row> first, Dataset<Row> second) {
    Set<String> there = Columns.namesOf(second);
    return Stream.of(first.columns()).filter(there::contains).toList();
  }

  private static Dataset<Row> grouped(Dataset<Row> rows, List<String> columns, Column group) {
    Column[] chosen = columns.stream().map(Columns::named).toArray(Column[]::new);
    return rows.select(
        Stream.concat(Stream.of(group.as(GROUP)), Stream.of(chosen)).toArray(Column[]::new));
  }
}
