package allsky.spark.tiles;

import allsky.spark.run.Storage;
import allsky.spark.table.TableFolder;
import allsky.spark.table.TileFile;
import allsky.spark.table.TileTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The {@link TileTable} that one run leaves for the next. It is written under another name and
 * renamed, so that two jobs at once leave the table of the one or the other. It only saves time:
 * where it cannot be read or written, headers are read instead.
 */
final class KeptTiles {

  /** Rows of a task, some 300 KB. */
  private static final int ROWS_A_SLICE = 2000;

  private final SparkSession spark;
  private final Path folder;

  private KeptTiles(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** The table in a folder, which need not exist. */
  static KeptTiles in(SparkSession spark, String folder) {
    return new KeptTiles(spark, new Path(folder));
  }

  /** The files of the table by their paths; none where there is no table of this reading. */
  Map<String, TileFile> read() {
    try {
      if (!files().exists(table())) {
        return Map.of();
      }
      Dataset<Row> rows = spark.read().parquet(table().toString());
      return TileTable.isCurrent(rows.schema()) ? byPath(rows.collectAsList()) : Map.of();
    } catch (Exception e) {
      // Spark throws checked exceptions undeclared; whatever it is, the headers are there to read.
      return Map.of();
    }
  }

  /**
   * Replaces the table.
   *
   * @throws IOException where the folder cannot be written
   */
  void write(List<TileFile> tiles) throws IOException {
    FileSystem files = files();
    Path staging = new Path(folder, "_new-" + UUID.randomUUID());
    if (!files.mkdirs(staging)) {
      throw new IOException("it cannot be made");
    }
    try {
      TableFolder.writeOneFile(rows(tiles), staging.toString());
      replaceTable(files, writtenIn(files, staging));
    } finally {
      files.delete(staging, true);
    }
  }

  private static Map<String, TileFile> byPath(List<Row> rows) {
    return rows.stream()
        .map(TileTable::file)
        .collect(Collectors.toMap(TileFile::path, file -> file, (first, second) -> first));
  }

  private Dataset<Row> rows(List<TileFile> tiles) {
    List<Row> rows = tiles.stream().map(TileTable::row).toList();
    int slices = 1 + rows.size() / ROWS_A_SLICE;
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Dataset<Row> table =
        spark.createDataFrame(context.parallelize(rows, slices), TileTable.schema());
    return slices == 1 ? table : table.repartition(1).sortWithinPartitions(TileTable.PATH);
  }

  private static Path writtenIn(FileSystem files, Path staging) throws IOException {
    return Arrays.stream(files.listStatus(staging))
        .map(FileStatus::getPath)
        .filter(path -> path.getName().endsWith(".parquet"))
        .findFirst()
        .orElseThrow(() -> new IOException("nothing was written"));
  }

  /** Hadoop's local file system would delete the old table before it renames the new one. */
  private void replaceTable(FileSystem files, Path written) throws IOException {
    Path target = files.makeQualified(table());
    if (target.toUri().getScheme().equals("file")) {
      Files.move(
          java.nio.file.Path.of(files.makeQualified(written).toUri()),
          java.nio.file.Path.of(target.toUri()),
          StandardCopyOption.ATOMIC_MOVE);
    } else {
      FileContext.getFileContext(target.toUri(), files.getConf())
          .rename(files.makeQualified(written), target, Options.Rename.OVERWRITE);
    }
  }

  private Path table() {
    return new Path(folder, TileTable.FILE);
  }

  private FileSystem files() throws IOException {
    return Storage.of(folder, spark.sparkContext().hadoopConfiguration());
  }
}
