package allsky.spark.output.lock;

import java.time.Duration;

/**
 * The time limits of a lock.
 *
 * @param beat the interval between heartbeats of the holder
 * @param stale a holder whose process cannot be checked counts as ended after this time without a
 *     heartbeat
 * @param creation a lock file that is empty for this time was left by a killed process
 * @param settling on an object store: the time until two simultaneous writers see each other
 */
record LockTimes(Duration beat, Duration stale, Duration creation, Duration settling) {

  static final LockTimes DEFAULT =
      new LockTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2));
}
