/**
 * Finding the columns of a catalog: key, class, and columns by name in any case. Positions and
 * astrometry have packages below.
 *
 * <p>Read {@link allsky.spark.columns.ColumnFinder} first. {@link allsky.spark.columns.RoleNames}
 * are the names that columns get once their role is known. Schemas of allsky's own tables are in
 * {@code allsky.spark.table}.
 */
package allsky.spark.columns;
