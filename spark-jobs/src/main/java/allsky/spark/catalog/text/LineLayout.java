package allsky.spark.catalog.text;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How a line of text is a row of a table. */
public interface LineLayout extends Serializable {

  /** The columns, in the order of {@link #fields}. */
  List<TextColumn> columns();

  /** False for what is no row and not meant as one: blank lines, comments, an IPAC header. */
  boolean isRow(String line);

  /** True where the first row line of each file names the columns. */
  boolean hasHeaderLine();

  /**
   * The texts of a line's fields, one for each column, without the blanks around them.
   *
   * @throws MalformedLine where the line cannot be cut into these columns
   */
  String[] fields(String line) throws MalformedLine;

  /** The columns as Spark's schema. */
  default StructType schema() {
    return new StructType(columns().stream().map(TextColumn::field).toArray(StructField[]::new));
  }
}
