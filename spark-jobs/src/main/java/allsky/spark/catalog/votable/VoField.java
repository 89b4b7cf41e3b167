package allsky.spark.catalog.votable;

import allsky.spark.columns.position.ReferenceFrame;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * A FIELD: one column of a table.
 *
 * @param name the attribute {@code name}, or else {@code ID}
 * @param unit as the archive writes it, empty if there is none
 * @param ucd in lower case, empty if there is none
 * @param frame the coordinate system and equinox, empty if the file does not give them
 * @param nullText the attribute {@code null} of its VALUES; empty if only an empty cell is null
 */
record VoField(
    String name, VoType type, VoShape shape, String unit, String ucd, String frame, String nullText)
    implements Serializable {

  VoField named(String other) {
    return new VoField(other, type, shape, unit, ucd, frame, nullText);
  }

  VoField in(String otherFrame) {
    return new VoField(name, type, shape, unit, ucd, otherFrame, nullText);
  }

  VoField withNull(String otherNull) {
    return new VoField(name, type, shape, unit, ucd, frame, otherNull);
  }

  boolean isArray() {
    return type.isText() ? shape.isArrayOfTexts() : shape.isArray();
  }

  /** The column in Spark's schema, with its unit, UCD and frame in the metadata. */
  StructField column() {
    MetadataBuilder metadata = new MetadataBuilder();
    put(metadata, "unit", unit);
    put(metadata, "ucd", ucd);
    put(metadata, ReferenceFrame.KEY, frame);
    DataType one = type.dataType();
    return new StructField(
        name, isArray() ? DataTypes.createArrayType(one) : one, true, metadata.build());
  }

  private static void put(MetadataBuilder metadata, String key, String value) {
    if (!value.isEmpty()) {
      metadata.putString(key, value);
    }
  }
}
