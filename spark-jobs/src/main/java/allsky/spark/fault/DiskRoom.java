package allsky.spark.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.SparkConf;

/** The free space on the disk of a local folder. */
final class DiskRoom {

  private static final double MEBIBYTE = 1024 * 1024;

  private DiskRoom() {}

  /** The free and the total space of a folder's disk, such as {@code 0.0 of 5.0 MiB are free}. */
  static Optional<String> of(String folder) {
    try {
      Optional<Path> path = existing(folder);
      return path.isEmpty() ? Optional.empty() : Optional.of(text(path.get()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The folder, or its nearest existing parent; empty if it is not on a local disk. */
  private static Optional<Path> existing(String folder) {
    String local = folder.replaceFirst("^file:/*(?=/)", "").replaceFirst(",.*", "");
    if (local.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(local).toAbsolutePath();
      while (path != null && !Files.exists(path)) {
        path = path.getParent();
      }
      return Optional.ofNullable(path);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Of a folder and other folders, the one whose local disk has the least free space. */
  static String fullest(String folder, List<String> others) {
    String fullest = folder;
    for (String other : others) {
      Optional<Long> room = usable(other);
      Optional<Long> least = usable(fullest);
      if (room.isPresent() && least.isPresent() && room.get() < least.get()) {
        fullest = other;
      }
    }
    return fullest;
  }

  private static Optional<Long> usable(String folder) {
    return existing(folder).map(path -> path.toFile().getUsableSpace());
  }

  private static String text(Path path) throws IOException {
    var store = Files.getFileStore(path);
    return String.format(
        Locale.ROOT,
        "%,.1f of %,.1f MiB are free",
        store.getUsableSpace() / MEBIBYTE,
        store.getTotalSpace() / MEBIBYTE);
  }

  /** The folder of Spark on the driver for shuffled and spilled rows. */
  static String sparkFolder() {
    String folders = System.getenv("SPARK_LOCAL_DIRS");
    return folders == null
        ? new SparkConf().get("spark.local.dir", System.getProperty("java.io.tmpdir"))
        : folders;
  }
}
