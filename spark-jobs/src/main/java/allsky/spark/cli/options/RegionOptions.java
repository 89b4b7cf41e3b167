package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.sky.SkyRegion;
import allsky.spark.fetch.selection.TileSelection;
import allsky.spark.table.SourceTable;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that choose a region of the sky; one of them is given. */
@Heading.Under(Heading.INPUT)
public final class RegionOptions {

  @ArgGroup(exclusive = false)
  public SourceOptions sources;

  @Option(
      names = "--cone",
      paramLabel = "RA,DEC,RADIUS",
      description =
          "Instead of --sources: all tiles that overlap a circle with this centre and "
              + "radius, in degrees.")
  private String cone;

  @Option(
      names = "--box",
      paramLabel = "RA1,RA2,DEC1,DEC2",
      description =
          "Instead of --sources: all tiles that overlap a box, in degrees. The box "
              + "extends eastwards from RA1 to RA2, so 350,10 crosses 0.")
  private String box;

  @Option(
      names = "--coadd-ids",
      paramLabel = "LIST",
      description =
          "Instead of --sources: a list of tiles by their coadd_id, such as " + "0000p000_ac51.")
  private String coaddIds;

  /**
   * The tiles of the region.
   *
   * @param log takes a line for the user
   * @throws allsky.UserError if the region is invalid, or no source has a position
   */
  public TileSelection tiles(SparkSession spark, Consumer<String> log) {
    if (coaddIds != null) {
      return ImageOptions.parsed("--coadd-ids", coaddIds, TileSelection::ofNames);
    }
    return region().map(TileSelection::of).orElseGet(() -> tilesOfSources(spark, log));
  }

  private TileSelection tilesOfSources(SparkSession spark, Consumer<String> log) {
    SourceTable table = sources.read(spark, log);
    TileSelection tiles = TileSelection.of(table.rows(), sources.coaddId(table));
    if (tiles.sourcesWithout() > 0) {
      log.accept(
          String.format(
              Locale.ROOT,
              "%,d sources have neither a coadd_id nor a position",
              tiles.sourcesWithout()));
    }
    check(tiles.sources() > 0, "Cannot fetch tiles: --sources %s has no position.", sources.path);
    return tiles;
  }

  /** The region, where one was given. */
  private Optional<SkyRegion> region() {
    return Optional.ofNullable(cone)
        .map(RegionText::cone)
        .or(() -> Optional.ofNullable(box).map(RegionText::box));
  }
}
