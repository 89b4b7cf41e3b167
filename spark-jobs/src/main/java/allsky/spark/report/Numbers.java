package allsky.spark.report;

import java.util.Locale;

/** How the report writes numbers for people. */
final class Numbers {

  private Numbers() {}

  /** 12,345. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** 95.2 for 0.952; a dash where the fraction is not defined. */
  static String percent(double fraction) {
    return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.1f", 100 * fraction) : "–";
  }
}
