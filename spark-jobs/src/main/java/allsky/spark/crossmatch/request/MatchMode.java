package allsky.spark.crossmatch.request;

/** Which of the pairs within the radius make a match. */
public enum MatchMode {
  /** Each source's nearest partner; a partner may be the nearest of several sources. */
  BEST,
  /** Pairs in which each is the nearest of the other; every row on either side at most once. */
  MUTUAL,
  /** Every pair. */
  ALL
}
