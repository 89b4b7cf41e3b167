package allsky.spark.classify;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The number of cutouts that one executor classified on one device.
 *
 * @param host of the executor
 * @param executor Spark's id of it
 * @param device {@code cpu} or {@code gpu:N}, with the address that Spark assigned; {@code mock
 *     gpu:N} if the CPU computed instead
 * @param cutouts number of cutouts, including those of repeated tasks
 */
public record DeviceUse(String host, String executor, String device, long cutouts)
    implements Serializable {

  private static final int MAX_NAMED = 8;

  /** Such as "64 cutouts on gpu:3 of node1"; of many devices only their number. */
  public static String line(List<DeviceUse> uses) {
    if (uses.isEmpty() || uses.size() > MAX_NAMED) {
      long cutouts = uses.stream().mapToLong(DeviceUse::cutouts).sum();
      return String.format(Locale.ROOT, "%,d cutouts on %,d devices", cutouts, uses.size());
    }
    return uses.stream().map(DeviceUse::text).collect(Collectors.joining(", "));
  }

  boolean isKnown() {
    return host != null && executor != null && device != null;
  }

  private String text() {
    return String.format(Locale.ROOT, "%,d cutouts on %s of %s", cutouts, device, host);
  }
}
