package allsky.spark.crossmatch.control;

import allsky.sky.SkyPosition;
import allsky.sky.ZoneIndex;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A control sample for chance alignments: positions of a catalog, each offset in four directions. A
 * pair with an offset position is a chance alignment, at the local density of the catalog.
 */
public final class OffsetControlSample implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int DIRECTIONS = 4;

  /** Enough to measure a chance rate of 0.1 % to 5 % of its value. */
  private static final int MAX_SAMPLE = 100_000;

  /** Beyond it the offset would be so large that the local density differs. */
  public static final double MAX_RADIUS_ARCSEC = 60;

  private static final double MIN_OFFSET_ARCSEC = 60;
  private static final double OFFSET_IN_RADII = 10;

  private final transient double[] raDeg;
  private final transient double[] decDeg;
  private final ZoneIndex index;
  private final int[] original;
  private final double offsetArcsec;
  private final double weight;
  private final double radiusArcsec;

  private OffsetControlSample(
      double[] raDeg,
      double[] decDeg,
      int[] original,
      double offsetArcsec,
      double weight,
      double radiusArcsec) {
    this.raDeg = raDeg;
    this.decDeg = decDeg;
    this.index = ZoneIndex.of(raDeg, decDeg, radiusArcsec);
    this.original = original;
    this.offsetArcsec = offsetArcsec;
    this.weight = weight;
    this.radiusArcsec = radiusArcsec;
  }

  /** True if chance alignments within a radius can be measured by offsets. */
  public static boolean canMeasure(double radiusArcsec) {
    return radiusArcsec <= MAX_RADIUS_ARCSEC;
  }

  /** Why chance alignments within a radius cannot be measured; empty if they can. */
  public static Optional<String> whyNot(double radiusArcsec) {
    return canMeasure(radiusArcsec)
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, "the radius is above %.0f arcsec", MAX_RADIUS_ARCSEC));
  }

  /** The largest separation of two rows that are compared, also in a control sample; arcsec. */
  public static double reachArcsec(double radiusArcsec) {
    return canMeasure(radiusArcsec) ? radiusArcsec + offsetArcsec(radiusArcsec) : radiusArcsec;
  }

  private static double offsetArcsec(double radiusArcsec) {
    return Math.max(MIN_OFFSET_ARCSEC, OFFSET_IN_RADII * radiusArcsec);
  }

  /**
   * Offsets positions; the sample is empty if the radius is too large. A hash of the coordinates
   * decides which of many positions are in the sample, so that the order of the rows does not
   * matter.
   */
  public static OffsetControlSample of(double[] raDeg, double[] decDeg, double radiusArcsec) {
    int every = canMeasure(radiusArcsec) ? 1 + raDeg.length / MAX_SAMPLE : 0;
    int[] sample = new int[raDeg.length];
    int size = 0;
    for (int row = 0; row < raDeg.length && every > 0; row++) {
      if (Math.floorMod(hash(raDeg[row], decDeg[row]), every) == 0) {
        sample[size++] = row;
      }
    }
    return offset(raDeg, decDeg, Arrays.copyOf(sample, size), radiusArcsec);
  }

  private static OffsetControlSample offset(
      double[] raDeg, double[] decDeg, int[] sample, double radiusArcsec) {
    double offsetArcsec = offsetArcsec(radiusArcsec);
    double[] ra = new double[sample.length * DIRECTIONS];
    double[] dec = new double[sample.length * DIRECTIONS];
    int[] original = new int[sample.length * DIRECTIONS];
    IntStream.range(0, ra.length)
        .parallel()
        .forEach(
            i -> {
              original[i] = sample[i / DIRECTIONS];
              SkyPosition there =
                  offset(
                      i,
                      SkyPosition.ofDegrees(raDeg[original[i]], decDeg[original[i]]),
                      offsetArcsec);
              ra[i] = there.raDeg();
              dec[i] = there.decDeg();
            });
    double weight = sample.length == 0 ? 0 : (double) raDeg.length / ra.length;
    return new OffsetControlSample(ra, dec, original, offsetArcsec, weight, radiusArcsec);
  }

  /** Visits the offset positions within the radius of a point, by the row that was offset. */
  public void visit(double ra, double dec, ZoneIndex.Visitor visitor) {
    index.visitWithin(
        ra, dec, radiusArcsec, (row, separation) -> visitor.visit(original[row], separation));
  }

  private static SkyPosition offset(int number, SkyPosition from, double offsetArcsec) {
    return from.towards(360.0 / DIRECTIONS * (number % DIRECTIONS), offsetArcsec);
  }

  /** Visits the offset positions within the radius of a point, by their number in the sample. */
  public void visitNumbers(double ra, double dec, ZoneIndex.Visitor visitor) {
    index.visitWithin(ra, dec, radiusArcsec, visitor);
  }

  /** The row that was offset. */
  public int original(int number) {
    return original[number];
  }

  /** The offset position. */
  public SkyPosition position(int number, SkyPosition ofOriginal) {
    return offset(number, ofOriginal, offsetArcsec);
  }

  /** The right ascensions, degrees; only on the driver. */
  public double[] raDeg() {
    return raDeg;
  }

  /** The declinations, degrees; only on the driver. */
  public double[] decDeg() {
    return decDeg;
  }

  /** Pairs of the complete catalog for each pair of the sample; 0 without a sample. */
  public double weight() {
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
