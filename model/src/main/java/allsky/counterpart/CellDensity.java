package allsky.counterpart;

import allsky.sky.Healpix;
import allsky.sky.SkyPosition;
import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The local density of a catalog, from the number of its rows in HEALPix cells. The density at a
 * position is that of the four cells around it, in the highest order in which they have {@value
 * #MIN_ROWS} rows or more: order {@value #ORDER} (cells of 7 arcmin) to {@value #MIN_ORDER} (7
 * degrees). Its error is therefore about 10 %, and dense catalogs have a fine resolution. Of the
 * four, cells without rows do not count, because they are outside the catalog's footprint. The
 * memory is at most 50 MB for any catalog.
 */
public final class CellDensity implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The order of the cells that are counted. */
  public static final int ORDER = 9;

  /** The order of the largest cells whose density counts as local. */
  public static final int MIN_ORDER = 3;

  /** The four cells at a corner are in these directions from it, at half of their diagonal. */
  private static final int[] DIRECTIONS = {0, 90, 180, 270};

  private static final double HALF_DIAGONAL_OF_BASE_CELL_DEG = 58.6 / Math.sqrt(2);

  /** Minimum number of rows for a density. */
  public static final int MIN_ROWS = 100;

  private static final double DEG2_OF_SPHERE = 360.0 * 360.0 / Math.PI;

  private final long[] cells;
  // The rows in all cells before each; one more value at the end.
  private final long[] before;

  /**
   * @param cells numbers of cells of order {@value #ORDER}, NESTED, ascending
   * @param rows the rows in each of them
   */
  public CellDensity(long[] cells, long[] rows) {
    this.cells = cells.clone();
    this.before = new long[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      if (i > 0 && cells[i] <= cells[i - 1]) {
        throw new IllegalArgumentException("Invalid cells (ascending): " + cells[i]);
      }
      before[i + 1] = before[i] + rows[i];
    }
  }

  /**
   * Rows in a square degree near a position.
   *
   * @return empty if the largest cells around the position have fewer than {@value #MIN_ROWS} rows
   */
  public OptionalDouble perDeg2(double raDeg, double decDeg) {
    SkyPosition position = SkyPosition.ofDegrees(raDeg, decDeg);
    for (int order = ORDER; order >= MIN_ORDER; order--) {
      long rows = 0;
      int occupied = 0;
      for (long cell : around(order, position)) {
        long inCell = rows(order, cell);
        rows += inCell;
        occupied += inCell > 0 ? 1 : 0;
      }
      if (rows >= MIN_ROWS) {
        return OptionalDouble.of(rows / (occupied * DEG2_OF_SPHERE / (12L << (2 * order))));
      }
    }
    return OptionalDouble.empty();
  }

  private static long[] around(int order, SkyPosition position) {
    double distanceArcsec = HALF_DIAGONAL_OF_BASE_CELL_DEG / (1 << order) * 3600;
    return IntStream.of(DIRECTIONS)
        .mapToObj(direction -> position.towards(direction, distanceArcsec))
        .mapToLong(there -> Healpix.cell(order, there.raDeg(), there.decDeg()))
        .distinct()
        .toArray();
  }

  private long rows(int order, long cell) {
    int shift = 2 * (ORDER - order);
    return before[firstFrom((cell + 1) << shift)] - before[firstFrom(cell << shift)];
  }

  private int firstFrom(long cell) {
    int found = Arrays.binarySearch(cells, cell);
    return found < 0 ? -found - 1 : found;
  }
}
