package allsky.metrics.interval;

/**
 * A proportion with its confidence interval.
 *
 * @param successes number of successes, 0 to {@code trials}
 * @param trials number of trials; for 0 the proportion and its limits are NaN
 */
public record Proportion(long successes, long trials) {

  /** Normal deviate of a two-sided 95 % interval. */
  public static final double Z = 1.959963984540054;

  public Proportion {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "Invalid proportion (0 to %d): %d".formatted(trials, successes));
    }
  }

  public double value() {
    return trials == 0 ? Double.NaN : (double) successes / trials;
  }

  /** Lower end of the 95 % interval of Wilson 1927. */
  public double low() {
    return successes == 0 && trials > 0 ? 0 : centre() - halfWidth();
  }

  /** Upper end of the 95 % interval of Wilson 1927. */
  public double high() {
    return successes == trials && trials > 0 ? 1 : centre() + halfWidth();
  }

  /** (p + z^2 / 2n) / (1 + z^2 / n). */
  private double centre() {
    return (value() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
  }

  /** z sqrt(p (1 - p) / n + z^2 / 4n^2) / (1 + z^2 / n). */
  private double halfWidth() {
    double n = trials;
    double p = value();
    return Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
  }
}
