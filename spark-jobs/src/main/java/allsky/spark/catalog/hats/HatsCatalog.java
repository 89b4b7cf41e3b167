package allsky.spark.catalog.hats;

import static org.apache.spark.sql.functions.col;

import allsky.spark.files.FilesBelow;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.table.prediction.PredictionTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * An output folder in the HATS format. Rows without a position have no HEALPix cell, so they are
 * stored separately in {@value #WITHOUT_POSITION}. {@link #rows} reads both.
 */
public final class HatsCatalog {

  /**
   * The folder of the rows without a position, plain Parquet; it exists only if there are such
   * rows.
   */
  public static final String WITHOUT_POSITION = "without_position";

  private static final String DATASET = "dataset";

  /** The folder for incomplete files; its marker file says that the catalog is complete. */
  private static final String WORK = "_catalog";

  private static final String HEALPIX_29 = PredictionTable.HEALPIX_29;

  private final OutputFolder folder;
  private final RunIdentity identity;

  private HatsCatalog(OutputFolder folder, RunIdentity identity) {
    this.folder = folder;
    this.identity = identity;
  }

  /** The catalog that a job writes in its output folder. */
  public static HatsCatalog in(OutputFolder folder, RunIdentity identity) {
    return new HatsCatalog(folder, identity);
  }

  /** All rows of a catalog whose files have the same columns, including rows without a position. */
  public static Dataset<Row> rows(SparkSession spark, Path catalog) throws IOException {
    return rows(spark, spark.read(), catalog, false);
  }

  /**
   * All rows of a catalog, including rows without a position.
   *
   * @param reader has the options and the schema for reading
   * @param merged true if files lack columns that other files have
   */
  public static Dataset<Row> rows(
      SparkSession spark, DataFrameReader reader, Path catalog, boolean merged) throws IOException {
    List<Dataset<Row>> parts = new ArrayList<>();
    FileSystem files = catalog.getFileSystem(spark.sparkContext().hadoopConfiguration());
    if (hasRowsBeside(files, catalog)) {
      parts.add(ParquetFiles.read(reader, new Path(catalog, WITHOUT_POSITION).toString()));
    }
    String[] cells = readable(files, cells(files, catalog));
    if (cells.length > 0) {
      parts.add(0, ParquetFiles.read(reader.option("recursiveFileLookup", "true"), cells));
    }
    return parts.stream()
        .reduce((first, second) -> first.unionByName(second, merged))
        .orElseThrow(() -> new FileNotFoundException("it contains no cells of a HATS catalog."));
  }

  /**
   * The folders, or their files if a symbolic link makes a loop that Spark would follow forever.
   */
  private static String[] readable(FileSystem files, List<Path> folders) throws IOException {
    List<Path> readable = new ArrayList<>();
    for (Path folder : folders) {
      FilesBelow below = FilesBelow.of(files, folder, name -> !name.matches("[._].*"));
      if (below.skipped().isEmpty()) {
        readable.add(folder);
      } else {
        below.files().forEach(file -> readable.add(file.getPath()));
      }
    }
    return readable.stream().map(Path::toString).toArray(String[]::new);
  }

  /** True if a folder contains HATS cells, or rows without a position. */
  public static boolean isAt(FileSystem files, Path catalog) throws IOException {
    return hasRowsBeside(files, catalog) || !cells(files, catalog).isEmpty();
  }

  /**
   * The folder with a catalog's {@code Norder} folders: {@code dataset}, or in older catalogs the
   * catalog folder.
   */
  public static Path dataset(FileSystem files, Path catalog) throws IOException {
    Path dataset = new Path(catalog, DATASET);
    return files.exists(dataset) ? dataset : catalog;
  }

  /**
   * The {@code Norder} folders with cells. Only these contain the rows of the catalog; the other
   * files are metadata and a thumbnail that repeats rows.
   */
  public static List<Path> cells(FileSystem files, Path catalog) throws IOException {
    List<Path> orders = new ArrayList<>();
    for (Path order : below(files, dataset(files, catalog), "Norder=")) {
      if (holdsCell(files, order)) {
        orders.add(order);
      }
    }
    return orders;
  }

  private static boolean holdsCell(FileSystem files, Path order) throws IOException {
    for (Path directory : below(files, order, "Dir=")) {
      if (!below(files, directory, "Npix=").isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> below(FileSystem files, Path folder, String start) throws IOException {
    try {
      return Arrays.stream(files.listStatus(folder, path -> path.getName().startsWith(start)))
          .map(FileStatus::getPath)
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private static boolean hasRowsBeside(FileSystem files, Path catalog) throws IOException {
    return files.exists(new Path(catalog, WITHOUT_POSITION));
  }

  /** True if the catalog is complete. The output of the job may still be unfinished. */
  public boolean isComplete() {
    return folder.isComplete(WORK);
  }

  /**
   * Writes the catalog and replaces an incomplete one of an interrupted run.
   *
   * @param rows a table with {@code ra dec _healpix_29}, the key first; it is read three times
   * @param maxRows the largest number of rows in a file, unless its cell has order {@value
   *     HatsPlan#COUNT_ORDER}
   * @return one line that describes the catalog
   */
  public String write(Dataset<Row> rows, long maxRows) {
    List.of(DATASET, WITHOUT_POSITION, WORK).forEach(folder::delete);
    Dataset<Row> identified = TableFolder.identified(rows, identity);
    RowCounts counts = RowCounts.of(identified, HEALPIX_29);
    HatsPlan plan = HatsPlan.of(counts.byCell(), maxRows);
    if (counts.without() > 0 || plan.files().isEmpty()) {
      Dataset<Row> without = identified.filter(col(HEALPIX_29).isNull());
      TableFolder.writePart(without, folder, WITHOUT_POSITION, identity);
    }
    if (!plan.files().isEmpty()) {
      HatsDataset dataset = new HatsDataset(place(DATASET), place(WORK), HEALPIX_29);
      long bytes = dataset.write(identified, plan, counts.longest(), identity);
      describe(plan, counts, maxRows, bytes);
    }
    folder.finish(WORK);
    return line(plan, counts.without());
  }

  /** Removes the working files. */
  public void removeWork() {
    folder.delete(WORK);
  }

  private String place(String name) {
    return folder.path() + "/" + name;
  }

  private void describe(HatsPlan plan, RowCounts counts, long maxRows, long bytes) {
    String name = new Path(folder.path()).getName();
    String properties =
        new HatsProperties(
                name, PredictionTable.RA, PredictionTable.DEC, HEALPIX_29, maxRows, bytes)
            .text(plan, identity);
    folder.write("skymap.fits", Skymap.fits(counts.byCell()));
    folder.write("partition_info.csv", plan.partitionInfo());
    folder.write("properties", properties);
    folder.write("hats.properties", properties);
  }

  private static String line(HatsPlan plan, long without) {
    return String.format(
        Locale.ROOT,
        "HATS catalog of %,d rows in %,d files, order %d to %d; %,d rows without a position",
        plan.rows(),
        plan.files().size(),
        plan.lowestOrder(),
        plan.deepestOrder(),
        without);
  }
}
