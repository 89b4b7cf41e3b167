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

/** The options of every job that reads a folder of images. */
@Heading.Under(Heading.INPUT)
public final class TileOptions {

  /** The name of the work of {@link #index} in the log. */
  public static final String LISTING = "listing the images and reading new headers";

  /** The description of the option {@code --tiles}. */
  public static final String FOLDER =
      "Folder of FITS images, searched at any depth, on any Hadoop file system. Names that begin"
          + " with . or _ are skipped.";

  private static final String TILE_INDEX = "--tile-index";

  /** Bad tiles that are named in one line. */
  private static final int NAMED = 3;

  @Heading.Under(Heading.IMAGES)
  @Option(
      names = TILE_INDEX,
      paramLabel = "DIR",
      description =
          "Folder for cached image headers. Later runs read only the headers of new and "
              + "changed files. Default: _tiles in the folder of the images.")
  private String keptIn;

  @Heading.Under(Heading.IMAGES)
  @Option(
      names = "--fail-on-bad-tiles",
      description =
          "Stop with an error if a tile with sources has a missing or unusable image. "
              + "Also stop if a source has no tile, and an unreadable image may contain the "
              + "source. Without this option the status of such sources says why they have no "
              + "cutout.")
  public boolean failOnBadTiles;

  /**
   * Stops the job if it has {@code --fail-on-bad-tiles} and tiles are not usable.
   *
   * @param bad a line for each such tile, with the file and the reason
   * @throws UserError if there is one
   */
  public void refuseBad(List<String> bad) {
    if (failOnBadTiles && !bad.isEmpty()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "Cannot use %,d of the tiles (--fail-on-bad-tiles): %s%s. Repair or download their"
                  + " images, then run the job again.",
              bad.size(),
              String.join("; ", bad.subList(0, Math.min(NAMED, bad.size()))),
              bad.size() > NAMED ? "; and more" : ""));
    }
  }

  /**
   * Checks that the folder of {@code --tile-index} is in no output, which is emptied, and in no
   * table.
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

  /** The index of the images in a folder. */
  public TileIndex index(SparkSession spark, String tiles) {
    return TileIndex.of(spark, tiles, kept(tiles));
  }

  /** The same index; headers are read from the cache, but not written to it. */
  public TileIndex readOnlyIndex(SparkSession spark, String tiles) {
    return TileIndex.readOnly(spark, tiles, kept(tiles));
  }

  private String kept(String tiles) {
    return keptIn == null ? tiles + "/" + TileTable.FOLDER : keptIn;
  }
}
