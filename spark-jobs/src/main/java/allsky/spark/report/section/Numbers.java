package allsky.spark.report.section;

import java.util.Locale;

/** The number formats of the report. */
public final class Numbers {

  private Numbers() {}

  /** 12,345. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** 95.2 for 0.952; a dash where the fraction is not defined. */
  public static String percent(double fraction) {
    return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.1f", 100 * fraction) : "–";
  }
}
