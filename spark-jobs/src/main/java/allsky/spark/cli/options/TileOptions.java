package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.columns.TableInput;
import allsky.spark.table.tile.TileTable;
import allsky.spark.tiles.TileIndex;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The option that says where the images are. */
public final class TileOptions {

  /** What a job says while {@link #index} works. */
  public static final String LISTING = "listing the images and reading new headers";

  /** What a job says while sources are given their tiles for the first time. */
  public static final String COUNTING = "counting the sources of each tile";

  private static final String TILE_INDEX = "--tile-index";

  /** So many bad tiles are named in one line. */
  private static final int NAMED = 3;

  @Option(
      names = "--tiles",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of FITS images, searched at any depth, on any Hadoop file system. Names "
              + "that begin with . or _ are skipped.")
  public String path;

  @Option(
      names = TILE_INDEX,
      paramLabel = "DIR",
      description =
          "Folder for cached image headers. Later runs read only new and changed files. "
              + "Default: _tiles in --tiles.")
  private String keptIn;

  @Option(
      names = "--fail-on-bad-tiles",
      description =
          "Stop with an error if a tile with sources is not usable. Also stop if a source "
              + "has no tile and an image that may contain it is not readable. Without this "
              + "option such sources get a status.")
  public boolean failOnBadTiles;

  /**
   * Ends a strict job.
   *
   * @param bad why tiles cannot be used, a line each that names the file
   */
  public void refuseBad(List<String> bad) {
    if (failOnBadTiles && !bad.isEmpty()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "Cannot use %,d of the tiles (--fail-on-bad-tiles): %s%s. Mend or fetch their images,"
                  + " then start again.",
              bad.size(),
              String.join("; ", bad.subList(0, Math.min(NAMED, bad.size()))),
              bad.size() > NAMED ? "; and more" : ""));
    }
  }

  public TableInput input() {
    return new TableInput("--tiles", path);
  }

  /**
   * Checks that the headers are kept neither in an output, which is emptied, nor in a table.
   *
   * @param places the place of an output by option and path
   * @param tables other inputs of the job
   */
  public void refuseIndexIn(
      BiFunction<String, String, OutputPlace> places, OutputOptions output, TableInput... tables) {
    if (keptIn != null) {
      places.apply("--output", output.path).holdsNone(new TableInput(TILE_INDEX, keptIn));
      places.apply(TILE_INDEX, keptIn).isInNone(tables);
    }
  }

  public TileIndex index(SparkSession spark) {
    String folder = keptIn == null ? path + "/" + TileTable.FOLDER : keptIn;
    return TileIndex.of(spark, path, folder);
  }
}
