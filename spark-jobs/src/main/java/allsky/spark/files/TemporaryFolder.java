package allsky.spark.files;

import allsky.UserError;
import allsky.spark.fault.MachineFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The folder for the temporary files of this process: unpacked native libraries, training cutouts,
 * and rows that Spark shuffles. Only its user can access it, and its name cannot be guessed. It is
 * deleted when the process ends; if the process is killed, the next run of the same user on the
 * same machine deletes it.
 */
public final class TemporaryFolder {

  /** The prefix of the folder names. */
  static final String PREFIX = "allsky-run-";

  /**
   * The file that identifies the process: machine, process id, and start in milliseconds since
   * 1970, or 0 if bin/allsky has just created the folder.
   */
  static final String OWNER = "owner";

  private static final String NOT_STARTED = "0";

  private static final String PROPERTY = "java.io.tmpdir";

  /**
   * The priority of the shutdown hook. Spark's hook, which deletes its folders, has 40; higher
   * priorities run first.
   */
  private static final int AFTER_SPARK = 1;

  private static boolean claimed;

  private TemporaryFolder() {}

  /**
   * Uses the folder that bin/allsky created for this process. If there is none, creates one and
   * sets the property {@code java.io.tmpdir} to it (java.nio.file.Files has read this property
   * already). Deletes the folders of killed processes. A second call does nothing.
   *
   * @throws UserError if the temporary folder cannot be written
   */
  public static synchronized void claim() {
    if (claimed) {
      return;
    }
    Path temporary = Path.of(System.getProperty(PROPERTY));
    Path folder =
        isMadeFor(ProcessHandle.current(), temporary) ? taken(temporary) : below(temporary);
    System.setProperty(PROPERTY, folder.toString());
    ShutdownHookManager.get().addShutdownHook(() -> delete(folder), AFTER_SPARK);
    claimed = true;
  }

  /** True for a folder that bin/allsky created before it became this process. */
  static boolean isMadeFor(ProcessHandle process, Path folder) {
    try {
      String[] owner = Files.readString(folder.resolve(OWNER)).split(" ", -1);
      return folder.getFileName().toString().startsWith(PREFIX)
          && owner.length == 3
          && owner[1].equals(Long.toString(process.pid()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Marks a folder as used by this process, and deletes folders of ended processes next to it. */
  static Path taken(Path folder) {
    try {
      Files.writeString(folder.resolve(OWNER), owner(ProcessHandle.current()));
      clear(folder.getParent(), folder);
      return folder;
    } catch (IOException e) {
      throw cannotWrite(folder.getParent(), e);
    }
  }

  /**
   * Creates a folder for this process below a temporary folder, after deleting folders of ended
   * processes.
   */
  static Path below(Path temporary) {
    Path folder = temporary.resolve(PREFIX + UUID.randomUUID());
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw cannotWrite(temporary, e);
    }
    return taken(folder);
  }

  private static UserError cannotWrite(Path temporary, IOException fault) {
    return new UserError(
        "Cannot write to the temporary folder "
            + temporary
            + ": "
            + MachineFault.reason(fault)
            + "; set TMPDIR to a folder with free space",
        fault);
  }

  private static void clear(Path temporary, Path own) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isLeftBehind(folder, own)) {
          delete(folder);
        }
      }
    }
  }

  /** True for a folder of the same user whose process ran on this machine and has ended. */
  private static boolean isLeftBehind(Path folder, Path own) {
    Path marker = folder.resolve(OWNER);
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
          && hasEnded(Files.readString(marker));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean hasEnded(String owner) {
    String[] words = owner.split(" ", -1);
    if (words.length != 3 || !words[0].equals(machine()) || !words[1].matches("\\d{1,9}")) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(words[1]))
        .map(process -> !words[2].equals(NOT_STARTED) && !owner(process).equals(owner))
        .orElse(true);
  }

  private static String owner(ProcessHandle process) {
    long start = process.info().startInstant().map(instant -> instant.toEpochMilli()).orElse(0L);
    return machine() + " " + process.pid() + " " + start;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName().replace(' ', '_');
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** Deletes a folder and its content; a link is deleted and not followed. */
  private static void delete(Path folder) {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      // A process still writes there; the next run deletes the folder.
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
      if (fault instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw fault;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
