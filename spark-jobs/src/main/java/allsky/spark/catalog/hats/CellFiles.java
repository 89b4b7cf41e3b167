package allsky.spark.catalog.hats;

import allsky.spark.table.votable.FooterWriteSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the sorted rows of one task, one file for each cell. A file is written under a temporary
 * name of this attempt and renamed once it is complete. So each file exists once, even if Spark
 * runs a task again or twice at the same time.
 */
final class CellFiles implements FlatMapFunction<Iterator<InternalRow>, CellFiles.Written> {

  /**
   * A complete file.
   *
   * @param file its index in the plan
   */
  record Written(int file, long rows, long bytes) implements java.io.Serializable {}

  private final HatsPlan plan;
  private final int healpix29;
  private final String dataset;
  private final String attempts;
  private final Broadcast<SerializableConfiguration> writing;

  /**
   * @param healpix29 the index of the column by which the rows are sorted
   * @param dataset the folder of the {@code Norder} folders
   * @param attempts a folder on the same file system for incomplete files
   * @param writing Hadoop's configuration with the schema, as Spark's Parquet writer needs it, and
   *     the footer of {@link FooterWriteSupport}
   */
  CellFiles(
      HatsPlan plan,
      int healpix29,
      String dataset,
      String attempts,
      Broadcast<SerializableConfiguration> writing) {
    this.plan = plan;
    this.healpix29 = healpix29;
    this.dataset = dataset;
    this.attempts = attempts;
    this.writing = writing;
  }

  @Override
  public Iterator<Written> call(Iterator<InternalRow> rows) throws Exception {
    List<Written> written = new ArrayList<>();
    InternalRow row = rows.hasNext() ? rows.next() : null;
    while (row != null) {
      int file = fileOf(row);
      Path attempt = attempt(file);
      long count = 0;
      RecordWriter<Void, InternalRow> writer = writer(attempt);
      try {
        // Spark reuses the row object, so each row is written before the next one is taken.
        do {
          writer.write(null, row);
          count++;
          row = rows.hasNext() ? rows.next() : null;
        } while (row != null && fileOf(row) == file);
      } finally {
        writer.close(null);
      }
      Path path = new Path(dataset, plan.files().get(file).cell().path());
      long bytes = named(path.getFileSystem(hadoop()), attempt, path);
      written.add(new Written(file, count, bytes));
    }
    return written.iterator();
  }

  private int fileOf(InternalRow row) {
    return plan.fileOf(row.getLong(healpix29));
  }

  private Path attempt(int file) {
    return new Path(attempts, TaskContext.get().taskAttemptId() + "-" + file + ".parquet");
  }

  private RecordWriter<Void, InternalRow> writer(Path path)
      throws IOException, InterruptedException {
    return new ParquetOutputFormat<InternalRow>(new FooterWriteSupport())
        .getRecordWriter(
            hadoop(), path, CompressionCodecName.ZSTD, ParquetFileWriter.Mode.OVERWRITE);
  }

  /**
   * Renames a complete file to its final name, unless another attempt was faster. Returns its
   * length.
   */
  static long named(FileSystem files, Path attempt, Path path) throws IOException {
    files.mkdirs(path.getParent());
    if (!renamed(files, attempt, path) && !files.exists(path)) {
      throw new IOException("Cannot rename " + attempt + " to " + path);
    }
    return files.getFileStatus(path).getLen();
  }

  /** If the name exists, HDFS returns false and S3A throws an exception. */
  private static boolean renamed(FileSystem files, Path from, Path to) throws IOException {
    try {
      return files.rename(from, to);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private Configuration hadoop() {
    return writing.value().value();
  }
}
