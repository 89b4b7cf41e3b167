package allsky.spark.classify;

import java.util.List;
import java.util.Objects;

/**
 * What is known of waves that are done.
 *
 * @param problems what is wrong with images, a line each
 * @param devices what classified them
 */
public record WaveRecord(List<String> problems, List<DeviceUse> devices) {

  /** False where a part of it is not known: it was read from a file that was changed or damaged. */
  boolean isKnown() {
    return problems != null
        && devices != null
        && problems.stream().allMatch(Objects::nonNull)
        && devices.stream().allMatch(use -> use != null && use.isKnown());
  }
}
