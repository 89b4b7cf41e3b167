package allsky.spark.crossmatch;

import allsky.sky.SkyPosition;
import allsky.sky.ZoneIndex;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Some positions of a catalog, each shifted in four directions to where its source is not: what
 * pairs with them does so by chance, at the density of the true surroundings.
 */
final class ShiftedPositions implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int DIRECTIONS = 4;

  /** Enough for a chance rate of a thousandth to be known to a twentieth. */
  private static final int LARGEST_SAMPLE = 100_000;

  /** Beyond it a shift far enough would leave the surroundings. */
  static final double LARGEST_RADIUS_ARCSEC = 60;

  private static final double LEAST_SHIFT_ARCSEC = 60;
  private static final double SHIFT_IN_RADII = 10;

  private final transient double[] raDeg;
  private final transient double[] decDeg;
  private final ZoneIndex index;
  private final int[] original;
  private final double weight;

  private ShiftedPositions(
      double[] raDeg, double[] decDeg, int[] original, double weight, double radiusArcsec) {
    this.raDeg = raDeg;
    this.decDeg = decDeg;
    this.index = ZoneIndex.of(raDeg, decDeg, radiusArcsec);
    this.original = original;
    this.weight = weight;
  }

  /** Whether chance matches within a radius can be measured by shifts. */
  static boolean canMeasure(double radiusArcsec) {
    return radiusArcsec <= LARGEST_RADIUS_ARCSEC;
  }

  /**
   * Shifts positions; none of them where the radius is too large. Of many positions those are taken
   * whose coordinates have a low hash, so that the order of the rows decides nothing.
   */
  static ShiftedPositions of(double[] raDeg, double[] decDeg, double radiusArcsec) {
    int every = canMeasure(radiusArcsec) ? 1 + raDeg.length / LARGEST_SAMPLE : 0;
    int[] sample = new int[raDeg.length];
    int size = 0;
    for (int row = 0; row < raDeg.length && every > 0; row++) {
      if (Math.floorMod(hash(raDeg[row], decDeg[row]), every) == 0) {
        sample[size++] = row;
      }
    }
    return shifted(raDeg, decDeg, Arrays.copyOf(sample, size), radiusArcsec);
  }

  private static ShiftedPositions shifted(
      double[] raDeg, double[] decDeg, int[] sample, double radiusArcsec) {
    double shiftArcsec = Math.max(LEAST_SHIFT_ARCSEC, SHIFT_IN_RADII * radiusArcsec);
    double[] ra = new double[sample.length * DIRECTIONS];
    double[] dec = new double[sample.length * DIRECTIONS];
    int[] original = new int[sample.length * DIRECTIONS];
    IntStream.range(0, ra.length)
        .parallel()
        .forEach(
            i -> {
              original[i] = sample[i / DIRECTIONS];
              SkyPosition there =
                  SkyPosition.ofDegrees(raDeg[original[i]], decDeg[original[i]])
                      .towards(360.0 / DIRECTIONS * (i % DIRECTIONS), shiftArcsec);
              ra[i] = there.raDeg();
              dec[i] = there.decDeg();
            });
    double weight = sample.length == 0 ? 0 : (double) raDeg.length / ra.length;
    return new ShiftedPositions(ra, dec, original, weight, radiusArcsec);
  }

  /** Visits the shifted positions within the radius of a point, by the row that was shifted. */
  void visitWithin(double ra, double dec, double radiusArcsec, ZoneIndex.Visitor visitor) {
    index.visitWithin(
        ra, dec, radiusArcsec, (row, separation) -> visitor.visit(original[row], separation));
  }

  /** The right ascensions, degrees; only where they were shifted. */
  double[] raDeg() {
    return raDeg;
  }

  /** The declinations, degrees; only where they were shifted. */
  double[] decDeg() {
    return decDeg;
  }

  /** How many pairs of the whole catalog a chance pair found here stands for; 0 with no sample. */
  double weight() {
    return weight;
  }

  private static int hash(double ra, double dec) {
    long bits = Double.doubleToLongBits(ra) * 31 + Double.doubleToLongBits(dec);
    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbours scatter.
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return (int) (bits ^ (bits >>> 31));
  }
}
