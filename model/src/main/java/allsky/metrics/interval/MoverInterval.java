package allsky.metrics.interval;

/**
 * Intervals of sums and ratios of independent estimates from the intervals of their parts: MOVER,
 * the "method of variance estimates recovery". Unlike weights with an effective number of sources
 * it keeps the doubt of a part that was never seen: no star called a quasar in 100 stars still
 * allows 3.7 % of them.
 */
public final class MoverInterval {

  private MoverInterval() {}

  /** The constant times the estimate; the constant is not negative. */
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
   * Med. Res. 21, 347), in a form without cancellation; infinite where the lower one may be 0.
   */
  public static Estimate ratio(Estimate upper, Estimate lower) {
    double product = upper.value() * lower.value();
    double leastRoom = upper.low() * (2 * upper.value() - upper.low());
    double mostBelow = lower.high() * (2 * lower.value() - lower.high());
    double mostRoom = upper.high() * (2 * upper.value() - upper.high());
    double leastBelow = lower.low() * (2 * lower.value() - lower.low());
    double low =
        leastRoom == 0 ? 0 : leastRoom / (product + root(product * product, leastRoom * mostBelow));
    double high = (product + root(product * product, mostRoom * leastBelow)) / leastBelow;
    return new Estimate(
        upper.value() / lower.value(), low, leastBelow == 0 ? Double.POSITIVE_INFINITY : high);
  }

  private static double root(double square, double less) {
    return Math.sqrt(Math.max(0, square - less));
  }
}
