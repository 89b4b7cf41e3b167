/**
 * Spark SQL expressions of users on the columns of an input: computed columns, and the condition
 * that rows must meet. Roles are assigned to the columns afterwards, in {@code allsky.spark.table}.
 *
 * <p>Read {@link allsky.spark.columns.expression.RowChoice} first.
 */
package allsky.spark.columns.expression;
