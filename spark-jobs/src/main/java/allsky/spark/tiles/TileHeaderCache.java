package allsky.spark.tiles;

import allsky.spark.fault.LibraryFault;
import allsky.spark.fault.Storage;
import allsky.spark.files.AtomicFile;
import allsky.spark.output.lock.OutputLock;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.table.tile.TileFileRow;
import allsky.spark.table.tile.TileTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The cache of tile headers: a {@link TileTable} that one run writes for the next. One job at a
 * time writes it under a temporary name and renames it. If the cache cannot be read or written, the
 * headers are read from the images.
 */
final class TileHeaderCache {

  /** The number of rows in a task, about 300 KB. */
  private static final int ROWS_A_SLICE = 2000;

  private static final String STAGED = "_new-";

  private final SparkSession spark;
  private final String given;
  private final Path folder;
  private final boolean isReadOnly;

  private TileHeaderCache(SparkSession spark, String given, boolean isReadOnly) {
    this.spark = spark;
    this.given = given;
    this.folder = new Path(given);
    this.isReadOnly = isReadOnly;
  }

  /** The cache in a folder that may not exist. */
  static TileHeaderCache in(SparkSession spark, String folder) {
    return new TileHeaderCache(spark, folder, false);
  }

  /** The same cache, which {@link #keep} does not change. */
  static TileHeaderCache readOnly(SparkSession spark, String folder) {
    return new TileHeaderCache(spark, folder, true);
  }

  /** The files in the cache by path; empty if there is no cache of the current format version. */
  Map<String, TileFileRow> read() {
    try {
      if (!files().exists(table())) {
        return Map.of();
      }
      Dataset<Row> rows = ParquetFiles.read(spark.read(), table().toString());
      return TileTable.isCurrent(rows.schema()) ? byPath(rows.collectAsList()) : Map.of();
    } catch (Exception e) {
      // Spark throws checked exceptions undeclared. After any failure the headers are read from the
      // images.
      return Map.of();
    }
  }

  /** Replaces the cache. Returns the reason in one line if the folder cannot be written. */
  Optional<String> keep(List<TileFileRow> tiles) {
    if (isReadOnly) {
      return Optional.empty();
    }
    try {
      write(tiles);
      return Optional.empty();
    } catch (Exception e) {
      // Spark throws checked exceptions undeclared. None of them stops the job.
      return Optional.of(
          String.format(
              Locale.ROOT,
              "cannot write the tile index to %s (%s); name another folder with --tile-index, so"
                  + " that the headers are read only once",
              given,
              LibraryFault.reason(e)));
    }
  }

  private void write(List<TileFileRow> tiles) throws IOException {
    FileSystem files = files();
    requireNoOtherTable(files);
    SparkContext context = spark.sparkContext();
    try (OutputLock lock =
        OutputLock.take(
            "the tile index",
            folder.toString(),
            context.appName(),
            context.hadoopConfiguration(),
            line -> {})) {
      // A file with such a name was left by a killed job.
      deleteStaged(files);
      Path staging = new Path(folder, STAGED + UUID.randomUUID());
      TableFolder.writeOneFile(rows(tiles), staging.toString());
      lock.requireHeld();
      AtomicFile.rename(files, writtenIn(files, staging), table());
      deleteStaged(files);
    }
  }

  /** Rejects a folder of the user that contains another table with this name. */
  private void requireNoOtherTable(FileSystem files) throws IOException {
    boolean isNamed = !folder.getName().equals(TileTable.FOLDER);
    if (isNamed && files.exists(table()) && !isTileTable()) {
      throw new IOException(
          "its file " + TileTable.FILE + " is not a tile index; delete it, or name another folder");
    }
  }

  private boolean isTileTable() {
    try {
      return TileTable.isOne(ParquetFiles.read(spark.read(), table().toString()).schema());
    } catch (Exception e) {
      // Spark throws checked exceptions undeclared. A table that it cannot read is not ours.
      return false;
    }
  }

  private void deleteStaged(FileSystem files) throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      if (entry.getPath().getName().startsWith(STAGED)) {
        files.delete(entry.getPath(), true);
      }
    }
  }

  private static Map<String, TileFileRow> byPath(List<Row> rows) {
    return rows.stream()
        .map(TileTable::file)
        .collect(Collectors.toMap(TileFileRow::path, file -> file, (first, second) -> first));
  }

  private Dataset<Row> rows(List<TileFileRow> tiles) {
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

  private Path table() {
    return new Path(folder, TileTable.FILE);
  }

  private FileSystem files() throws IOException {
    return Storage.of(folder, spark.sparkContext().hadoopConfiguration());
  }
}
