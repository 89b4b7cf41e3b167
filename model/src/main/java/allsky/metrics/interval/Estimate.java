package allsky.metrics.interval;

/**
 * A number with its 95 % interval; NaN in all three where it is not defined.
 *
 * @param value the estimate
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Estimate(double value, double low, double high) {

  /** What cannot be said: no trials, or a class that is missing. */
  public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  /** A share with Wilson's interval. */
  public static Estimate of(Proportion share) {
    return share.trials() == 0 ? NONE : new Estimate(share.value(), share.low(), share.high());
  }

  /** False where the number is not defined. */
  public boolean isDefined() {
    return !Double.isNaN(value);
  }
}
