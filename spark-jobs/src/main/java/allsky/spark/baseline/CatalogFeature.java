package allsky.spark.baseline;

import allsky.spark.columns.MagnitudeColumns;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A number that a classifier takes from the catalog.
 *
 * @param name such as {@code w1mpro} or {@code w1-w2}
 * @param columns one column, or two, of which the second is subtracted from the first
 */
record CatalogFeature(String name, List<String> columns) {

  CatalogFeature {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > 2) {
      throw new IllegalArgumentException("Invalid feature (one or two columns): " + columns);
    }
  }

  /** The value of a column. */
  static CatalogFeature of(String column) {
    return new CatalogFeature(column, List.of(column));
  }

  /** A colour, or the difference of two apertures. */
  static CatalogFeature difference(String name, String first, String second) {
    return new CatalogFeature(name, List.of(first, second));
  }

  /** The feature as a double; null if a column is null or has a placeholder for no magnitude. */
  Column value() {
    Column first = MagnitudeColumns.number(columns.get(0));
    return columns.size() == 1 ? first : first.minus(MagnitudeColumns.number(columns.get(1)));
  }
}
