package allsky.spark.cli.options;

import allsky.spark.catalog.Catalog;
import allsky.spark.columns.TableInput;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A catalog with the name that messages give it.
 *
 * @param catalog the catalog, with the rows that count
 */
record ReadCatalog(TableInput input, Catalog catalog) {

  /** The rows that count. */
  Dataset<Row> rows() {
    return catalog.chosenRows(input);
  }

  /** What the rows that count have in common, each with its option; empty if all rows count. */
  List<String> conditions() {
    return catalog.choice().description(input).stream().toList();
  }
}
