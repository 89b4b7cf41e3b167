package allsky.spark.columns.expression;

import allsky.UserError;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.TableInput;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows of an input that count, with computed columns. The other rows are left out before
 * anything else happens, as if the input did not have them.
 *
 * @param computed computed columns; each may use the ones before it
 * @param where a Spark SQL condition on the columns of the input and the computed columns; rows for
 *     which it is not true are left out
 */
public record RowChoice(List<ComputedColumn> computed, Optional<String> where) {

  /** All rows as they are. */
  public static final RowChoice EVERY_ROW = new RowChoice(List.of(), Optional.empty());

  public RowChoice {
    computed = List.copyOf(computed);
  }

  /**
   * The rows that count, with the computed columns as the last columns.
   *
   * @param rows all rows of the input under the names of its own columns
   * @throws UserError if an expression does not fit these columns
   */
  public Dataset<Row> of(Dataset<Row> rows, TableInput input) {
    if (computed.isEmpty() && where.isEmpty()) {
      return rows;
    }
    // Refuses names that Spark cannot distinguish.
    new ColumnFinder(input, rows.schema());
    Dataset<Row> complete = rows;
    for (ComputedColumn column : computed) {
      complete = column.addedTo(complete, input);
    }
    return where.isEmpty() ? complete : meeting(complete, condition(input, where.get()));
  }

  private static RowExpression condition(TableInput input, String sql) {
    return new RowExpression(input, input.ownOption("where"), sql, sql);
  }

  private static Dataset<Row> meeting(Dataset<Row> rows, RowExpression condition) {
    DataType type = condition.typeIn(rows);
    if (!type.equals(DataTypes.BooleanType)) {
      throw condition.fault("it is " + type.simpleString() + ", not a condition");
    }
    return rows.filter(condition.column());
  }

  /** The condition for people to read; empty without one. */
  public Optional<String> description(TableInput input) {
    return where.map(sql -> input.ownOption("where") + " \"" + sql + "\"");
  }
}
