package allsky.spark.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The largest resident memory of this process since a moment, from Linux (proc(5), VmHWM). It has
 * the heap and the memory of native libraries.
 */
public final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  /** The value that sets VmHWM to the current resident memory, proc(5). */
  private static final String RESET_PEAK = "5";

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final boolean known;

  private PeakMemory(boolean known) {
    this.known = known;
  }

  /** Begins to measure. */
  public static PeakMemory reset() {
    try {
      Files.writeString(RESET, RESET_PEAK);
      return new PeakMemory(true);
    } catch (IOException e) {
      return new PeakMemory(false);
    }
  }

  /** The largest resident memory since {@link #reset}; empty if the system does not tell it. */
  public Optional<Long> bytes() {
    if (!known) {
      return Optional.empty();
    }
    try {
      Matcher peak = PEAK.matcher(Files.readString(STATUS));
      return peak.find() ? Optional.of(1024 * Long.parseLong(peak.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
