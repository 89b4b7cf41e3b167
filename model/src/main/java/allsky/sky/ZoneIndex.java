package allsky.sky;

import static java.util.stream.IntStream.range;

import java.io.Serializable;
import java.util.Arrays;

/**
 * An index of positions that finds all positions within a radius of a point exactly, anywhere on
 * the sphere.
 *
 * <p>The sphere is divided into zones of declination. Each zone has its positions in primitive
 * arrays, sorted by right ascension (Gray, Nieto-Santisteban and Szalay 2006, MSR-TR-2006-52). A
 * probe takes from each zone within the radius the range of right ascension that the circle can
 * touch: two ranges if it crosses 0 hours, the complete zone if the circle contains a pole. It
 * tests the chord between unit vectors and confirms each hit with {@link Separation}, so the result
 * equals a comparison with every position. The index needs about 44 bytes for each position.
 */
public final class ZoneIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Minimum height of a zone. Thinner zones cost more searches than they save candidates. */
  private static final double MIN_ZONE_HEIGHT_ARCSEC = 30;

  /** Tolerance for the rounding of a unit vector, 2e-8 arcsec, far below any real separation. */
  private static final double CHORD_SLACK = 1e-13;

  /**
   * Steps of right ascension by which a zone is sorted: 2^32 for 360 degrees, 0.0003 arcsec each.
   */
  private static final double STEPS_PER_DEG = (1L << 32) / 360.0;

  private final double zoneHeightDeg;
  private final int[] zoneStart;
  private final int[] row;
  private final double[] raDeg;
  private final double[] decDeg;
  private final double[] x;
  private final double[] y;
  private final double[] z;

  /** Receives the positions that a probe finds, in no particular order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param row index of the position in the arrays from which the index was made
     */
    void visit(int row, double separationArcsec);
  }

  private ZoneIndex(double zoneHeightDeg, double[] raDeg, double[] decDeg) {
    int count = raDeg.length;
    this.zoneHeightDeg = zoneHeightDeg;
    this.zoneStart = new int[(int) Math.ceil(180 / zoneHeightDeg) + 1];
    this.row = new int[count];
    this.raDeg = new double[count];
    this.decDeg = new double[count];
    this.x = new double[count];
    this.y = new double[count];
    this.z = new double[count];
    sortIntoZones(raDeg, decDeg);
    range(0, count).parallel().forEach(i -> place(i, inTurn(raDeg[row[i]]), decDeg[row[i]]));
  }

  /**
   * Makes an index for probes of about this radius. Probes of another radius are equally exact, but
   * slower.
   *
   * @param raDeg right ascensions in degrees, 0 to 360
   * @param decDeg declinations in degrees, -90 to 90
   * @param radiusArcsec 0 to 648000
   */
  public static ZoneIndex of(double[] raDeg, double[] decDeg, double radiusArcsec) {
    if (raDeg.length != decDeg.length) {
      throw new IllegalArgumentException(
          "Invalid positions (as many ra as dec): " + raDeg.length + ", " + decDeg.length);
    }
    for (int i = 0; i < raDeg.length; i++) {
      if (!SkyPosition.isValid(raDeg[i], decDeg[i])) {
        throw new IllegalArgumentException(
            "Invalid position at " + i + ": " + raDeg[i] + ", " + decDeg[i]);
      }
    }
    checkRadius(radiusArcsec);
    double heightArcsec = Math.max(2 * radiusArcsec, MIN_ZONE_HEIGHT_ARCSEC);
    return new ZoneIndex(Math.min(180, heightArcsec / 3600), raDeg, decDeg);
  }

  /** Number of positions. */
  public int size() {
    return row.length;
  }

  /**
   * The maximum number of positions of a zone in a range of right ascension as wide as the radius.
   * In crowded fields this is about the number that a probe finds.
   *
   * @param radiusArcsec 0 to 648000
   */
  public int densest(double radiusArcsec) {
    checkRadius(radiusArcsec);
    return range(0, zoneStart.length - 1)
        .parallel()
        .map(zone -> densestOf(zone, radiusArcsec / 3600))
        .max()
        .orElse(0);
  }

  private int densestOf(int zone, double radiusDeg) {
    double southDeg = zone * zoneHeightDeg - 90;
    double nearestToPole = Math.max(Math.abs(southDeg), Math.abs(southDeg + zoneHeightDeg));
    double widthDeg = SphericalCap.halfWidthDeg(Math.min(90, nearestToPole), radiusDeg);
    int max = 0;
    int first = zoneStart[zone];
    for (int i = first; i < zoneStart[zone + 1]; i++) {
      while (raDeg[i] - raDeg[first] > widthDeg) {
        first++;
      }
      max = Math.max(max, i - first + 1);
    }
    return max;
  }

  /**
   * Visits every position whose separation from a point is at most the radius.
   *
   * @param ra right ascension in degrees, 0 to 360
   * @param dec declination in degrees, -90 to 90
   */
  public void visitWithin(double ra, double dec, double radiusArcsec, Visitor visitor) {
    checkRadius(radiusArcsec);
    double radiusDeg = radiusArcsec / 3600;
    Probe probe = new Probe(inTurn(ra), dec, radiusArcsec, visitor);
    double halfWidthDeg = SphericalCap.halfWidthDeg(dec, radiusDeg);
    int last = zoneOf(dec + radiusDeg + SphericalCap.ANGLE_SLACK_DEG);
    for (int zone = zoneOf(dec - radiusDeg - SphericalCap.ANGLE_SLACK_DEG); zone <= last; zone++) {
      if (zoneStart[zone] < zoneStart[zone + 1]) {
        visitZone(zone, halfWidthDeg, probe);
      }
    }
  }

  private void visitZone(int zone, double halfWidthDeg, Probe probe) {
    double from = probe.ra - halfWidthDeg;
    double to = probe.ra + halfWidthDeg;
    if (halfWidthDeg >= 180) {
      visitRange(zone, 0, 360, probe);
    } else {
      visitRange(zone, Math.max(0, from), Math.min(360, to), probe);
      if (from < 0) {
        visitRange(zone, from + 360, 360, probe);
      }
      if (to >= 360) {
        visitRange(zone, 0, to - 360, probe);
      }
    }
  }

  private void visitRange(int zone, double from, double to, Probe probe) {
    long lastStep = step(to);
    int end = zoneStart[zone + 1];
    for (int i = firstNotBefore(zone, step(from)); i < end && step(raDeg[i]) <= lastStep; i++) {
      probe.test(i);
    }
  }

  private int firstNotBefore(int zone, long firstStep) {
    int low = zoneStart[zone];
    int high = zoneStart[zone + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (step(raDeg[middle]) < firstStep) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int zoneOf(double dec) {
    int zone = (int) Math.floor((dec + 90) / zoneHeightDeg);
    return Math.max(0, Math.min(zoneStart.length - 2, zone));
  }

  private static long step(double ra) {
    return Math.min((1L << 32) - 1, (long) (ra * STEPS_PER_DEG));
  }

  /** Maps right ascension 360 to 0. */
  private static double inTurn(double ra) {
    return ra == 360 ? 0 : ra;
  }

  /**
   * A counting sort into zones; then each zone is sorted by right ascension, with the row in the
   * low bits.
   */
  private void sortIntoZones(double[] ra, double[] dec) {
    for (double d : dec) {
      zoneStart[zoneOf(d) + 1]++;
    }
    Arrays.parallelPrefix(zoneStart, Integer::sum);
    int[] free = Arrays.copyOf(zoneStart, zoneStart.length);
    for (int i = 0; i < dec.length; i++) {
      row[free[zoneOf(dec[i])]++] = i;
    }
    range(0, zoneStart.length - 1)
        .parallel()
        .forEach(zone -> sortByRa(zoneStart[zone], zoneStart[zone + 1], ra));
  }

  private void sortByRa(int from, int to, double[] ra) {
    long[] keys = new long[to - from];
    int[] unsorted = Arrays.copyOfRange(row, from, to);
    for (int i = 0; i < keys.length; i++) {
      long signedStep = step(inTurn(ra[unsorted[i]])) - (1L << 31);
      keys[i] = (signedStep << 32) | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      row[from + i] = unsorted[(int) keys[i]];
    }
  }

  private void place(int i, double ra, double dec) {
    double cosDec = Separation.cosOfDegrees(dec);
    raDeg[i] = ra;
    decDeg[i] = dec;
    x[i] = cosDec * Math.cos(Math.toRadians(ra));
    y[i] = cosDec * Math.sin(Math.toRadians(ra));
    z[i] = Math.sin(Math.toRadians(dec));
  }

  /** A search for one circle: the chord test with unit vectors, then the exact separation. */
  private final class Probe {
    private final double ra;
    private final double dec;
    private final double radiusArcsec;
    private final Visitor visitor;
    private final double px;
    private final double py;
    private final double pz;
    private final double maxChordSquared;

    Probe(double ra, double dec, double radiusArcsec, Visitor visitor) {
      this.ra = ra;
      this.dec = dec;
      this.radiusArcsec = radiusArcsec;
      this.visitor = visitor;
      double cosDec = Separation.cosOfDegrees(dec);
      this.px = cosDec * Math.cos(Math.toRadians(ra));
      this.py = cosDec * Math.sin(Math.toRadians(ra));
      this.pz = Math.sin(Math.toRadians(dec));
      double chord = 2 * Math.sin(Math.toRadians(radiusArcsec / 3600) / 2) + CHORD_SLACK;
      this.maxChordSquared = chord * chord;
    }

    void test(int i) {
      double dx = x[i] - px;
      double dy = y[i] - py;
      double dz = z[i] - pz;
      if (dx * dx + dy * dy + dz * dz <= maxChordSquared) {
        double separationArcsec = Separation.arcsec(ra, dec, raDeg[i], decDeg[i]);
        if (separationArcsec <= radiusArcsec) {
          visitor.visit(row[i], separationArcsec);
        }
      }
    }
  }

  private static void checkRadius(double radiusArcsec) {
    if (!(radiusArcsec >= 0 && radiusArcsec <= 648_000)) {
      throw new IllegalArgumentException("Invalid radius (arcsec, 0 to 648000): " + radiusArcsec);
    }
  }
}
