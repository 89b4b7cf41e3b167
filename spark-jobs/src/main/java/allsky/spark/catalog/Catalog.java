package allsky.spark.catalog;

import allsky.spark.catalog.files.CatalogFormat;
import allsky.spark.columns.ColumnChoice;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A catalog as it lies in its file: no column has a role yet.
 *
 * @param rows all its columns under their own names
 * @param itsColumns the columns that the catalog's own description gives a role
 * @param notes what of the file could not be taken over, a sentence each
 * @param malformed the lines that are no rows, in the columns {@code line} and {@code reason}; they
 *     are not among the rows, and to count them is a pass over the files. Empty where the format
 *     cannot have any
 * @param told what every job says of the reading, besides --describe, a sentence each
 */
public record Catalog(
    CatalogFormat format,
    Dataset<Row> rows,
    ColumnChoice itsColumns,
    List<String> notes,
    Optional<Dataset<Row>> malformed,
    List<String> told) {

  /** A catalog that was read in the only way there is. */
  public Catalog(
      CatalogFormat format,
      Dataset<Row> rows,
      ColumnChoice itsColumns,
      List<String> notes,
      Optional<Dataset<Row>> malformed) {
    this(format, rows, itsColumns, notes, malformed, List.of());
  }
}
