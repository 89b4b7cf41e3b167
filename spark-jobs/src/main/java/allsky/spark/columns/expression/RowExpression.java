package allsky.spark.columns.expression;

import allsky.UserError;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.QueryFault;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * A Spark SQL expression that has one value for each row of an input, whenever the row is read.
 *
 * @param input the input whose columns it uses, for messages
 * @param option the option that gives it, for messages
 * @param given the value of the option, for messages
 * @param sql the expression
 */
record RowExpression(TableInput input, String option, String given, String sql) {

  private static final String NO_COLUMN = "UNRESOLVED_COLUMN";

  /** Spark's error about an aggregate function next to a column. */
  private static final String AGGREGATE = "MISSING_GROUP_BY";

  private static final int NEAREST = 5;

  /**
   * The type of the values.
   *
   * @throws UserError if the text is not SQL, names a column that the rows lack, or has a value of
   *     more than its row and moment: an aggregate, window, subquery, random number or current time
   */
  DataType typeIn(Dataset<Row> rows) {
    Expression parsed = column().expr();
    SingleRowRule.ofParsed(parsed).ifPresent(this::refuse);
    Dataset<Row> values = selected(rows);
    SingleRowRule.ofAnalyzed(values.queryExecution().analyzed()).ifPresent(this::refuse);
    return values.schema().apply(0).dataType();
  }

  /** The expression as a column of the rows that were given to {@link #typeIn}. */
  Column column() {
    try {
      return functions.expr(sql);
    } catch (Exception e) {
      // Scala methods throw checked exceptions without declaring them.
      throw fault(e);
    }
  }

  /**
   * The error about this expression.
   *
   * @param reason the end of the sentence, without a full stop
   */
  UserError fault(String reason) {
    return new UserError(message(reason));
  }

  private void refuse(String part) {
    throw fault(
        "it has "
            + part
            + "; an expression must have one value for each row, whenever the row is read");
  }

  private Dataset<Row> selected(Dataset<Row> rows) {
    try {
      return rows.select(column());
    } catch (UserError e) {
      throw e;
    } catch (Exception e) {
      if (errorClass(e).equals(AGGREGATE)) {
        refuse(SingleRowRule.AGGREGATE);
      }
      throw missingColumn(e).map(name -> noColumn(name, rows)).orElseGet(() -> fault(e));
    }
  }

  private UserError noColumn(String name, Dataset<Row> rows) {
    List<String> nearest =
        Arrays.stream(rows.columns())
            .sorted(Comparator.comparingInt(column -> distance(name, column)))
            .limit(NEAREST)
            .toList();
    return fault(
        name
            + " is not a column of the table; the nearest names are "
            + String.join(", ", nearest));
  }

  private static int distance(String from, String to) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(from.toLowerCase(Locale.ROOT), to.toLowerCase(Locale.ROOT));
  }

  private UserError fault(Exception thrown) {
    String reason = QueryFault.oneLine(thrown).replaceFirst("[.;]+$", "");
    return new UserError(message(reason), thrown);
  }

  private String message(String reason) {
    return String.format("Cannot read %s: %s \"%s\": %s.", input, option, given, reason);
  }

  /** The name of the column that Spark's error misses. */
  private static Optional<String> missingColumn(Exception thrown) {
    return errorClass(thrown).startsWith(NO_COLUMN)
        ? Optional.ofNullable(((SparkThrowable) thrown).getMessageParameters().get("objectName"))
            .map(name -> name.replace("`", ""))
        : Optional.empty();
  }

  private static String errorClass(Exception thrown) {
    return thrown instanceof SparkThrowable spark && spark.getErrorClass() != null
        ? spark.getErrorClass()
        : "";
  }
}
