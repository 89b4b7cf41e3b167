package allsky.spark.table;

import allsky.sky.Sexagesimal;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * How a catalog's column becomes a right ascension or declination in degrees. Text may be
 * sexagesimal or decimal; text that is no angle becomes null. Numbers are degrees unless the
 * column's own unit says hours, radians or a part of a degree.
 */
enum PositionAngle {
  RIGHT_ASCENSION(SourceTable.RA, text -> boxed(Sexagesimal.raDeg(text))),
  DECLINATION(SourceTable.DEC, text -> boxed(Sexagesimal.decDeg(text)));

  private final String role;

  // A function of Spark is immutable, it only does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final UserDefinedFunction ofText;

  PositionAngle(String role, UDF1<String, Double> ofText) {
    this.role = role;
    this.ofText = functions.udf(ofText, DataTypes.DoubleType);
  }

  /** The name under which sources have it: ra or dec. */
  String role() {
    return role;
  }

  /** The column as degrees, double, with its metadata. */
  Column degrees(StructField field) {
    Column column = Columns.named(field.name());
    if (field.dataType().equals(DataTypes.StringType)) {
      return ofText.apply(column).as(role, inDegrees(field));
    }
    AngularUnit unit = unit(field);
    Column number = column.cast(DataTypes.DoubleType);
    return unit == AngularUnit.DEGREE
        ? number.as(role, field.metadata())
        : number.multiply(unit.degrees()).as(role, inDegrees(field));
  }

  /** What becomes of the column, for people to read. */
  String description(StructField field) {
    String name = role + " is " + field.name();
    if (field.dataType().equals(DataTypes.StringType)) {
      return name + (this == RIGHT_ASCENSION ? " (text, hours or degrees)" : " (text)");
    }
    AngularUnit unit = unit(field);
    return unit == AngularUnit.DEGREE ? name : name + " (" + unit.spelling() + ", turned into deg)";
  }

  private static AngularUnit unit(StructField field) {
    return AngularUnit.of(Columns.unit(field)).orElse(AngularUnit.DEGREE);
  }

  private static Metadata inDegrees(StructField field) {
    return new MetadataBuilder()
        .withMetadata(field.metadata())
        .putString(Columns.UNIT, AngularUnit.DEGREE.spelling())
        .build();
  }

  private static Double boxed(OptionalDouble angle) {
    return angle.isPresent() ? angle.getAsDouble() : null;
  }
}
