package allsky.spark.catalog.votable;

/** The rows of a table's DATA, one after the other. */
interface RowSource {

  /**
   * Goes to the next row; false where there is none.
   *
   * @throws allsky.UserError where the data is damaged or cut off
   */
  boolean next();

  /** Why the row is malformed, or null. */
  String fault();

  /** The text of a malformed row. */
  String text();

  /** Spark's value of a field, by its number from 0, in a row without a {@link #fault}. */
  Object value(int field);
}
