package allsky.spark.columns.expression;

import allsky.UserError;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A column that is computed from the other columns of its row. It is a column of the input like the
 * others.
 *
 * @param name letters, digits and _, not beginning with a digit
 * @param sql a Spark SQL expression
 */
public record ComputedColumn(String name, String sql) {

  /** The option without the prefix of an input. */
  static final String OPTION = "add-column";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  public ComputedColumn {
    if (!NAME.matcher(name).matches() || sql.isBlank()) {
      throw new IllegalArgumentException(
          "NAME=SQL, with a name of letters, digits and _: " + name + "=" + sql);
    }
  }

  /**
   * The column of a text NAME=SQL.
   *
   * @throws IllegalArgumentException if the text is of another form
   */
  public static ComputedColumn of(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("NAME=SQL: " + text);
    }
    return new ComputedColumn(text.substring(0, equals).strip(), text.substring(equals + 1));
  }

  /** The text NAME=SQL. */
  @Override
  public String toString() {
    return name + "=" + sql;
  }

  /**
   * The rows with this column as their last one.
   *
   * @throws UserError if the rows have such a column, or the expression does not fit them
   */
  Dataset<Row> addedTo(Dataset<Row> rows, TableInput input) {
    RowExpression expression = new RowExpression(input, input.ownOption(OPTION), toString(), sql);
    if (Columns.namesOf(rows).contains(name)) {
      throw expression.fault("the table has a column " + name + "; choose another name");
    }
    DataType type = expression.typeIn(rows);
    if (type.equals(DataTypes.NullType) || type.equals(DataTypes.CalendarIntervalType)) {
      throw expression.fault("its values are " + type.simpleString() + "; add a CAST");
    }
    return rows.withColumn(name, expression.column());
  }
}
