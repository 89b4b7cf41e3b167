package allsky.spark.output.lock;

import allsky.UserError;
import allsky.spark.fault.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The lock of an output as another process sees it, which neither waits nor changes the lock.
 *
 * @param holder the holder, such as "stack-cutouts of ann, process 4711 on host10, since
 *     2026-11-28T11:52:03Z"
 * @param isHeld false if the holder has ended, or gave no heartbeat for too long
 * @param age the time since the last heartbeat
 */
public record LockReport(String holder, boolean isHeld, Duration age) {

  /**
   * Reads the lock of a folder.
   *
   * @return empty if the folder has no lock, or one that a killed process did not complete
   * @throws UserError if the lock cannot be read
   */
  public static Optional<LockReport> of(Path folder, Configuration hadoop) {
    LockTimes times = LockTimes.DEFAULT;
    try {
      return new LockFile(Storage.of(folder, hadoop), folder, times)
          .read()
          .flatMap(found -> found.holder().map(holder -> of(holder, found.age(), times)));
    } catch (IOException e) {
      throw new UserError("Cannot read the lock of " + folder + ": " + Storage.reason(e), e);
    }
  }

  private static LockReport of(LockHolder holder, Duration age, LockTimes times) {
    boolean held =
        switch (holder.stateFor(LockHolder.startingHere("status"))) {
          case RUNNING -> true;
          case ENDED -> false;
          case UNKNOWN -> age.compareTo(times.stale()) < 0;
        };
    return new LockReport(holder.toString(), held, age);
  }
}
