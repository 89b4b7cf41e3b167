package allsky.spark.crossmatch;

/** Which sources are written. */
public enum JoinKind {
  /** Those with a match. */
  INNER,
  /** All of them; the partner's columns are null where there is no match. */
  LEFT,
  /** Those without a match. */
  ANTI
}
