package allsky.spark.tiles;

import allsky.cutout.CutoutStatus;
import org.apache.spark.sql.Row;

/**
 * The values of a source that the tables of cutouts and predictions keep.
 *
 * @param carried the values of the kept columns, the key first
 * @param raDeg right ascension, or null
 * @param decDeg declination, or null
 */
public record SourceRow(Object[] carried, Double raDeg, Double decDeg) {

  /**
   * Reads a row with {@code ra} and {@code dec}.
   *
   * @param carried the names of the kept columns
   */
  public static SourceRow of(Row source, String[] carried) {
    Object[] values = new Object[carried.length];
    for (int i = 0; i < carried.length; i++) {
      values[i] = source.getAs(carried[i]);
    }
    return new SourceRow(values, raOf(source), decOf(source));
  }

  /** The right ascension of a row in degrees, or null. */
  public static Double raOf(Row source) {
    return angle(source, "ra");
  }

  /** The declination of a row in degrees, or null. */
  public static Double decOf(Row source) {
    return angle(source, "dec");
  }

  /** Why a row of {@link SourcesByTile#withoutTile} has no cutout. */
  public static CutoutStatus reason(Row withoutTile) {
    return withoutTile.<Integer>getAs(SourcesByTile.TILE) == TileIndex.NO_TILE
        ? CutoutStatus.NO_TILE
        : CutoutStatus.BAD_POSITION;
  }

  private static Double angle(Row source, String column) {
    Number degrees = source.getAs(column);
    return degrees == null ? null : degrees.doubleValue();
  }
}
