package allsky.spark.catalog.text;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How a line of text is a row of a table. */
public interface LineLayout extends Serializable {

  /** The columns, in the order of {@link #fields}. */
  List<TextColumn> columns();

  /**
   * True for a line that may be above the first row of a file: a comment, a part of the header. The
   * first line for which it is false ends the head; below it such a line is meant as a row.
   */
  boolean isHead(String line);

  /** True where the line that ends a file's head names the columns, false where it is a row. */
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
