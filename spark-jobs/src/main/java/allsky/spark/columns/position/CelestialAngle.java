package allsky.spark.columns.position;

import allsky.UserError;
import allsky.sky.Sexagesimal;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.Columns;
import allsky.spark.columns.RoleNames;
import allsky.spark.columns.TableInput;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * The conversion of a catalog column to right ascension or declination in degrees. Text may be
 * sexagesimal or decimal; text that is not an angle becomes null. Numbers, and texts that are
 * numbers, are degrees unless the column has another angle as its unit.
 */
public enum CelestialAngle {
  RIGHT_ASCENSION(RoleNames.RA, Sexagesimal::raDeg),
  DECLINATION(RoleNames.DEC, Sexagesimal::decDeg);

  /** The units that archives give for sexagesimal text: "h:m:s", d:m:s, hms, hh:mm:ss.s. */
  private static final Pattern NOTATION = Pattern.compile("[hdms:.,'\"\\s\u00b0]+|sexa\\w*");

  /**
   * The tolerance for right ascensions that rounding moved outside 0 to 360 degrees: the step of a
   * float next to 360 is 3.1e-5 degrees, 0.1 arcsec.
   */
  private static final double ROUNDING_DEG = 3.1e-5;

  private final String role;

  // A reference to a static method is immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<String, OptionalDouble> ofText;

  CelestialAngle(String role, Function<String, OptionalDouble> ofText) {
    this.role = role;
    this.ofText = ofText;
  }

  /** The name of the column in a table of sources: ra or dec. */
  public String role() {
    return role;
  }

  /**
   * @throws UserError if the column has a unit that is not a known angle
   */
  public static void requireKnownUnit(StructField field, TableInput input) {
    if (unit(field).isEmpty()) {
      throw new UserError(
          String.format(
              "Cannot read %s: the unit '%s' of its column %s is not known; correct the unit"
                  + " (%s), or convert the column to degrees and remove the unit.",
              input, Columns.unit(field), field.name(), AngularUnit.KNOWN));
    }
  }

  /**
   * The column in degrees, as double, with its metadata; its unit must be known. Right ascensions
   * that rounding moved outside 0 to 360 are wrapped; all others outside are wrapped only if the
   * user asks for it.
   */
  public Column degrees(StructField field, ColumnChoice choice) {
    AngularUnit unit = unit(field).orElseThrow();
    boolean isDegree = unit.equals(AngularUnit.DEGREE);
    Column angle =
        isText(field) ? ofText(field, unit, choice.wrapsRa()) : number(field, unit, choice);
    return angle.as(role, isDegree && !isText(field) ? field.metadata() : inDegrees(field));
  }

  private Column number(StructField field, AngularUnit unit, ColumnChoice choice) {
    Column number = Columns.named(field.name()).cast(DataTypes.DoubleType);
    Column degrees = unit.equals(AngularUnit.DEGREE) ? number : number.multiply(unit.degrees());
    return this == RIGHT_ASCENSION ? wrapped(degrees, choice) : degrees;
  }

  private Column ofText(StructField field, AngularUnit unit, boolean wrapsRa) {
    double degreesPerUnit = unit.degrees();
    boolean saysDegrees = saysDegrees(field);
    UDF1<String, Double> degrees =
        text -> wrapped(degrees(text, degreesPerUnit, saysDegrees), wrapsRa);
    return functions
        .udf(degrees, DataTypes.DoubleType)
        .apply(Columns.text(Columns.named(field.name()), field.dataType()));
  }

  private static Column wrapped(Column ra, ColumnChoice choice) {
    if (choice.wrapsRa()) {
      Column isFinite = ra.between(-Double.MAX_VALUE, Double.MAX_VALUE);
      return functions.when(isFinite, functions.pmod(ra, functions.lit(360.0))).otherwise(ra);
    }
    return functions
        .when(ra.lt(0).and(ra.geq(-ROUNDING_DEG)), ra.plus(360))
        .when(ra.gt(360).and(ra.leq(360 + ROUNDING_DEG)), ra.minus(360))
        .otherwise(ra);
  }

  private Double wrapped(Double angle, boolean wrapsRa) {
    if (this != RIGHT_ASCENSION || angle == null || (angle >= 0 && angle <= 360)) {
      return angle;
    }
    boolean isRounded = angle >= -ROUNDING_DEG && angle <= 360 + ROUNDING_DEG;
    return wrapsRa || isRounded ? (angle % 360 + 360) % 360 : angle;
  }

  /** The conversion of the column, as text for users. */
  public String description(StructField field) {
    AngularUnit unit = unit(field).orElseThrow();
    String name = role + " is " + field.name();
    String turned =
        unit.equals(AngularUnit.DEGREE) ? "" : " (" + unit.spelling() + ", converted to deg)";
    if (!isText(field)) {
      return name + turned;
    }
    boolean mayBeHours = this == RIGHT_ASCENSION && !saysDegrees(field);
    return name + (mayBeHours ? " (text, hours or degrees)" : " (text)") + turned;
  }

  /** True if the column's unit says that minutes and seconds are parts of a degree. */
  private static boolean saysDegrees(StructField field) {
    String unit = Columns.unit(field).strip().toLowerCase(Locale.ROOT);
    return !AngularUnit.isNone(unit)
        && AngularUnit.of(unit)
            .map(AngularUnit.DEGREE::equals)
            .orElse(unit.contains("d") && !unit.contains("h"));
  }

  /** The unit of a column, degrees if it has none; empty if the unit is not a known angle. */
  private static Optional<AngularUnit> unit(StructField field) {
    String unit = Columns.unit(field);
    boolean isNotation =
        isText(field) && NOTATION.matcher(unit.strip().toLowerCase(Locale.ROOT)).matches();
    return AngularUnit.isNone(unit)
        ? Optional.of(AngularUnit.DEGREE)
        : AngularUnit.of(unit)
            .or(() -> isNotation ? Optional.of(AngularUnit.DEGREE) : Optional.empty());
  }

  private static boolean isText(StructField field) {
    return Columns.isText(field.dataType());
  }

  /**
   * @param degreesPerUnit degrees in one unit of a text that is a plain number
   * @param saysDegrees true if minutes and seconds are parts of a degree, unless the text has an h
   */
  private Double degrees(String text, double degreesPerUnit, boolean saysDegrees) {
    boolean inDegrees = saysDegrees && text != null && !text.toLowerCase(Locale.ROOT).contains("h");
    OptionalDouble angle = inDegrees ? Sexagesimal.decDeg(text) : ofText.apply(text);
    if (angle.isEmpty()) {
      return null;
    }
    return Sexagesimal.isDecimal(text) ? angle.getAsDouble() * degreesPerUnit : angle.getAsDouble();
  }

  private static Metadata inDegrees(StructField field) {
    return new MetadataBuilder()
        .withMetadata(field.metadata())
        .putString(Columns.UNIT, AngularUnit.DEGREE.spelling())
        .build();
  }
}
