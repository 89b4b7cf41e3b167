package allsky.spark.output.lock;

import allsky.UserError;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The procedure by which a holder takes a lock.
 *
 * @param output the option with its path, for messages
 * @param say receives a line if an ended run held the output
 */
record LockTaking(
    String output, LockFile file, LockHolder holder, LockTimes times, Consumer<String> say) {

  private static final int MAX_ATTEMPTS = 5;

  private static final String WAIT =
      "; wait until that run has ended, or stop it, or name another folder.";

  /**
   * Takes the lock if nobody holds it or its holder has ended.
   *
   * @throws UserError if another process holds the lock
   */
  void take() throws IOException {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<LockFile.Content> found = file.read();
      if (found.isEmpty() ? file.create(holder) : takeOver(found.get())) {
        return;
      }
    }
    throw new UserError(
        "Cannot write " + output + ": other runs are taking the same folder; try again.");
  }

  private boolean takeOver(LockFile.Content found) throws IOException {
    return found.holder().isPresent()
        ? takeOver(found.holder().get(), found)
        : takeOverUnnamed(found);
  }

  private boolean takeOver(LockHolder other, LockFile.Content found) throws IOException {
    LockHolder.State state = other.stateFor(holder);
    if (state == LockHolder.State.RUNNING) {
      throw held(other, WAIT);
    }
    if (state == LockHolder.State.UNKNOWN && !isSilent(other, found)) {
      return false;
    }
    return replaced(found, other.toString());
  }

  /**
   * Takes over an empty lock file, which a process leaves if it is killed between its two steps.
   */
  private boolean takeOverUnnamed(LockFile.Content found) throws IOException {
    if (found.age().compareTo(times.creation()) < 0) {
      Pause.of(times.creation().dividedBy(MAX_ATTEMPTS - 1));
      return false;
    }
    return replaced(found, "a run that was killed at its start");
  }

  private boolean replaced(LockFile.Content found, String other) throws IOException {
    boolean taken = file.replace(found, holder);
    if (taken) {
      say.accept(output + " was held by " + other + ", which has ended; its lock was taken over");
    }
    return taken;
  }

  /**
   * True if a holder whose process cannot be checked gives no heartbeat. It is watched for longer
   * than the heartbeat interval, because clocks differ.
   */
  private boolean isSilent(LockHolder other, LockFile.Content found) throws IOException {
    if (found.age().compareTo(times.stale()) < 0) {
      throw held(
          other,
          String.format(
              "; its last heartbeat is %d s old; after %d s without a heartbeat the folder is"
                  + " free. If you know that the run has ended, delete %s.",
              Math.max(0, found.age().toSeconds()), times.stale().toSeconds(), file.path()));
    }
    Pause.of(times.beat().multipliedBy(2));
    Optional<LockFile.Content> now = file.read();
    if (now.filter(later -> later.isBy(other) && !later.equals(found)).isPresent()) {
      throw held(other, WAIT);
    }
    return now.equals(Optional.of(found));
  }

  private UserError held(LockHolder other, String remedy) {
    return held(output, other + remedy);
  }

  /** The error that another process holds an output. */
  static UserError heldByRunning(String output, String holder) {
    return held(output, holder + WAIT);
  }

  private static UserError held(String output, String holder) {
    return new UserError("Cannot write " + output + ": it is held by " + holder);
  }
}
