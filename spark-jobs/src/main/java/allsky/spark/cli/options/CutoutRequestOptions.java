package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.fetch.selection.CutoutRequests;
import allsky.spark.fetch.selection.ImageKind;
import allsky.spark.table.SourceTable;
import allsky.survey.Band;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that download squares around sources instead of complete images. */
@Heading.Under(Heading.IMAGES)
public final class CutoutRequestOptions {

  /** The window of 43 pixels, and two and a half more on either side for the server's rounding. */
  private static final String DEFAULT_ARCSEC = "66";

  @Option(
      names = "--cutouts-arcsec",
      arity = "0..1",
      fallbackValue = DEFAULT_ARCSEC,
      paramLabel = "ARCSEC",
      description =
          "Download a square around each source instead of complete images. Use this for few sources"
              + " and an HTTP archive. ARCSEC is the side of the square, 20 to 1200 (at least"
              + " --size-arcsec of stack-cutouts plus 16). If you give no number, it is "
              + DEFAULT_ARCSEC
              + ".")
  private Double sizeArcsec;

  @Option(
      names = "--max-cutouts",
      paramLabel = "N",
      description =
          "Maximum number of squares to download. A source counts once for each band. A "
              + "larger request is refused.")
  private int max = 1000;

  /** The older name of {@code --max-cutouts}. */
  @Option(names = "--most-cutouts", hidden = true, paramLabel = "N", description = "Old name.")
  void olderName(int value) {
    max = value;
  }

  public boolean areWanted() {
    return sizeArcsec != null;
  }

  /**
   * The squares around sources.
   *
   * @throws UserError if there are more than --max-cutouts
   */
  public List<ArchiveImage> of(RegionOptions region, SourceTable table, List<Band> bands) {
    List<ArchiveImage> squares =
        CutoutRequests.of(table.rows(), region.sources.coaddId(table), bands, sizeArcsec, max);
    if (squares.size() > max) {
      throw new UserError(
          "Cannot download more than "
              + max
              + " squares (--max-cutouts): raise it, or download complete images without"
              + " --cutouts-arcsec, many of them from --base-url"
              + " s3a://nasa-irsa-wise/wise/allwise/images/p3am_cdd.");
    }
    return squares;
  }

  public void check(RegionOptions region, ArchiveOptions archive, List<ImageKind> kinds) {
    if (!(sizeArcsec >= 20 && sizeArcsec <= 1200)) {
      throw new UserError("Invalid --cutouts-arcsec (20 to 1200): " + sizeArcsec);
    }
    require(max > 0 && max <= 1_000_000, "--max-cutouts must be 1 to 1000000");
    require(region.sources != null, "it requires --sources");
    require(
        archive.baseUrl.isHttp(),
        "only an HTTP archive can cut images; --base-url is " + archive.baseUrl);
    require(kinds.equals(List.of(ImageKind.INT)), "it requires --kinds int");
    require(!archive.md5, "the archive has no checksums of squares for --md5");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new UserError("Cannot use --cutouts-arcsec: " + rule + ".");
    }
  }
}
