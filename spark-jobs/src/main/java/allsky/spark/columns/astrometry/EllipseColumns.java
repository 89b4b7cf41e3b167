package allsky.spark.columns.astrometry;

/**
 * The names of the columns with the error ellipse of a position.
 *
 * @param major 1-sigma semi-major axis; arcsec unless the column's unit says otherwise
 * @param minor 1-sigma semi-minor axis
 * @param angle position angle of the major axis, from north through east; degrees unless the
 *     column's unit says otherwise
 */
public record EllipseColumns(String major, String minor, String angle) {

  @Override
  public String toString() {
    return major + ", " + minor + ", " + angle;
  }
}
