package allsky.spark.crossmatch.request;

import allsky.UserError;
import java.io.Serializable;
import java.util.Locale;

/**
 * The rule that decides whether two rows are a pair.
 *
 * @param selection which of the pairs make a match
 * @param radiusArcsec the largest separation, 0 to 648000
 * @param greatestSigmas the largest separation in units of the pair's combined positional error;
 *     infinite if errors do not count
 */
public record MatchRule(MatchSelection selection, double radiusArcsec, double greatestSigmas)
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
    check("--max-sigmas", greatestSigmas > 0, "above 0", greatestSigmas);
  }

  /** Any mode; with {@link MatchMode#NEAREST} the nearest partner. */
  public MatchRule(MatchMode mode, double radiusArcsec, double greatestSigmas) {
    this(MatchSelection.of(mode), radiusArcsec, greatestSigmas);
  }

  /** Errors do not count. */
  public static MatchRule within(double radiusArcsec, MatchMode mode) {
    return new MatchRule(mode, radiusArcsec, Double.POSITIVE_INFINITY);
  }

  /** Which of the pairs make a match. */
  public MatchMode mode() {
    return selection.mode();
  }

  /** True if pairs are selected and ranked by their errors too. */
  public boolean countsErrors() {
    return Double.isFinite(greatestSigmas);
  }

  /** True if a pair is near enough. An error that is not known, or not above 0, counts as 0. */
  public boolean allows(double separationArcsec, Double firstError, Double secondError) {
    return sigmas(separationArcsec, firstError, secondError) <= greatestSigmas;
  }

  /**
   * A separation in units of the pair's combined error, its two errors added in quadrature; 0 if
   * errors do not count, and for identical positions.
   */
  public double sigmas(double separationArcsec, Double firstError, Double secondError) {
    if (!countsErrors() || separationArcsec == 0) {
      return 0;
    }
    return separationArcsec / Math.hypot(known(firstError), known(secondError));
  }

  private static double known(Double errorArcsec) {
    return errorArcsec != null && errorArcsec > 0 ? errorArcsec : 0;
  }

  private static void check(String option, boolean holds, String range, double value) {
    if (!holds) {
      throw new UserError(String.format(Locale.ROOT, "Invalid %s (%s): %s", option, range, value));
    }
  }
}
