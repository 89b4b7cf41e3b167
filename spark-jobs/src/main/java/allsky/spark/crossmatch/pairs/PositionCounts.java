package allsky.spark.crossmatch.pairs;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/** Counts the rows of one side of a match, and keeps the range of their positions. */
public final class PositionCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private long rows;
  private long positions;
  private long moved;
  private long withoutError;
  private double minRaDeg = Double.POSITIVE_INFINITY;
  private double maxRaDeg = Double.NEGATIVE_INFINITY;
  private double minDecDeg = Double.POSITIVE_INFINITY;
  private double maxDecDeg = Double.NEGATIVE_INFINITY;

  /**
   * Takes the counts of a query.
   *
   * @param counts rows, positions, moved positions, positions without an error, then smallest and
   *     largest ra and dec, null if none is valid
   */
  public static PositionCounts of(Row counts) {
    PositionCounts all = new PositionCounts();
    all.rows = counts.getLong(0);
    all.positions = counts.getLong(1);
    all.moved = counts.getLong(2);
    all.withoutError = counts.getLong(3);
    if (all.positions > 0) {
      all.minRaDeg = counts.getDouble(4);
      all.maxRaDeg = counts.getDouble(5);
      all.minDecDeg = counts.getDouble(6);
      all.maxDecDeg = counts.getDouble(7);
    }
    return all;
  }

  /** All rows. */
  public long rows() {
    return rows;
  }

  /** Rows that may pair. */
  public long positions() {
    return positions;
  }

  /** Rows that may pair and were moved to the common epoch. */
  public long moved() {
    return moved;
  }

  /** Rows that may pair and whose positional error is not known, where errors count. */
  public long withoutError() {
    return withoutError;
  }

  /** Rows without pairs because they have a fault. */
  public long faulty() {
    return rows - positions;
  }

  /**
   * True if the positions fill the range of radians and none is outside it. Degrees do this very
   * rarely.
   */
  public boolean looksLikeRadians() {
    return positions > 1
        && spans(minRaDeg, maxRaDeg, 2 * Math.PI)
        && Math.abs(minDecDeg) <= Math.PI / 2
        && Math.abs(maxDecDeg) <= Math.PI / 2
        && maxDecDeg - minDecDeg > Math.PI / 2;
  }

  /** True if declinations reach over much of the sky and right ascensions end at 24. */
  public boolean looksLikeHours() {
    return positions > 1 && spans(minRaDeg, maxRaDeg, 24) && maxDecDeg - minDecDeg > 60;
  }

  private static boolean spans(double min, double max, double limit) {
    return max <= limit && max - min > limit / 2;
  }

  /** Counts rows that have a fault. */
  public void addFaulty(long count) {
    rows += count;
  }

  /** Counts positions, added already, as moved to the common epoch. */
  public void addMoved(long count) {
    moved += count;
  }

  /** Counts positions, added already, as positions without a known error. */
  public void addWithoutError(long count) {
    withoutError += count;
  }

  /** Counts a row that may pair, at its position in degrees. */
  public void add(double raDeg, double decDeg) {
    rows++;
    positions++;
    minRaDeg = Math.min(minRaDeg, raDeg);
    maxRaDeg = Math.max(maxRaDeg, raDeg);
    minDecDeg = Math.min(minDecDeg, decDeg);
    maxDecDeg = Math.max(maxDecDeg, decDeg);
  }

  /** Adds the counts of other rows of the same side. */
  public void add(PositionCounts other) {
    rows += other.rows;
    positions += other.positions;
    moved += other.moved;
    withoutError += other.withoutError;
    minRaDeg = Math.min(minRaDeg, other.minRaDeg);
    maxRaDeg = Math.max(maxRaDeg, other.maxRaDeg);
    minDecDeg = Math.min(minDecDeg, other.minDecDeg);
    maxDecDeg = Math.max(maxDecDeg, other.maxDecDeg);
  }
}
