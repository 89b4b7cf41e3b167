/**
 * Finds the columns of a catalog: key, class, and columns by name in any case. The packages {@code
 * position} and {@code astrometry} find the others. {@code expression} has the conditions of users.
 *
 * <p>Read {@link allsky.spark.columns.ColumnFinder} first. {@link allsky.spark.columns.RoleNames}
 * has the standard names of columns with a known role. The schemas of allsky's own tables are in
 * {@code allsky.spark.table}.
 */
package allsky.spark.columns;
