package allsky.spark.catalog.hats;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of HATS catalogs: a primary table, and its margins and indexes, which repeat its rows.
 * HATS 1.0, section on collections; LSDB opens a collection by its primary table too.
 */
public final class HatsCollection {

  private static final String PROPERTIES = "collection.properties";
  private static final String PRIMARY = "hats_primary_table_url";

  private HatsCollection() {}

  /**
   * The folder of a collection's primary table; empty if the folder is not a collection.
   *
   * @throws IOException if its properties do not name an existing table
   */
  public static Optional<Path> primaryTable(FileSystem files, Path folder) throws IOException {
    Path file = new Path(folder, PROPERTIES);
    // HDFS throws an exception for a path below a file.
    if (!isFolder(files, folder) || !files.exists(file)) {
      return Optional.empty();
    }
    String name = properties(files, file).getProperty(PRIMARY, "").strip();
    if (name.isEmpty()) {
      throw new IOException(
          "its " + PROPERTIES + " has no " + PRIMARY + "; name the folder of one of its catalogs.");
    }
    Path table = new Path(folder, name);
    if (!files.exists(table)) {
      throw new IOException("its " + PROPERTIES + " names " + name + ", which does not exist.");
    }
    return Optional.of(table);
  }

  private static boolean isFolder(FileSystem files, Path path) throws IOException {
    try {
      return files.getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static Properties properties(FileSystem files, Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = new InputStreamReader(files.open(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException("its " + PROPERTIES + " is not readable: " + e.getMessage() + ".", e);
    }
    return properties;
  }
}
