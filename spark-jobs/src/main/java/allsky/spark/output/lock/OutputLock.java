package allsky.spark.output.lock;

import allsky.UserError;
import allsky.spark.fault.Storage;
import java.io.IOException;
import java.nio.file.Files;
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
 * A lock that lets one process write to an output folder on any Hadoop file system: the file
 * {@value LockFile#NAME} in the folder. A job takes it before it reads the folder and releases it
 * at the end, also when the process is told to stop. The lock of a killed process is recognised: on
 * the same machine by the process id, on other machines by missing heartbeats.
 */
public final class OutputLock implements AutoCloseable {

  /**
   * The priority of the shutdown hook: after Spark has ended its tasks (40), before Hadoop closes
   * its file systems (10).
   */
  private static final int SHUTDOWN_PRIORITY = 20;

  private static final String NOT_CREATED = "the folder cannot be created";

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
   * Locks a folder, which is created if it does not exist.
   *
   * @param option the option that names the folder, such as {@code --output}
   * @param folder the path as the user typed it
   * @param job the job that takes the lock
   * @param say receives a line if an ended run held the folder
   * @throws UserError that names the holder, if another process holds the lock
   */
  public static OutputLock take(
      String option, String folder, String job, Configuration hadoop, Consumer<String> say) {
    return take(option + " " + folder, new Path(folder), job, hadoop, say);
  }

  /**
   * Locks a folder like {@link #take(String, String, String, Configuration, Consumer)} does.
   *
   * @param output the option and the path as the user typed them, for messages
   */
  public static OutputLock take(
      String output, Path folder, String job, Configuration hadoop, Consumer<String> say) {
    return take(output, folder, job, hadoop, say, LockTimes.DEFAULT);
  }

  /**
   * Checks that a folder can be created and that no other process holds its lock. Nothing is
   * written.
   *
   * @param output the option and the path as the user typed them, for messages
   * @throws UserError that names the holder, or the reason why the folder cannot be created
   */
  public static void requireFree(String output, Path folder, Configuration hadoop) {
    try {
      FileSystem files = Storage.of(folder, hadoop);
      missing(files, files.makeQualified(folder));
    } catch (IOException e) {
      throw cannotWrite(output, e);
    }
    LockReport.of(folder, hadoop)
        .filter(LockReport::isHeld)
        .ifPresent(
            held -> {
              throw LockTaking.heldByRunning(output, held.holder());
            });
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
      throw cannotWrite(output, e);
    }
  }

  private static UserError cannotWrite(String output, IOException e) {
    return new UserError("Cannot write " + output + ": " + Storage.reason(e), e);
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
   * Checks that this process still holds the lock.
   *
   * @throws UserError if another run has taken over the folder
   */
  public void requireHeld() {
    if (!giveSign()) {
      throw new UserError(
          "Cannot finish "
              + output
              + ": this process gave no heartbeat for too long, and another run has taken over"
              + " the folder; start again when that run has ended.");
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
   * Writes a heartbeat for other machines. A failed heartbeat is tolerated, because others cannot
   * take the folder either while the storage is unavailable.
   *
   * @return false if another run has taken over the folder
   */
  private synchronized boolean giveSign() {
    if (lost || givenBack) {
      return !lost;
    }
    try {
      if (file.isOf(holder)) {
        file.touch(holder);
      } else {
        // A user may have deleted the file.
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
      // The lock file remains, but is recognised as that of an ended process.
      givenBack = true;
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "output-lock");
    thread.setDaemon(true);
    return thread;
  }

  /** Creates a folder. Returns all created folders, the deepest first. */
  private static List<Path> make(FileSystem files, Path folder) throws IOException {
    List<Path> made = missing(files, folder);
    if (!made.isEmpty() && !files.mkdirs(folder)) {
      throw new IOException(NOT_CREATED);
    }
    return made;
  }

  /**
   * The folders that do not exist yet, the deepest first.
   *
   * @throws IOException if they cannot be created
   */
  private static List<Path> missing(FileSystem files, Path folder) throws IOException {
    List<Path> missing = new ArrayList<>();
    Path at = folder;
    while (at != null && !files.exists(at)) {
      missing.add(at);
      at = at.getParent();
    }
    if (at == null || missing.isEmpty()) {
      return missing;
    }
    if (files.getFileStatus(at).isFile()) {
      throw new IOException(at.getName() + " is a file, so that no folder can be in it");
    }
    boolean isLocal = "file".equals(at.toUri().getScheme());
    if (isLocal && !Files.isWritable(java.nio.file.Path.of(at.toUri().getPath()))) {
      throw new IOException(NOT_CREATED);
    }
    return missing;
  }
}
