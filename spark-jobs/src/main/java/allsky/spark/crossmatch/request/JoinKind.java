package allsky.spark.crossmatch.request;

/** The selection of rows without a match that are written. */
public enum JoinKind {
  /** Sources with a match. */
  INNER,
  /** All sources; the partner's columns are null if there is no match. */
  LEFT,
  /** Sources without a match. */
  ANTI,
  /** All partners; the source's columns are null if there is no match. */
  RIGHT,
  /** All sources and all partners. */
  OUTER;

  /** True if the rows of a side are kept that have no match. */
  public boolean keeps(Side side) {
    return switch (this) {
      case INNER -> false;
      case LEFT, ANTI -> side == Side.LEFT;
      case RIGHT -> side == Side.RIGHT;
      case OUTER -> true;
    };
  }
}
