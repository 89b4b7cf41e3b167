package allsky.spark.report.run;

import allsky.spark.columns.Columns;
import allsky.spark.table.SourceKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Adds columns of the catalog to predictions that do not have them. */
final class CatalogColumns {

  private CatalogColumns() {}

  /**
   * The predictions with all of the columns, joined by their key; empty if the catalog lacks one.
   *
   * @param catalog read only if a column is missing
   */
  static Optional<Dataset<Row>> added(
      Dataset<Row> predictions, Supplier<Optional<Dataset<Row>>> catalog, List<String> columns) {
    Set<String> present = Columns.namesOf(predictions);
    List<String> missing = columns.stream().filter(name -> !present.contains(name)).toList();
    if (missing.isEmpty()) {
      return Optional.of(predictions);
    }
    return catalog
        .get()
        .filter(sources -> Columns.namesOf(sources).containsAll(missing))
        .map(sources -> joined(predictions, sources, missing));
  }

  private static Dataset<Row> joined(
      Dataset<Row> predictions, Dataset<Row> sources, List<String> columns) {
    String key = SourceKey.sharedBy(predictions, sources);
    Column[] chosen =
        Stream.concat(Stream.of(key), columns.stream()).map(Columns::spelt).toArray(Column[]::new);
    return predictions.join(sources.select(chosen), key);
  }
}
