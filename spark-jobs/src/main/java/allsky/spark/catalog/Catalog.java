package allsky.spark.catalog;

import allsky.spark.catalog.files.CatalogFormat;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.expression.RowChoice;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A catalog as it was read from its files. No column has a role yet.
 *
 * @param rows all rows and columns of the catalog under their own names
 * @param itsColumns the columns to which the catalog's own metadata gives a role
 * @param notes what could not be read from the file, a sentence each
 * @param malformed the malformed lines, in the columns {@code line} and {@code reason}. They are
 *     not among the rows; counting them reads the files again. Empty if the format cannot have
 *     malformed lines
 * @param told notes on the reading that every job prints, a sentence each
 * @param choice the rows that count
 */
public record Catalog(
    CatalogFormat format,
    Dataset<Row> rows,
    ColumnChoice itsColumns,
    List<String> notes,
    Optional<Dataset<Row>> malformed,
    List<String> told,
    RowChoice choice) {

  /** A catalog of which every row counts. */
  public Catalog(
      CatalogFormat format,
      Dataset<Row> rows,
      ColumnChoice itsColumns,
      List<String> notes,
      Optional<Dataset<Row>> malformed,
      List<String> told) {
    this(format, rows, itsColumns, notes, malformed, told, RowChoice.EVERY_ROW);
  }

  /** A catalog without notes for the user. */
  public Catalog(
      CatalogFormat format,
      Dataset<Row> rows,
      ColumnChoice itsColumns,
      List<String> notes,
      Optional<Dataset<Row>> malformed) {
    this(format, rows, itsColumns, notes, malformed, List.of());
  }

  /** The same catalog, of which only some rows count. */
  public Catalog choosing(RowChoice rowsThatCount) {
    return new Catalog(format, rows, itsColumns, notes, malformed, told, rowsThatCount);
  }

  /**
   * The rows that count.
   *
   * @param input the catalog's name in messages
   * @throws allsky.UserError if the choice does not fit the columns
   */
  public Dataset<Row> chosenRows(TableInput input) {
    return choice.of(rows, input);
  }
}
