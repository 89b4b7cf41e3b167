package allsky.metrics.interval;

/**
 * A number with its 95 % interval; all three values are NaN if it is undefined.
 *
 * @param value the estimate
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Estimate(double value, double low, double high) {

  /** An undefined estimate: there are no trials, or a class is missing. */
  public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  /** A proportion with Wilson's interval. */
  public static Estimate of(Proportion share) {
    return share.trials() == 0 ? NONE : new Estimate(share.value(), share.low(), share.high());
  }

  /** False if the number is undefined. */
  public boolean isDefined() {
    return !Double.isNaN(value);
  }
}
