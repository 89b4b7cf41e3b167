package allsky.spark.crossmatch.request;

/** A value of the rows that a {@link MatchRule} may compare besides position and error. */
public enum RowValue {
  /** The key: a row does not pair with itself. */
  KEY,
  /** The ellipse of the positional error, instead of a circular error. */
  ELLIPSE,
  /** The radius of each row: the sum of both radii limits the separation. */
  RADIUS
}
