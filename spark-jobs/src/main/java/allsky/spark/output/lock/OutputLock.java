package allsky.spark.output.lock;

import allsky.UserError;
import allsky.spark.fault.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The right of one process to write into a folder, from before the folder is looked at until the
 * work is done: {@value LockFile#NAME} in the folder, on any Hadoop file system. It is given back
 * when it is closed and when the process is told to end. What a killed process left is recognised:
 * on the same machine by the process, from elsewhere by missing signs of life.
 */
public final class OutputLock implements AutoCloseable {

  /** After Spark has ended its tasks (40), before Hadoop closes its file systems (10). */
  private static final int SHUTDOWN_PRIORITY = 20;

  private final String output;
  private final LockFile file;
  private final LockHolder holder;
  private final List<Path> made;
  private final FileSystem files;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(OutputLock::daemon);
  private final Runnable atShutdown = this::giveBack;

  private Future<?> signs = CompletableFuture.completedFuture(null);
  private boolean lost;
  private boolean givenBack;

  private OutputLock(
      String output, LockFile file, LockHolder holder, List<Path> made, FileSystem files) {
    this.output = output;
    this.file = file;
    this.holder = holder;
    this.made = made;
    this.files = files;
  }

  /**
   * Takes a folder, which is made where it does not exist.
   *
   * @param option the option that names the folder, such as {@code --output}
   * @param folder its path as the user typed it
   * @param job who takes it
   * @param say takes a line where an ended run held the folder
   * @throws UserError where another process holds it, with who and since when
   */
  public static OutputLock take(
      String option, String folder, String job, Configuration hadoop, Consumer<String> say) {
    return take(option + " " + folder, new Path(folder), job, hadoop, say);
  }

  /**
   * Takes a folder as {@link #take(String, String, String, Configuration, Consumer)} does.
   *
   * @param output the option and what the user typed, for messages
   */
  public static OutputLock take(
      String output, Path folder, String job, Configuration hadoop, Consumer<String> say) {
    return take(output, folder, job, hadoop, say, LockTimes.DEFAULT);
  }

  static OutputLock take(
      String output,
      Path folder,
      String job,
      Configuration hadoop,
      Consumer<String> say,
      LockTimes times) {
    try {
      FileSystem files = Storage.of(folder, hadoop);
      List<Path> made = make(files, files.makeQualified(folder));
      LockFile file = new LockFile(files, folder, times);
      LockHolder holder = LockHolder.startingHere(job);
      OutputLock lock = new OutputLock(output, file, holder, made, files);
      lock.take(times, say);
      return lock;
    } catch (IOException e) {
      throw new UserError("Cannot write " + output + ": " + Storage.reason(e), e);
    }
  }

  private void take(LockTimes times, Consumer<String> say) throws IOException {
    try {
      new LockTaking(output, file, holder, times, say).take();
    } catch (IOException | UserError e) {
      close();
      throw e;
    }
    ShutdownHookManager.get().addShutdownHook(atShutdown, SHUTDOWN_PRIORITY);
    long period = times.beat().toMillis();
    signs = clock.scheduleWithFixedDelay(this::giveSign, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Checks that no other run has taken the folder while this process gave no sign of life.
   *
   * @throws UserError where one has
   */
  public void requireHeld() {
    if (!giveSign()) {
      throw new UserError(
          "Cannot finish "
              + output
              + ": this process gave no sign of life for too long, and another run has taken the"
              + " folder; start again when that run has ended.");
    }
  }

  @Override
  public void close() {
    signs.cancel(false);
    clock.shutdown();
    giveBack();
    if (ShutdownHookManager.get().hasShutdownHook(atShutdown)
        && !ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(atShutdown);
    }
  }

  /**
   * Tells other machines that this process works still. A sign that fails is not the last one, and
   * storage that is out of reach for all lets nobody else take the folder.
   *
   * @return false where another run has taken the folder
   */
  private synchronized boolean giveSign() {
    if (lost || givenBack) {
      return !lost;
    }
    try {
      if (file.isOf(holder)) {
        file.touch(holder);
      } else {
        // Somebody may have deleted it by hand.
        lost = file.read().isPresent() || !file.create(holder);
      }
    } catch (IOException e) {
      return true;
    }
    return !lost;
  }

  private synchronized void giveBack() {
    givenBack = true;
    try {
      if (file.isOf(holder)) {
        file.delete();
      }
      for (Path folder : made) {
        if (files.listStatus(folder).length > 0) {
          return;
        }
        files.delete(folder, false);
      }
    } catch (IOException e) {
      // The lock stays behind and is recognised as that of a process that has ended.
      givenBack = true;
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "output-lock");
    thread.setDaemon(true);
    return thread;
  }

  /** Makes a folder; returns it and its parents that were made, the deepest first. */
  private static List<Path> make(FileSystem files, Path folder) throws IOException {
    List<Path> made = new ArrayList<>();
    for (Path at = folder; at != null && !files.exists(at); at = at.getParent()) {
      made.add(at);
    }
    if (!made.isEmpty() && !files.mkdirs(folder)) {
      throw new IOException("the folder cannot be made");
    }
    return made;
  }
}
