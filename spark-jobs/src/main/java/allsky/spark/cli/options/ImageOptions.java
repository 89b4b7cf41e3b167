package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.fetch.selection.ImageKind;
import allsky.spark.fetch.selection.TileSelection;
import allsky.survey.Band;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which images of a tile are downloaded. */
@Heading.Under(Heading.IMAGES)
public final class ImageOptions {

  @Option(
      names = "--bands",
      defaultValue = "W1,W2,W3",
      paramLabel = "LIST",
      description = "Bands to download, such as W1,W2,W3 or W1W2W3.")
  private String bands;

  @Option(
      names = "--kinds",
      defaultValue = "int",
      paramLabel = "LIST",
      description =
          "Images to download for each band: int (intensity), unc (uncertainty), cov "
              + "(coverage).")
  private String kinds;

  @Mixin private CutoutRequestOptions squares;

  /**
   * @throws UserError if an option is invalid, or does not fit to the region or the archive
   */
  public void check(RegionOptions region, ArchiveOptions archive) {
    bands();
    List<ImageKind> wanted = kinds();
    if (squares.areWanted()) {
      squares.check(region, archive, wanted);
    }
  }

  /** The images of some tiles, or squares around the sources of a region. */
  public List<ArchiveImage> of(TileSelection tiles, RegionOptions region, SparkSession spark) {
    return squares.areWanted()
        ? squares.of(region, region.sources.read(spark), bands())
        : tiles.images(bands(), kinds());
  }

  private List<Band> bands() {
    return OptionCheck.bands("--bands", bands);
  }

  private List<ImageKind> kinds() {
    return parsed("--kinds", kinds, ImageKind::ofNames);
  }

  /** The value of a list, or the UserError that names its option. */
  static <T> T parsed(String option, String names, Function<String, T> reader) {
    try {
      return reader.apply(names);
    } catch (IllegalArgumentException e) {
      throw new UserError("Invalid " + option + ": " + names, e);
    }
  }
}
