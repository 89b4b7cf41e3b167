package allsky.spark.crossmatch.request;

/** The selection of sources that are written. */
public enum JoinKind {
  /** Sources with a match. */
  INNER,
  /** All sources; the partner's columns are null if there is no match. */
  LEFT,
  /** Sources without a match. */
  ANTI;

  /** True if sources are kept that have no partner. */
  public boolean keepsUnmatched() {
    return this != INNER;
  }
}
