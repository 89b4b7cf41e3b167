package allsky.spark.crossmatch.request;

/**
 * The request for a match: the inputs, the rule, and the rows to keep.
 *
 * @param inputs the sources (left) and their partners (right)
 * @param rule when two rows pair, and which of the pairs make a match
 * @param join which rows without a match are kept
 * @param excludesAmbiguous true if a source or partner with several candidates has no match
 * @param limits when the rows of a side fit in an index
 * @param density the rows whose density around a source counts for probabilities: the partners,
 *     also those outside a region
 * @param findsGroups true if the pairs of a catalog with itself make groups
 */
public record MatchRequest(
    BySide<MatchInput> inputs,
    MatchRule rule,
    JoinKind join,
    boolean excludesAmbiguous,
    Limits limits,
    MatchInput density,
    boolean findsGroups) {

  /** Far above the densest star fields within some arcsec, far below the rows of a placeholder. */
  private static final int MAX_NEIGHBOURS = 200;

  /** The rows of both sides hold the values that are compared, where pairs are used further. */
  public MatchRequest {
    BySide<MatchInput> given = inputs;
    if (rule.counterparts().isAsked() || findsGroups) {
      inputs = BySide.of(side -> given.of(side).withCompared());
    }
  }

  /** The density of the partners themselves. */
  public MatchRequest(
      BySide<MatchInput> inputs,
      MatchRule rule,
      JoinKind join,
      boolean excludesAmbiguous,
      Limits limits) {
    this(inputs, rule, join, excludesAmbiguous, limits, inputs.right(), false);
  }

  /** The same request, with the density of other rows. */
  public MatchRequest withDensityOf(MatchInput partners) {
    return new MatchRequest(inputs, rule, join, excludesAmbiguous, limits, partners, findsGroups);
  }

  /** The same request, whose pairs make groups. */
  public MatchRequest findingGroups() {
    return new MatchRequest(inputs, rule, join, excludesAmbiguous, limits, density, true);
  }

  /**
   * Limits of memory and time. They never change which rows match.
   *
   * @param maxIndexRows the maximum number of rows in the index; if both sides have more, both are
   *     shuffled
   * @param maxNeighbours more rows of the index near one position are a crowd, whose pairs are made
   *     only where the match needs them
   * @param maxCarriedBytes the maximum bytes of carried columns that every executor holds next to
   *     the index; a quarter limits what one task sends to the driver. Above, the pairs are
   *     shuffled
   */
  public record Limits(long maxIndexRows, int maxNeighbours, long maxCarriedBytes) {

    private static final long MAX_CARRIED_BYTES = 256L << 20;

    /** Carried columns as usual. */
    public Limits(long maxIndexRows, int maxNeighbours) {
      this(maxIndexRows, maxNeighbours, MAX_CARRIED_BYTES);
    }

    /** Crowds as usual. */
    public static Limits ofIndex(long maxIndexRows) {
      return new Limits(maxIndexRows, MAX_NEIGHBOURS);
    }
  }

  /**
   * True if all pairs of a crowd must be made: the rule needs them, or the partners without a match
   * are written, which are found among the pairs.
   */
  public boolean makesAllPairs() {
    return rule.makesAllPairs() || join.keeps(Side.RIGHT) || findsGroups;
  }

  /** The rows of one side. */
  public MatchInput input(Side side) {
    return inputs.of(side);
  }
}
