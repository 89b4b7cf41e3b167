package allsky.spark.cli.plan;

import java.util.Locale;

/** Sizes and times as people read them. */
final class Quantity {

  private Quantity() {}

  /** Such as "12.3 MB", in powers of 1000. */
  static String ofBytes(double bytes) {
    if (bytes < 1e3) {
      return String.format(Locale.ROOT, "%.0f bytes", bytes);
    } else if (bytes < 1e6) {
      return String.format(Locale.ROOT, "%.1f KB", bytes / 1e3);
    } else if (bytes < 1e9) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
    return String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
  }

  /** Such as "12 s", "5 min" or "3 h", rounded up. */
  static String ofSeconds(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds));
    } else if (seconds < 7200) {
      return String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60));
    }
    return String.format(Locale.ROOT, "%,.0f h", Math.ceil(seconds / 3600));
  }
}
