package allsky.spark.columns.expression;

import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedWindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/**
 * The rule that an expression has one value, which depends on nothing but its row. A catalog may be
 * read more than once in one job, and in any order.
 */
final class SingleRowRule {

  /** An aggregate function, as the methods name what breaks the rule. */
  static final String AGGREGATE = "an aggregate function";

  private SingleRowRule() {}

  /** What breaks the rule in an expression as it was parsed, with its article; usually empty. */
  static Optional<String> ofParsed(Expression parsed) {
    if (has(parsed, SubqueryExpression.class)) {
      return Optional.of("a subquery");
    }
    return has(parsed, WindowExpression.class) || has(parsed, UnresolvedWindowExpression.class)
        ? Optional.of("a window function")
        : Optional.empty();
  }

  /** What breaks the rule in the plan that selects the expression alone; usually empty. */
  static Optional<String> ofAnalyzed(LogicalPlan plan) {
    if (plan instanceof Aggregate) {
      return Optional.of(AGGREGATE);
    }
    if (!(plan instanceof Project project)
        || project.child() instanceof Generate
        || project.projectList().size() != 1) {
      return Optional.of("several values");
    }
    Expression value = (Expression) project.projectList().head();
    boolean isTime =
        has(value, CurrentTimestampLike.class)
            || has(value, CurrentDate.class)
            || has(value, LocalTimestamp.class);
    if (isTime) {
      return Optional.of("the current time");
    }
    return value.deterministic()
        ? Optional.empty()
        : Optional.of("a function that is not deterministic");
  }

  private static boolean has(Expression expression, Class<?> part) {
    return expression.exists(part::isInstance);
  }
}
