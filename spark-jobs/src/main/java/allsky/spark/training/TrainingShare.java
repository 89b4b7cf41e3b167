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
 * Selects a fraction of the cutouts for a learning curve. The selection depends only on the key, or
 * on the position of a cutout without a key. So a smaller part is a subset of a larger one, on any
 * cluster.
 */
public final class TrainingShare {

  private static final int STEPS = 1_000_000;

  /** Makes the hash independent of the hash that draws the splits. */
  private static final String SALT = "learning curve";

  private TrainingShare() {}

  /**
   * Selects approximately a fraction of the cutouts.
   *
   * @param cutouts a table with the key as its first column, and with ra and dec
   * @param share above 0, up to 1 (all cutouts)
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
