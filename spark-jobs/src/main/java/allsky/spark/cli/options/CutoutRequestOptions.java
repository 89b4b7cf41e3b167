package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.fetch.selection.CutoutRequests;
import allsky.spark.fetch.selection.ImageKind;
import allsky.spark.table.SourceTable;
import allsky.survey.Band;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that ask for the surroundings of sources instead of whole images. */
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
              + " and an HTTP archive. ARCSEC is the side of the square, 20 to 1200. It must be 16 arcsec"
              + " larger than --size-arcsec of stack-cutouts. If you give no number, it is "
              + DEFAULT_ARCSEC
              + ".")
  private Double sizeArcsec;

  @Option(
      names = "--max-cutouts",
      paramLabel = "N",
      description =
          "Maximum number of squares to download, where each band counts. A larger "
              + "request is refused.")
  private int most = 1000;

  /** The older name of {@code --max-cutouts}. */
  @Option(names = "--most-cutouts", hidden = true, paramLabel = "N", description = "Old name.")
  void olderName(int value) {
    most = value;
  }

  public boolean areWanted() {
    return sizeArcsec != null;
  }

  /** The squares of sources; refused where whole images are the better way. */
  public List<ArchiveImage> of(RegionOptions place, SourceTable table, List<Band> bands) {
    List<ArchiveImage> pieces =
        CutoutRequests.of(table.rows(), place.sources.coaddId(table), bands, sizeArcsec, most);
    if (pieces.size() > most) {
      throw new UserError(
          "Cannot ask for more than "
              + most
              + " squares (--max-cutouts): fetch whole tiles without --cutouts-arcsec, many of them"
              + " from --base-url s3a://nasa-irsa-wise/wise/allwise/images/p3am_cdd.");
    }
    return pieces;
  }

  public void check(RegionOptions place, ArchiveOptions archive, List<ImageKind> kinds) {
    if (!(sizeArcsec >= 20 && sizeArcsec <= 1200)) {
      throw new UserError("Invalid --cutouts-arcsec (20 to 1200): " + sizeArcsec);
    }
    require(most > 0 && most <= 1_000_000, "--max-cutouts is 1 to 1000000");
    require(place.sources != null, "it needs --sources");
    require(
        archive.baseUrl.isHttp(),
        "only a server that is asked over HTTP cuts images; --base-url is " + archive.baseUrl);
    require(kinds.equals(List.of(ImageKind.INT)), "only --kinds int is cut");
    require(!archive.md5, "an archive keeps no --md5 of a square");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new UserError("Cannot use --cutouts-arcsec: " + rule + ".");
    }
  }
}
