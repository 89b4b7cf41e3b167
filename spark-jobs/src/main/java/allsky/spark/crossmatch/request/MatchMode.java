package allsky.spark.crossmatch.request;

/** The rule that selects matches among the pairs within the radius. */
public enum MatchMode {
  /** Each source's nearest partner; a partner may be the nearest of several sources. */
  BEST,
  /** Pairs in which each is the nearest of the other; every row on either side at most once. */
  MUTUAL,
  /** Each source's nearest partners, up to a number of them. */
  NEAREST,
  /** Every pair. */
  ALL
}
