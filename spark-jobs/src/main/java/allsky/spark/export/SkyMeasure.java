package allsky.spark.export;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * A column of a map.
 *
 * @param name letters, digits and underscores
 * @param column an aggregate of the sources of a cell
 * @param description what the column is, for its header card: at most 68 characters
 */
record SkyMeasure(String name, Column column, String description) {

  /** The column with its name and description. */
  Column described() {
    return column.as(name, new MetadataBuilder().putString("comment", description).build());
  }
}
