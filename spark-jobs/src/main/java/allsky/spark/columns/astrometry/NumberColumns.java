package allsky.spark.columns.astrometry;

import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.Columns;
import allsky.spark.columns.position.AngularUnit;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * The numbers in the columns of a catalog.
 *
 * @param schema of the catalog
 * @param inRows maps a column name of the catalog to its name in the rows
 */
record NumberColumns(StructType schema, ColumnFinder columns, UnaryOperator<String> inRows) {

  /**
   * The number in the column; null for infinity and for NaN, which Spark treats as the largest
   * number.
   */
  Column number(String role, String column) {
    Column value = columns.number(role, schema.apply(column), Columns.named(inRows.apply(column)));
    return when(value.between(-Double.MAX_VALUE, Double.MAX_VALUE), value);
  }

  /** A known error in arcsec, or null. */
  Column error(String role, String column, AngularUnit unit) {
    return KnownValue.error(number(role, column)).multiply(unit.arcsec());
  }

  /** The unit as the catalog spells it. */
  String unit(String column) {
    return Columns.unit(schema.apply(column));
  }
}
