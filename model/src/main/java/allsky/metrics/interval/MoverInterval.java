package allsky.metrics.interval;

/**
 * Intervals of sums and ratios of independent estimates, calculated from the intervals of their
 * parts: MOVER, the "method of variance estimates recovery". Unlike weights with an effective
 * number of sources, it keeps the uncertainty of counts of zero: if none of 100 stars is predicted
 * as a quasar, up to 3.7 % of stars may still be.
 */
public final class MoverInterval {

  private MoverInterval() {}

  /** The estimate times a constant of 0 or more. */
  public static Estimate scaled(double constant, Estimate part) {
    return new Estimate(constant * part.value(), constant * part.low(), constant * part.high());
  }

  /** The sum of two independent estimates (Zou and Donner 2008, Stat. Med. 27, 1693). */
  public static Estimate sum(Estimate one, Estimate other) {
    double below = Math.hypot(one.value() - one.low(), other.value() - other.low());
    double above = Math.hypot(one.high() - one.value(), other.high() - other.value());
    double value = one.value() + other.value();
    return new Estimate(value, value - below, value + above);
  }

  /**
   * The ratio of two independent estimates that are not negative (Donner and Zou 2012, Stat. Meth.
   * Med. Res. 21, 347), in a form without cancellation; the upper limit is infinite if the
   * denominator may be 0.
   */
  public static Estimate ratio(Estimate upper, Estimate lower) {
    double product = upper.value() * lower.value();
    double minRoom = upper.low() * (2 * upper.value() - upper.low());
    double maxBelow = lower.high() * (2 * lower.value() - lower.high());
    double maxRoom = upper.high() * (2 * upper.value() - upper.high());
    double minBelow = lower.low() * (2 * lower.value() - lower.low());
    double low =
        minRoom == 0 ? 0 : minRoom / (product + root(product * product, minRoom * maxBelow));
    double high = (product + root(product * product, maxRoom * minBelow)) / minBelow;
    return new Estimate(
        upper.value() / lower.value(), low, minBelow == 0 ? Double.POSITIVE_INFINITY : high);
  }

  private static double root(double square, double less) {
    return Math.sqrt(Math.max(0, square - less));
  }
}
