package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.spark.catalog.SkyColumns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import org.apache.spark.sql.Column;

/**
 * Which part of a training set a source belongs to, eight tenths train, one validates, one tests.
 * The seed decides together with the source's key or place, never the order of rows or the cluster.
 */
public final class Splits {

  private static final int PARTS = 10;

  /** Cells of 55 arcmin: thousands of them, and few sources near a border. */
  static final int CELL_ORDER = 6;

  /** Cutouts of 50 arcsec overlap below 71, at their corners. */
  static final double OVERLAP_ARCSEC = 71;

  private Splits() {}

  /**
   * Each source on its own, as in Zhao et al. 2023; one without a key by its position.
   *
   * @param key null, NaN or blank where the source has none
   * @param ra degrees
   * @param dec degrees
   */
  public static Column byRow(Column key, Column ra, Column dec, long seed) {
    return part(coalesce(SourceKey.text(key), SourceKey.place(ra, dec)), seed);
  }

  /**
   * All sources of a cell together, so that no two cutouts of different parts overlap: a source so
   * near to a cell of another part that they could is in {@link MatchTable#MARGIN}, in none.
   *
   * @param ra degrees
   * @param dec degrees
   */
  public static Column byCell(Column ra, Column dec, long seed) {
    Column cells = SkyColumns.cellsAround(ra, dec, CELL_ORDER, OVERLAP_ARCSEC);
    Column parts = array_distinct(transform(cells, cell -> part(cell, seed)));
    return when(size(parts).equalTo(1), element_at(parts, 1)).otherwise(MatchTable.MARGIN);
  }

  private static Column part(Column what, long seed) {
    Column part = pmod(xxhash64(what, lit(seed)), lit(PARTS));
    return when(part.lt(PARTS - 2), MatchTable.TRAIN)
        .when(part.equalTo(PARTS - 2), MatchTable.VALIDATION)
        .otherwise(MatchTable.TEST);
  }
}
