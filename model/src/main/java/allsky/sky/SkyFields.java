package allsky.sky;

import java.io.Serializable;
import java.util.function.IntConsumer;

/**
 * A division of the sphere into nearly square fields: zones of declination, each divided into equal
 * steps of right ascension. Fields are numbered from 0 at the south pole. The fields that a circle
 * touches follow from its extent in declination and its maximum half-width in right ascension. Both
 * are exact, so no touched field is missing, but a few fields outside the circle may be included.
 */
public final class SkyFields implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final double MIN_HEIGHT_DEG = 30 / 3600.0;
  private static final double LARGEST_HEIGHT_DEG = 10;

  private final double heightDeg;
  private final int[] zoneStart;
  private final double[] fieldsPerDeg;

  private SkyFields(double heightDeg) {
    int zones = (int) Math.ceil(180 / heightDeg);
    this.heightDeg = heightDeg;
    this.zoneStart = new int[zones + 1];
    this.fieldsPerDeg = new double[zones];
    for (int zone = 0; zone < zones; zone++) {
      int fields = Math.max(1, (int) (360 * widestCosine(zone) / heightDeg));
      fieldsPerDeg[zone] = fields / 360.0;
      zoneStart[zone + 1] = zoneStart[zone] + fields;
    }
  }

  /** Fields of about this height, limited to 30 arcsec to 10 degrees. */
  public static SkyFields ofHeight(double heightDeg) {
    return new SkyFields(Math.min(LARGEST_HEIGHT_DEG, Math.max(MIN_HEIGHT_DEG, heightDeg)));
  }

  /** Number of fields, at most 6e8. */
  public int count() {
    return zoneStart[zoneStart.length - 1];
  }

  /**
   * The field that contains a point.
   *
   * @param ra right ascension in degrees, 0 to 360
   * @param dec declination in degrees, -90 to 90
   */
  public int at(double ra, double dec) {
    int zone = zoneOf(dec);
    int field = (int) (below360(ra) * fieldsPerDeg[zone]);
    // A value that rounding moves to the end of the last field is in the first field.
    return zoneStart[zone] + (field < zoneStart[zone + 1] - zoneStart[zone] ? field : 0);
  }

  /** Visits each field that a circle may touch, once. */
  public void visitTouched(double ra, double dec, double radiusArcsec, IntConsumer visitor) {
    double centre = below360(ra);
    double radiusDeg = radiusArcsec / 3600;
    double halfWidthDeg = SphericalCap.halfWidthDeg(dec, radiusDeg);
    int last = zoneOf(dec + radiusDeg + SphericalCap.ANGLE_SLACK_DEG);
    for (int zone = zoneOf(dec - radiusDeg - SphericalCap.ANGLE_SLACK_DEG); zone <= last; zone++) {
      int fields = zoneStart[zone + 1] - zoneStart[zone];
      int from = (int) Math.floor((centre - halfWidthDeg) * fieldsPerDeg[zone]);
      int touched = (int) Math.floor((centre + halfWidthDeg) * fieldsPerDeg[zone]) - from + 1;
      for (int i = 0; i < Math.min(touched, fields); i++) {
        visitor.accept(zoneStart[zone] + Math.floorMod(from + i, fields));
      }
    }
  }

  /** Maps 360 to 0. */
  private static double below360(double ra) {
    return ra == 360 ? 0 : ra;
  }

  private int zoneOf(double dec) {
    int zone = (int) ((dec + 90) / heightDeg);
    return Math.max(0, Math.min(fieldsPerDeg.length - 1, zone));
  }

  private double widestCosine(int zone) {
    double low = zone * heightDeg - 90;
    double high = Math.min(90, low + heightDeg);
    double nearestToEquator = low > 0 ? low : high < 0 ? high : 0;
    return Separation.cosOfDegrees(nearestToEquator);
  }
}
