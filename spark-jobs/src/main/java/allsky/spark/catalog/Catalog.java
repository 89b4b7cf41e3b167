package allsky.spark.catalog;

import allsky.spark.table.ColumnChoice;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A catalog as it lies in its file: no column has a role yet.
 *
 * @param rows all its columns under their own names
 * @param itsColumns the columns that the catalog's own description gives a role
 * @param notes what of the file could not be taken over, a sentence each
 */
public record Catalog(
    CatalogFormat format, Dataset<Row> rows, ColumnChoice itsColumns, List<String> notes) {}
