package allsky.spark.fetch.archive;

import java.time.Duration;

/**
 * The time by which a file must be complete. Without it an archive that sends bytes very slowly
 * would block forever.
 *
 * @param nanos of {@link System#nanoTime}
 * @param timeout the time from the start to the deadline
 */
public record Deadline(long nanos, Duration timeout) {

  public static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos(), timeout);
  }

  /**
   * @throws ArchiveFault a permanent one if the time is over
   */
  public void check() throws ArchiveFault {
    if (System.nanoTime() - nanos > 0) {
      throw ArchiveFault.lasting(
          "it was not complete within "
              + timeout.toMillis()
              + " ms (--file-timeout-ms); the next run downloads the rest");
    }
  }
}
