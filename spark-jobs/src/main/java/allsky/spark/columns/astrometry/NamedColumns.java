package allsky.spark.columns.astrometry;

import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import allsky.UserError;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.position.AngularUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The columns that are used only if the user names them: error ellipses and radii.
 *
 * @param values reads the values and units of the catalog's columns
 */
record NamedColumns(NumberColumns values, ColumnFinder columns, TableInput input) {

  /**
   * An error ellipse; a value is null if it is not known.
   *
   * @param majorArcsec semi-major axis
   * @param minorArcsec semi-minor axis
   * @param angleDeg position angle
   */
  record Ellipse(Column majorArcsec, Column minorArcsec, Column angleDeg) {

    /** The values in this order; null if one of them is not known. */
    Column array() {
      return when(isKnown(), functions.array(majorArcsec, minorArcsec, angleDeg));
    }

    /** The circular error of the same mean variance; null if a value is not known. */
    Column circular() {
      Column sum = majorArcsec.multiply(majorArcsec).plus(minorArcsec.multiply(minorArcsec));
      return when(isKnown(), sqrt(sum.divide(2)));
    }

    private Column isKnown() {
      return majorArcsec.isNotNull().and(minorArcsec.isNotNull()).and(angleDeg.isNotNull());
    }
  }

  Ellipse ellipse(EllipseColumns named) {
    String angle = required("error-angle", named.angle());
    AngularUnit unit = unit("error-angle", angle, AngularUnit.DEGREE);
    return new Ellipse(
        axis("error-major", named.major()),
        axis("error-minor", named.minor()),
        values.number("error-angle", angle).multiply(unit.arcsec() / AngularUnit.DEGREE.arcsec()));
  }

  private Column axis(String role, String named) {
    String column = required(role, named);
    return values.error(role, column, unit(role, column, AngularUnit.ARCSEC));
  }

  /** The radius in arcsec. */
  Column radius(String named) {
    String column = required("radius", named);
    AngularUnit unit = unit("radius", column, AngularUnit.ARCSEC);
    return values.number("radius", column).multiply(unit.arcsec());
  }

  private String required(String role, String column) {
    return columns.require(role, Optional.of(column), List.of());
  }

  private AngularUnit unit(String role, String column, AngularUnit usual) {
    String spelling = values.unit(column);
    if (AngularUnit.isNone(spelling)) {
      return usual;
    }
    return AngularUnit.of(spelling)
        .orElseThrow(
            () ->
                new UserError(
                    String.format(
                        "Cannot use %s %s: its unit '%s' is not known; correct the unit in the"
                            + " file.",
                        input.columnOption(role), column, spelling)));
  }
}
