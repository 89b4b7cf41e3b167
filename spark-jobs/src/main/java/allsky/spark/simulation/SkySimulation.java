package allsky.spark.simulation;

import allsky.UserError;
import allsky.simulation.SimulatedImageWriter;
import allsky.simulation.SimulatedSky;
import allsky.simulation.SimulatedTile;
import allsky.simulation.catalog.CatalogSource;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.RunLayout;
import allsky.spark.runtime.Progress;
import allsky.spark.table.AllwiseTable;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.table.TruthTable;
import allsky.survey.AtlasTile;
import allsky.survey.Band;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Simulates a sky on a cluster. Tiles are independent, so each product is made in its own pass over
 * the tiles. The images take most of the time; the rows of a tile take less than a second, so they
 * are computed again for each product.
 */
public final class SkySimulation {

  /** The number of tiles in one file of the catalog. */
  private static final int TILES_PER_PART = 16;

  private final SparkSession spark;
  private final SimulatedSky sky;
  private final List<AtlasTile> tiles;
  private final List<Band> imageBands;
  private final LongAccumulator imagesDone;

  /**
   * @param imageBands the bands whose images are written; with none only the tables are written
   */
  public SkySimulation(
      SparkSession spark, SimulatedSky sky, List<AtlasTile> tiles, List<Band> imageBands) {
    this.spark = spark;
    this.sky = sky;
    this.tiles = tiles;
    this.imageBands = List.copyOf(imageBands);
    this.imagesDone = spark.sparkContext().longAccumulator("images done");
  }

  /**
   * Also writes each spectrum as a file of its own, {@code
   * spectra/PLATE/spec-PLATE-MJD-FIBER.fits}. Call this before {@link #write}, which finishes the
   * output.
   *
   * @return the number of files
   */
  public long writeSpectrumFiles(OutputFolder folder) {
    SimulatedSky simulated = sky;
    String place = folder.path() + "/" + RunLayout.SKY_SPECTRUM_FILES;
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    return context()
        .parallelize(tiles, tiles.size())
        .map(tile -> SpectrumFileWriter.writeAll(simulated.at(tile), place, hadoop.value()))
        .reduce(Long::sum);
  }

  /** What was written. */
  public record Written(long images, long sources, long spectra) {}

  /**
   * Writes the images, the catalog, its true classes and the spectra into an output, and finishes
   * it.
   *
   * @param folder the output, made ready by {@link OutputFolder#startAfresh}
   */
  public Written write(OutputFolder folder, RunIdentity run) {
    if (!imageBands.isEmpty()) {
      try (Progress progress =
          Progress.start("simulate-sky", "images", images(), imagesDone::value)) {
        writeImages(folder.path() + "/" + RunLayout.TILES);
      }
    }
    OutputFolder catalog = folder.inside(RunLayout.SKY_CATALOG);
    catalog.startAfresh(run, run.overwrites());
    TableFolder.write(catalog(), catalog, run);
    catalog.finish();
    OutputFolder truth = folder.inside(RunLayout.SKY_TRUTH);
    truth.startAfresh(run, run.overwrites());
    TableFolder.write(truth(), truth, run);
    truth.finish();
    long spectra = writeSpectra(folder.path() + "/" + RunLayout.SKY_SPECTRA);
    folder.finish();
    long sources = ParquetFiles.read(spark.read(), catalog.path()).count();
    return new Written(images(), sources, spectra);
  }

  /** The number of images to write. */
  private long images() {
    return (long) tiles.size() * imageBands.size();
  }

  /**
   * Writes all images below a folder on any Hadoop file system, in the layout of the archive:
   * {@code 00/0000/0000m016_ac51/0000m016_ac51-w1-int-3.fits}.
   */
  private void writeImages(String folder) {
    SimulatedSky simulated = sky;
    List<Band> bands = imageBands;
    LongAccumulator done = imagesDone;
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    // Each task writes one tile, one band at a time, so that a core holds the pixels of one image.
    context()
        .parallelize(tiles, tiles.size())
        .foreach(
            tile -> {
              SimulatedTile simulatedTile = simulated.at(tile);
              for (Band band : bands) {
                writeImage(simulatedTile, band, folder, hadoop.value());
                done.add(1L);
              }
            });
  }

  /** The catalog's rows, with their kinds if there can be unusual objects. */
  private Dataset<Row> catalog() {
    return sky.namesKinds() ? catalogWithKinds() : ordinaryCatalog();
  }

  private Dataset<Row> ordinaryCatalog() {
    SimulatedSky simulated = sky;
    JavaRDD<Row> rows =
        rowTiles()
            .flatMap(
                tile -> {
                  List<CatalogSource> sources = simulated.at(tile).catalog();
                  return sources.stream().map(AllwiseTable::row).iterator();
                });
    return spark.createDataFrame(rows, AllwiseTable.schema());
  }

  /** The true classes of the catalog's rows, by {@link TruthTable#schema()}. */
  private Dataset<Row> truth() {
    SimulatedSky simulated = sky;
    JavaRDD<Row> rows =
        rowTiles()
            .flatMap(tile -> simulated.at(tile).truth().stream().map(TruthTable::row).iterator());
    return spark.createDataFrame(rows, TruthTable.schema());
  }

  private Dataset<Row> catalogWithKinds() {
    SimulatedSky simulated = sky;
    JavaRDD<Row> rows = rowTiles().flatMap(tile -> rowsWithKinds(simulated.at(tile)).iterator());
    return spark.createDataFrame(rows, AllwiseTable.schemaWithKind());
  }

  private static List<Row> rowsWithKinds(SimulatedTile tile) {
    List<Row> rows = new ArrayList<>();
    tile.catalog().forEach(source -> rows.add(AllwiseTable.row(source, null)));
    List<CatalogSource> unusual = tile.unusualRows(rows.size());
    for (int i = 0; i < unusual.size(); i++) {
      String kind = tile.unusual().get(i).kind().toString();
      rows.add(AllwiseTable.row(unusual.get(i), kind));
    }
    return rows;
  }

  /**
   * Writes the spectra as one FITS table; the driver holds one partition at a time.
   *
   * @return the number of spectra
   */
  private long writeSpectra(String file) {
    SimulatedSky simulated = sky;
    JavaRDD<byte[]> rows =
        rowTiles()
            .flatMap(
                tile -> simulated.at(tile).spectra().stream().map(SpecObjTable::encode).iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
    long count = rows.count();
    Path path = new Path(file);
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try (OutputStream stream = path.getFileSystem(hadoop).create(path, true)) {
      SpecObjTable.write(rows.toLocalIterator(), count, stream);
    } catch (IOException e) {
      throw new UserError("Cannot write " + file + ": " + e.getMessage(), e);
    }
    rows.unpersist(false);
    return count;
  }

  private static void writeImage(SimulatedTile tile, Band band, String folder, Configuration hadoop)
      throws IOException {
    Path path = new Path(folder, tile.tile().imagePath(band));
    try (OutputStream stream = path.getFileSystem(hadoop).create(path, true)) {
      SimulatedImageWriter.write(tile, band, stream);
    }
  }

  private JavaRDD<AtlasTile> rowTiles() {
    int parts = Math.max(context().defaultParallelism(), tiles.size() / TILES_PER_PART);
    return context().parallelize(tiles, Math.min(parts, tiles.size()));
  }

  private JavaSparkContext context() {
    return new JavaSparkContext(spark.sparkContext());
  }
}
