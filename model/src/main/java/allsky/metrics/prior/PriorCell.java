package allsky.metrics.prior;

import java.io.Serializable;

/**
 * The class priors of the sources in a range of W1 magnitudes and of absolute Galactic latitudes.
 *
 * @param minW1 bright edge, inclusive, Vega mag; may be minus infinity. NaN, like {@code maxW1}, in
 *     a cell of sources without W1
 * @param maxW1 faint edge, exclusive, Vega mag; may be infinity
 * @param minLatDeg lower edge of |b|, inclusive, 0 to 90 degrees
 * @param maxLatDeg upper edge of |b|, exclusive except for 90, 0 to 90 degrees
 */
public record PriorCell(
    double minW1, double maxW1, double minLatDeg, double maxLatDeg, ClassPriors priors)
    implements Serializable {

  private static final double POLE_DEG = 90;

  public PriorCell {
    if (Double.isNaN(minW1) != Double.isNaN(maxW1)) {
      throw new IllegalArgumentException(
          "Invalid W1 edges (both or none): " + minW1 + ", " + maxW1);
    }
    if (minW1 >= maxW1) {
      throw new IllegalArgumentException(
          "Invalid W1 edges (the first below the second): " + minW1 + ", " + maxW1);
    }
    if (!(minLatDeg >= 0 && minLatDeg < maxLatDeg && maxLatDeg <= POLE_DEG)) {
      throw new IllegalArgumentException(
          "Invalid latitude edges (0 to 90, the first below the second): "
              + minLatDeg
              + ", "
              + maxLatDeg);
    }
  }

  /** True for a cell of sources without W1. */
  public boolean isWithoutW1() {
    return Double.isNaN(minW1);
  }

  /**
   * True if a source belongs to this cell.
   *
   * @param w1 Vega mag; NaN if the source has none
   * @param absLatDeg |b|, 0 to 90 degrees
   */
  boolean contains(double w1, double absLatDeg) {
    boolean hasMagnitude = isWithoutW1() ? Double.isNaN(w1) : (w1 >= minW1 && w1 < maxW1);
    return hasMagnitude
        && absLatDeg >= minLatDeg
        && (absLatDeg < maxLatDeg || (absLatDeg == POLE_DEG && maxLatDeg == POLE_DEG));
  }

  /** True if a source may belong to both cells. */
  boolean overlaps(PriorCell other) {
    boolean someWithoutW1 = isWithoutW1() || other.isWithoutW1();
    boolean magnitudes =
        someWithoutW1
            ? isWithoutW1() == other.isWithoutW1()
            : (minW1 < other.maxW1 && other.minW1 < maxW1);
    return magnitudes && minLatDeg < other.maxLatDeg && other.minLatDeg < maxLatDeg;
  }
}
