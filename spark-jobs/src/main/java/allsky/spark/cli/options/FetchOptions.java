package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.fits.header.ImageSurvey;
import allsky.network.model.ModelDescription;
import allsky.spark.columns.TableInput;
import allsky.spark.fetch.FetchPlan;
import allsky.spark.fetch.selection.CutoutRequest;
import allsky.spark.fetch.selection.SourceImages;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of a job that downloads the images of its sources before it reads them. */
@Heading.Under(Heading.DOWNLOAD)
public final class FetchOptions {

  /** The option of the folder of the images. */
  public static final String INTO = "--fetch-into";

  @Option(
      names = INTO,
      paramLabel = "DIR",
      description =
          "Folder for the downloaded images if --tiles is not given, on any Hadoop file system."
              + " Later runs use the images that are there. Default: the folder of --output with"
              + " -tiles at the end of its name.")
  private String into;

  @Option(
      names = "--squares-up-to",
      paramLabel = "N",
      description =
          "Download a square around each source of a tile with at most N sources, and the complete"
              + " images of tiles with more. 0: complete images only. Squares need an HTTP archive"
              + " that cuts images. At the default number both take about the same time with 10"
              + " MB/s and a request each 250 ms.")
  private int maxSources = SourceImages.MAX_SOURCES;

  @Option(
      names = "--fetch-limit-gb",
      paramLabel = "GB",
      description = "A larger download requires --yes.")
  private double maxGb = 10;

  @Option(
      names = "--fetch-limit-files",
      paramLabel = "N",
      description = "A download of more files requires --yes.")
  private int maxFiles = 3000;

  @Option(names = "--yes", description = "Download the images, however many.")
  private boolean agreed;

  /**
   * @throws allsky.UserError if an option is invalid, or nothing is to be downloaded
   */
  public void requireValid(ClassificationInput input, ArchiveOptions archive) {
    String given = input.cutouts == null ? "--tiles" : "--cutouts";
    check(
        input.needsImages() || into == null,
        "Cannot use %s with %s: no images are downloaded",
        INTO,
        given);
    check(maxSources >= 0, "Invalid --squares-up-to (0 or more): %d", maxSources);
    check(maxGb >= 0, "Invalid --fetch-limit-gb (0 or more): %s", maxGb);
    check(maxFiles >= 0, "Invalid --fetch-limit-files (0 or more): %d", maxFiles);
    archive.check();
  }

  /**
   * The folder of the images.
   *
   * @throws allsky.UserError if no folder can be beside the output
   */
  public TableInput folder(OutputOptions output) {
    return new TableInput(INTO, into == null ? output.beside("tiles", INTO) : into);
  }

  /**
   * The images that a model needs of each source.
   *
   * @param folder the folder of the images, for the message
   * @throws allsky.UserError if the archive does not have the images that the model was trained on
   */
  public SourceImages images(ModelDescription model, ArchiveOptions archive, String folder) {
    model.use().requireSurvey(ImageSurvey.ATLAS, folder);
    return new SourceImages(
        model.shape().bands(),
        CutoutRequest.sideOf(model.input().shape().window()),
        archive.cutsSquares() ? maxSources : 0);
  }

  /** True if the user agrees with a download, or if it is below the limits. */
  public boolean allows(FetchPlan plan) {
    return agreed || (plan.maxGigabytes() <= maxGb && plan.left().size() <= maxFiles);
  }

  /**
   * Checks that the user agrees with a large download.
   *
   * @throws allsky.UserError with the size, if the download is above a limit
   */
  public void requireAgreement(FetchPlan plan, Duration pause) {
    check(
        allows(plan),
        "Cannot download %s without --yes: the limits are --fetch-limit-gb %s and"
            + " --fetch-limit-files %,d; add --yes, or take fewer sources.",
        plan.cost(pause),
        maxGb,
        maxFiles);
  }
}
