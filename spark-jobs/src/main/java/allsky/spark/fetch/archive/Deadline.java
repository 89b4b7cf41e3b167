package allsky.spark.fetch.archive;

import java.time.Duration;

/**
 * When a file must have come: an archive that sends a byte now and then would never end.
 *
 * @param nanos of {@link System#nanoTime}
 * @param timeout how long it was from the start
 */
public record Deadline(long nanos, Duration timeout) {

  public static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos(), timeout);
  }

  /**
   * @throws ArchiveFault a lasting one where the time is up
   */
  public void check() throws ArchiveFault {
    if (System.nanoTime() - nanos > 0) {
      throw ArchiveFault.lasting(
          "it did not come within "
              + timeout.toMillis()
              + " ms (--file-timeout-ms); the next run asks for the rest");
    }
  }
}
