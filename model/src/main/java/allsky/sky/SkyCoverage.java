package allsky.sky;

import java.io.Serializable;

/**
 * The part of the sphere that lies within a radius of any of many positions, as a map of small
 * fields: most points of a catalog that covers the whole sky are refused by one look at one bit.
 *
 * <p>The sphere is cut into zones of declination, each zone into equal steps of right ascension. A
 * field is marked where a circle may touch it: by the circle's extent in declination and its
 * greatest half-width in right ascension, both exact, so that no point within the radius is ever
 * refused; points outside may pass. A byte or less a position.
 */
public final class SkyCoverage implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Fields for each position: few enough to stay in a processor's cache, most of them unmarked. */
  private static final int FIELDS_PER_POSITION = 64;

  private static final double SPHERE_SQUARE_DEGREES = 360 * 360 / Math.PI;

  private static final double LEAST_FIELD_DEG = 30 / 3600.0;
  private static final double LARGEST_FIELD_DEG = 10;

  private final double radiusDeg;
  private final double zoneHeightDeg;
  private final int[] zoneStart;
  private final double[] fieldsPerDeg;
  private final long[] marks;

  private SkyCoverage(double radiusDeg, double zoneHeightDeg) {
    int zones = (int) Math.ceil(180 / zoneHeightDeg);
    this.radiusDeg = radiusDeg;
    this.zoneHeightDeg = zoneHeightDeg;
    this.zoneStart = new int[zones + 1];
    this.fieldsPerDeg = new double[zones];
    for (int zone = 0; zone < zones; zone++) {
      int fields = Math.max(1, (int) (360 * widestCosine(zone) / zoneHeightDeg));
      fieldsPerDeg[zone] = fields / 360.0;
      zoneStart[zone + 1] = zoneStart[zone] + fields;
    }
    this.marks = new long[zoneStart[zones] / Long.SIZE + 1];
  }

  /**
   * Marks the surroundings of positions.
   *
   * @param raDeg right ascensions in degrees, 0 to 360
   * @param decDeg declinations in degrees, -90 to 90
   * @param radiusArcsec 0 to 648000
   */
  public static SkyCoverage of(double[] raDeg, double[] decDeg, double radiusArcsec) {
    double radiusDeg = radiusArcsec / 3600;
    double wantedFields = Math.max(1.0, (double) FIELDS_PER_POSITION * raDeg.length);
    double fieldDeg = Math.sqrt(SPHERE_SQUARE_DEGREES / wantedFields);
    double heightDeg =
        Math.min(LARGEST_FIELD_DEG, Math.max(LEAST_FIELD_DEG, Math.max(2 * radiusDeg, fieldDeg)));
    SkyCoverage coverage = new SkyCoverage(radiusDeg, heightDeg);
    for (int i = 0; i < raDeg.length; i++) {
      coverage.mark(raDeg[i], decDeg[i]);
    }
    return coverage;
  }

  /**
   * False where no position lies within the radius of a point.
   *
   * @param ra right ascension in degrees, 0 to 360
   * @param dec declination in degrees, -90 to 90
   */
  public boolean mayReach(double ra, double dec) {
    int zone = zoneOf(dec);
    int field = zoneStart[zone] + fieldOf(zone, ra);
    return (marks[field >> 6] & (1L << field)) != 0;
  }

  private void mark(double ra, double dec) {
    double halfWidthDeg = Circle.halfWidthDeg(dec, radiusDeg);
    int last = zoneOf(dec + radiusDeg + Circle.ANGLE_SLACK_DEG);
    for (int zone = zoneOf(dec - radiusDeg - Circle.ANGLE_SLACK_DEG); zone <= last; zone++) {
      int fields = zoneStart[zone + 1] - zoneStart[zone];
      int from = (int) Math.floor((ra - halfWidthDeg) * fieldsPerDeg[zone]);
      int count = (int) Math.floor((ra + halfWidthDeg) * fieldsPerDeg[zone]) - from + 1;
      for (int i = 0; i < Math.min(count, fields); i++) {
        markField(zoneStart[zone] + Math.floorMod(from + i, fields));
      }
    }
  }

  private void markField(int field) {
    marks[field >> 6] |= 1L << field;
  }

  private int zoneOf(double dec) {
    int zone = (int) ((dec + 90) / zoneHeightDeg);
    return Math.max(0, Math.min(fieldsPerDeg.length - 1, zone));
  }

  /** Right ascension 360 is 0, and so is what rounding lifts to the last field's end. */
  private int fieldOf(int zone, double ra) {
    int field = (int) (ra * fieldsPerDeg[zone]);
    return field < zoneStart[zone + 1] - zoneStart[zone] ? field : 0;
  }

  private double widestCosine(int zone) {
    double low = zone * zoneHeightDeg - 90;
    double high = Math.min(90, low + zoneHeightDeg);
    double nearestToEquator = low > 0 ? low : high < 0 ? high : 0;
    return Separation.cosOfDegrees(nearestToEquator);
  }
}
