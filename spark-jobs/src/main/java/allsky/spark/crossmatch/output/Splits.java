package allsky.spark.crossmatch.output;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.spark.columns.position.SkyColumns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import org.apache.spark.sql.Column;

/**
 * The part of a training set that a source belongs to: train, validation or test, 8:1:1. The seed
 * and the source's key or position decide, never the order of rows or the cluster.
 */
public final class Splits {

  private static final int PARTS = 10;

  /** Cells of 55 arcmin: there are thousands, and few sources are near a border. */
  static final int CELL_ORDER = 6;

  /** Cutouts of 50 arcsec overlap below 71, at their corners. */
  static final double OVERLAP_ARCSEC = 71;

  private Splits() {}

  /**
   * Each source separately, as in Zhao et al. 2023; a source without a key by its position.
   *
   * @param key null, NaN or blank where the source has none
   * @param ra degrees
   * @param dec degrees
   */
  public static Column byRow(Column key, Column ra, Column dec, long seed) {
    return part(coalesce(SourceKey.text(key), SourceKey.place(ra, dec)), seed);
  }

  /**
   * All sources of a cell together, so that no two cutouts of different parts overlap. A source
   * whose cutout could overlap one of another part is in {@link MatchTable#MARGIN}, in no part.
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
