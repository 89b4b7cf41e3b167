package allsky.spark.catalog.text;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The layout of a text table: how a line is divided into the fields of a row. */
public interface LineLayout extends Serializable {

  /** The columns, in the order of {@link #fields}. */
  List<TextColumn> columns();

  /**
   * True for a line that may precede the first row of a file: a comment or a part of the header.
   * The first line for which this is false ends the header; later lines are rows.
   */
  boolean isHead(String line);

  /** True if the line that ends the header has the column names; false if it is a row. */
  boolean hasHeaderLine();

  /**
   * The stripped texts of a line's fields, one for each column.
   *
   * @throws MalformedLine if the line cannot be divided into these columns
   */
  String[] fields(String line) throws MalformedLine;

  /** The columns as Spark's schema. */
  default StructType schema() {
    return new StructType(columns().stream().map(TextColumn::field).toArray(StructField[]::new));
  }
}
