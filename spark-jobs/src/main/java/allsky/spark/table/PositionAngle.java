package allsky.spark.table;

import allsky.UserError;
import allsky.sky.Sexagesimal;
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
 * How a catalog's column becomes a right ascension or declination in degrees. Text may be
 * sexagesimal or decimal; text that is no angle becomes null. Numbers, and texts that are numbers,
 * are degrees unless the column's own unit says another angle.
 */
enum PositionAngle {
  RIGHT_ASCENSION(SourceTable.RA, Sexagesimal::raDeg),
  DECLINATION(SourceTable.DEC, Sexagesimal::decDeg);

  /** What archives give as the unit of sexagesimal text: "h:m:s", d:m:s, hms, hh:mm:ss.s. */
  private static final Pattern NOTATION = Pattern.compile("[hdms:.,'\"\\s\u00b0]+|sexa\\w*");

  private final String role;

  // A reference to a static method is immutable, it only does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<String, OptionalDouble> ofText;

  PositionAngle(String role, Function<String, OptionalDouble> ofText) {
    this.role = role;
    this.ofText = ofText;
  }

  /** The name under which sources have it: ra or dec. */
  String role() {
    return role;
  }

  /**
   * @throws UserError where the column has a unit that is no known angle
   */
  static void requireKnownUnit(StructField field, TableInput input) {
    if (unit(field).isEmpty()) {
      throw new UserError(
          String.format(
              "Cannot read %s: the unit '%s' of its column %s is not known; correct the unit (%s),"
                  + " or give the column in degrees without a unit.",
              input, Columns.unit(field), field.name(), AngularUnit.KNOWN));
    }
  }

  /** The column as degrees, double, with its metadata; its unit is a known one. */
  Column degrees(StructField field) {
    AngularUnit unit = unit(field).orElseThrow();
    Column column = Columns.named(field.name());
    if (isText(field)) {
      double degreesPerUnit = unit.degrees();
      UDF1<String, Double> degrees = text -> degrees(text, degreesPerUnit);
      return functions
          .udf(degrees, DataTypes.DoubleType)
          .apply(Columns.text(column, field.dataType()))
          .as(role, inDegrees(field));
    }
    Column number = column.cast(DataTypes.DoubleType);
    return unit.equals(AngularUnit.DEGREE)
        ? number.as(role, field.metadata())
        : number.multiply(unit.degrees()).as(role, inDegrees(field));
  }

  /** What becomes of the column, for people to read. */
  String description(StructField field) {
    AngularUnit unit = unit(field).orElseThrow();
    String name = role + " is " + field.name();
    String turned =
        unit.equals(AngularUnit.DEGREE) ? "" : " (" + unit.spelling() + ", turned into deg)";
    if (!isText(field)) {
      return name + turned;
    }
    return name + (this == RIGHT_ASCENSION ? " (text, hours or degrees)" : " (text)") + turned;
  }

  /** A column without a unit is in degrees; empty where the unit is no known angle. */
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
   * @param degreesPerUnit what a text without hours, minutes and seconds counts
   */
  private Double degrees(String text, double degreesPerUnit) {
    OptionalDouble angle = ofText.apply(text);
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
