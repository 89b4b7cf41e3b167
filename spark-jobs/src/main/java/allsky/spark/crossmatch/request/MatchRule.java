package allsky.spark.crossmatch.request;

import allsky.UserError;
import allsky.sky.ErrorEllipse;
import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rule that decides whether two rows are a pair.
 *
 * @param selection which of the pairs make a match
 * @param minRadiusArcsec the smallest separation, 0 or below the largest
 * @param radiusArcsec the largest separation, 0 to 648000
 * @param maxSigmas the largest separation in units of the pair's combined positional error;
 *     infinite if errors do not count
 * @param systematicErrorArcsec added to the combined error in quadrature; 0 or more
 * @param rowValues the values that are compared besides position and error
 * @param counterparts whether the probabilities of the candidates are computed
 */
public record MatchRule(
    MatchSelection selection,
    double minRadiusArcsec,
    double radiusArcsec,
    double maxSigmas,
    double systematicErrorArcsec,
    Set<RowValue> rowValues,
    CounterpartRule counterparts)
    implements Serializable {

  /**
   * @throws UserError if a limit is out of its range
   */
  public MatchRule {
    check(
        "--radius-arcsec",
        radiusArcsec >= 0 && radiusArcsec <= 648_000,
        "0 to 648000",
        radiusArcsec);
    check(
        "--min-radius-arcsec",
        minRadiusArcsec == 0 || (minRadiusArcsec > 0 && minRadiusArcsec < radiusArcsec),
        "0, or below --radius-arcsec",
        minRadiusArcsec);
    check("--max-sigmas", maxSigmas > 0, "above 0", maxSigmas);
    check(
        "--systematic-error-arcsec",
        systematicErrorArcsec >= 0 && systematicErrorArcsec <= 648_000,
        "0 to 648000",
        systematicErrorArcsec);
    rowValues = Set.copyOf(rowValues);
  }

  /** Pairs up to the radius, in any selection. */
  public MatchRule(MatchSelection selection, double radiusArcsec, double maxSigmas) {
    this(selection, 0, radiusArcsec, maxSigmas, 0, Set.of(), CounterpartRule.NONE);
  }

  /** Any mode; with {@link MatchMode#NEAREST} the nearest partner. */
  public MatchRule(MatchMode mode, double radiusArcsec, double maxSigmas) {
    this(MatchSelection.of(mode), radiusArcsec, maxSigmas);
  }

  /** Errors do not count. */
  public static MatchRule within(double radiusArcsec, MatchMode mode) {
    return new MatchRule(mode, radiusArcsec, Double.POSITIVE_INFINITY);
  }

  /** The same rule for pairs with at least this separation. */
  public MatchRule withMinRadius(double arcsec) {
    return new MatchRule(
        selection, arcsec, radiusArcsec, maxSigmas, systematicErrorArcsec, rowValues, counterparts);
  }

  /** The same rule with a systematic error, which each pair has besides its own errors. */
  public MatchRule withSystematicError(double arcsec) {
    return new MatchRule(
        selection, minRadiusArcsec, radiusArcsec, maxSigmas, arcsec, rowValues, counterparts);
  }

  /** The same rule, which compares one more value of the rows. */
  public MatchRule comparing(RowValue value) {
    Set<RowValue> more = new TreeSet<>(rowValues);
    more.add(value);
    return new MatchRule(
        selection,
        minRadiusArcsec,
        radiusArcsec,
        maxSigmas,
        systematicErrorArcsec,
        more,
        counterparts);
  }

  /** The same rule, with the probabilities of the candidates. */
  public MatchRule with(CounterpartRule asked) {
    return new MatchRule(
        selection,
        minRadiusArcsec,
        radiusArcsec,
        maxSigmas,
        systematicErrorArcsec,
        rowValues,
        asked);
  }

  /** Which of the pairs make a match. */
  public MatchMode mode() {
    return selection.mode();
  }

  /** True if pairs are selected and ranked by their errors too. */
  public boolean countsErrors() {
    return Double.isFinite(maxSigmas);
  }

  /** True if a value is compared. */
  public boolean compares(RowValue value) {
    return rowValues.contains(value);
  }

  /** True if rows have more values that are compared; see {@link ComparedRow#more}. */
  public boolean comparesMore() {
    return compares(RowValue.ELLIPSE) || compares(RowValue.RADIUS);
  }

  /** True if the radius and the circular errors decide on a pair. */
  public boolean isPlain() {
    return minRadiusArcsec == 0 && rowValues.isEmpty();
  }

  /**
   * True if all pairs of a crowd must be made, because a match may be any of them, or because rows
   * at one position have different pairs.
   */
  public boolean makesAllPairs() {
    return selection.takesLaterRanks() || compares(RowValue.KEY) || counterparts.isAsked();
  }

  /**
   * Decides on two rows.
   *
   * @param separationArcsec of the rows, at most the radius
   * @return the separation in units of the pair's combined error, 0 if errors do not count; NaN if
   *     the rows are no pair
   */
  public double sigmasOfPair(double separationArcsec, ComparedRow left, ComparedRow right) {
    if (separationArcsec < minRadiusArcsec
        || (compares(RowValue.KEY) && left.tie() == right.tie())
        || (compares(RowValue.RADIUS)
            && separationArcsec > left.radiusArcsec() + right.radiusArcsec())) {
      return Double.NaN;
    }
    double sigmas =
        compares(RowValue.ELLIPSE)
            ? sigmasOfEllipses(separationArcsec, left, right)
            : sigmas(separationArcsec, left.errorArcsec(), right.errorArcsec());
    return sigmas <= maxSigmas ? sigmas : Double.NaN;
  }

  /**
   * A separation in units of the pair's combined error, its two errors and the systematic error
   * added in quadrature; 0 if errors do not count, and for identical positions. An error that is
   * not above 0, or NaN, counts as 0.
   */
  public double sigmas(double separationArcsec, double firstError, double secondError) {
    if (!countsErrors() || separationArcsec == 0) {
      return 0;
    }
    double ofRows = Math.hypot(known(firstError), known(secondError));
    double combined =
        systematicErrorArcsec == 0 ? ofRows : Math.hypot(ofRows, systematicErrorArcsec);
    return separationArcsec / combined;
  }

  /**
   * The natural logarithm of the density of a pair's offset, per square arcsec, if both rows are
   * one source; see {@link ErrorEllipse#lnDensityPerArcsec2}. NaN without an error.
   */
  public double lnDensity(double separationArcsec, ComparedRow left, ComparedRow right) {
    return ErrorEllipse.lnDensityPerArcsec2(
        separationArcsec,
        left.position(),
        left.ellipse(),
        right.position(),
        right.ellipse(),
        systematicErrorArcsec);
  }

  private double sigmasOfEllipses(double separationArcsec, ComparedRow left, ComparedRow right) {
    return ErrorEllipse.sigmas(
        separationArcsec,
        left.position(),
        left.ellipse(),
        right.position(),
        right.ellipse(),
        systematicErrorArcsec);
  }

  private static double known(double errorArcsec) {
    return errorArcsec > 0 ? errorArcsec : 0;
  }

  private static void check(String option, boolean holds, String range, double value) {
    if (!holds) {
      throw new UserError(String.format(Locale.ROOT, "Invalid %s (%s): %s", option, range, value));
    }
  }
}
