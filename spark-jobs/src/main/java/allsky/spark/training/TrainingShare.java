package allsky.spark.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.spark.columns.Columns;
import allsky.spark.table.SourceKey;
import allsky.spark.table.cutout.CutoutTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A part of the cutouts for a learning curve. Only the key decides, or the position of a cutout
 * without one, so a smaller part lies whole in a larger one, whatever the cluster.
 */
public final class TrainingShare {

  private static final int STEPS = 1_000_000;

  /** Sets the hash apart from the ones by which the splits are drawn. */
  private static final String SALT = "learning curve";

  private TrainingShare() {}

  /**
   * About so many of the cutouts.
   *
   * @param cutouts their key is the first column; with ra and dec
   * @param share above 0 up to 1, which is all of them
   */
  public static Dataset<Row> of(Dataset<Row> cutouts, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("Invalid share (above 0, up to 1): " + share);
    }
    Column key =
        coalesce(
            SourceKey.text(Columns.named(cutouts.columns()[0])),
            SourceKey.place(col(CutoutTable.RA), col(CutoutTable.DEC)));
    return cutouts.filter(pmod(xxhash64(key, lit(SALT)), lit(STEPS)).lt(Math.round(share * STEPS)));
  }
}
