package allsky.spark.catalog.votable;

/** Iterates over the rows in a table's DATA. */
interface RowSource {

  /**
   * Moves to the next row; false if there is none.
   *
   * @throws allsky.UserError if the data is damaged or truncated
   */
  boolean next();

  /** Why the row is malformed, or null. */
  String fault();

  /** The text of a malformed row. */
  String text();

  /**
   * The value of a field in Spark's internal form, by its number from 0, in a row without a {@link
   * #fault}.
   */
  Object value(int field);
}
