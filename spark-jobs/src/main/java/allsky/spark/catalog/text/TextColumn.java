package allsky.spark.catalog.text;

import java.io.Serializable;
import java.util.Set;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * One column of a text table. A blank field is null.
 *
 * @param unit as the archive writes it, empty if there is none
 * @param nulls the other texts that mean null
 */
public record TextColumn(String name, TextType type, String unit, Set<String> nulls)
    implements Serializable {

  /** The column in Spark's schema, with its unit in the metadata. */
  StructField field() {
    MetadataBuilder metadata = new MetadataBuilder();
    if (!unit.isEmpty()) {
      metadata.putString("unit", unit);
    }
    return new StructField(name, type.dataType(), true, metadata.build());
  }

  TextColumn withType(TextType other) {
    return new TextColumn(name, other, unit, nulls);
  }

  boolean isNull(String text) {
    return text.isEmpty() || nulls.contains(text);
  }

  /** The value of a text that was {@linkplain #check checked}. */
  Object value(String text) {
    return isNull(text) ? null : type.parse(text);
  }

  /**
   * @throws MalformedLine if the text is neither null nor a value of the column's type
   */
  void check(String text) throws MalformedLine {
    if (type != TextType.TEXT && !isNull(text) && !type.accepts(text)) {
      throw new MalformedLine(name + ": '" + text + "' is not a valid " + type.title());
    }
  }
}
