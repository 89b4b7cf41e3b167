package allsky.spark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.SparkConf;

/** How much room the disk of a local folder has. */
final class DiskRoom {

  private static final double MEBIBYTE = 1024 * 1024;

  private DiskRoom() {}

  /** The free and the total space of a folder's disk, such as {@code 0.0 of 5.0 MiB are free}. */
  static Optional<String> of(String folder) {
    String local = folder.replaceFirst("^file:/*(?=/)", "").replaceFirst(",.*", "");
    if (local.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(local).toAbsolutePath();
      while (path != null && !Files.exists(path)) {
        path = path.getParent();
      }
      return path == null ? Optional.empty() : Optional.of(text(path));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String text(Path path) throws IOException {
    var store = Files.getFileStore(path);
    return String.format(
        Locale.ROOT,
        "%,.1f of %,.1f MiB are free",
        store.getUsableSpace() / MEBIBYTE,
        store.getTotalSpace() / MEBIBYTE);
  }

  /** The folder of the driver's Spark for shuffled and spilled rows. */
  static String sparkFolder() {
    String folders = System.getenv("SPARK_LOCAL_DIRS");
    return folders == null
        ? new SparkConf().get("spark.local.dir", System.getProperty("java.io.tmpdir"))
        : folders;
  }
}
