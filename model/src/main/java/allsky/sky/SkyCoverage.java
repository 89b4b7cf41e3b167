package allsky.sky;

import java.io.Serializable;

/**
 * The part of the sphere within a radius of any of many positions, as one bit for each field of
 * {@link SkyFields}. One look-up excludes most points of an all-sky catalog. It never excludes a
 * point within the radius, but may accept points outside. It needs at most eight bytes for each
 * position.
 */
public final class SkyCoverage implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Number of fields for each position: small enough that the bits stay in the cache of a
   * processor, large enough that most bits are not set.
   */
  private static final int FIELDS_PER_POSITION = 64;

  private static final double SPHERE_SQUARE_DEGREES = 360 * 360 / Math.PI;

  private final SkyFields fields;
  private final long[] marks;

  private SkyCoverage(SkyFields fields) {
    this.fields = fields;
    this.marks = new long[fields.count() / Long.SIZE + 1];
  }

  /**
   * The coverage of positions.
   *
   * @param raDeg right ascensions in degrees, 0 to 360
   * @param decDeg declinations in degrees, -90 to 90
   * @param radiusArcsec 0 to 648000
   */
  public static SkyCoverage of(double[] raDeg, double[] decDeg, double radiusArcsec) {
    double wantedFields = Math.max(1.0, (double) FIELDS_PER_POSITION * raDeg.length);
    double fieldDeg = Math.sqrt(SPHERE_SQUARE_DEGREES / wantedFields);
    double heightDeg = Math.max(2 * radiusArcsec / 3600, fieldDeg);
    SkyCoverage coverage = new SkyCoverage(SkyFields.ofHeight(heightDeg));
    for (int i = 0; i < raDeg.length; i++) {
      coverage.fields.visitTouched(raDeg[i], decDeg[i], radiusArcsec, coverage::mark);
    }
    return coverage;
  }

  /**
   * False if no position is within the radius of a point; may be true for a point outside.
   *
   * @param ra right ascension in degrees, 0 to 360
   * @param dec declination in degrees, -90 to 90
   */
  public boolean mayReach(double ra, double dec) {
    int field = fields.at(ra, dec);
    return (marks[field >> 6] & (1L << field)) != 0;
  }

  private void mark(int field) {
    marks[field >> 6] |= 1L << field;
  }
}
