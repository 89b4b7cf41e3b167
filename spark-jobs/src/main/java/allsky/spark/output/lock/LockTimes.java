package allsky.spark.output.lock;

import java.time.Duration;

/**
 * How a lock is kept.
 *
 * @param beat from one sign of life of the holder to the next
 * @param stale without a sign for so long, a holder whose process cannot be asked counts as ended
 * @param creation a lock file that tells nothing for so long is what a killed process left
 * @param settling on an object store: how long two that write at once may take to see each other
 */
record LockTimes(Duration beat, Duration stale, Duration creation, Duration settling) {

  static final LockTimes DEFAULT =
      new LockTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2));
}
