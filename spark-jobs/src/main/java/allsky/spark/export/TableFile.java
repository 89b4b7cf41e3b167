package allsky.spark.export;

import allsky.UserError;
import allsky.spark.fault.Storage;
import allsky.spark.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableWriter;

/** Files that have their name only when they are complete. */
final class TableFile {

  private TableFile() {}

  /** Hadoop's configuration of a table's session. */
  static Configuration hadoop(Dataset<Row> rows) {
    return rows.sparkSession().sparkContext().hadoopConfiguration();
  }

  /**
   * Writes a table and replaces an existing file.
   *
   * @throws UserError if the file cannot be written
   */
  static void write(StarTable table, StarTableWriter writer, Path file, Configuration hadoop) {
    Path unfinished = file.suffix(".writing");
    try {
      FileSystem files = file.getFileSystem(hadoop);
      try (OutputStream stream = files.create(unfinished, true)) {
        writer.writeStarTable(table, stream);
      }
      AtomicFile.rename(files, unfinished, file);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Writes a small file and replaces an existing one.
   *
   * @throws UserError if the file cannot be written
   */
  static void write(byte[] content, Path file, Configuration hadoop) {
    try {
      AtomicFile.write(file.getFileSystem(hadoop), file, file.getName() + ".writing", content);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static UserError cannotWrite(Path file, IOException e) {
    return new UserError("Cannot write " + file + ": " + Storage.reason(e), e);
  }
}
