package allsky.spark.cli;

import allsky.spark.cli.options.ArchiveOptions;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.ImageOptions;
import allsky.spark.cli.options.RegionOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.PlannedOutput;
import allsky.spark.columns.TableInput;
import allsky.spark.fetch.DownloadTarget;
import allsky.spark.fetch.FetchPlan;
import allsky.spark.fetch.FetchSummary;
import allsky.spark.fetch.archive.ImageArchive;
import allsky.spark.fetch.selection.TileSelection;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fetch-tiles}: downloads the Atlas images of sources or of a region. */
@Command(
    name = "fetch-tiles",
    header = "Download the Atlas images of sources, or of a region of the sky, from an archive.",
    description = {
      "%nFinds the tiles of the sources by coadd_id or by position, or the tiles that overlap a"
          + " region. Downloads their images to --tiles, in the layout of the archive. If a run is"
          + " interrupted, run the same command again: it skips complete files and resumes partial"
          + " downloads.",
      "DIR/_fetch.json lists the files that could not be downloaded, with the reasons."
    })
final class FetchTiles extends WritingJob {

  @ArgGroup(multiplicity = "1")
  private RegionOptions region;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--tiles",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the images, on any Hadoop file system.")
  private String tiles;

  @Mixin private ImageOptions images;

  @Mixin private ArchiveOptions archive;

  @Heading.Under(Heading.DOWNLOAD)
  @Option(
      names = "--max-gb",
      paramLabel = "GB",
      description =
          "Maximum download size in GB. A larger download is refused. The complete "
              + "Atlas in three bands has 3,671 GB.")
  private double maxGb = 100;

  /** The older name of {@code --max-gb}. */
  @Option(names = "--most-gb", hidden = true, paramLabel = "GB", description = "Old name.")
  void olderName(double value) {
    maxGb = value;
  }

  @Heading.Under(Heading.DOWNLOAD)
  @Option(names = "--allow-missing", description = "Exit with code 0 even if images are missing.")
  private boolean allowMissing;

  @Override
  protected void checkOptions() {
    images.check(region, archive);
  }

  @Override
  protected JobPlan plan() {
    ImageArchive from = archive.archive(identity().version(), hadoop());
    DownloadTarget folder = DownloadTarget.at("--tiles", tiles, hadoop());
    TableInput[] inputs =
        region.sources == null ? new TableInput[0] : new TableInput[] {region.sources.input()};
    folders().place("--tiles", tiles).isInNone(inputs);
    folders().note(new PlannedOutput("--tiles " + tiles, "gets the missing images"), inputs);
    TileSelection needed = region.tiles(spark(), this::log);
    FetchPlan plan = FetchPlan.of(needed, images.of(needed, region, spark()), folder);
    return JobPlan.of(() -> download(plan, from, folder))
        .step(plan::line)
        .step(() -> plan.limit(maxGb))
        .size(plan::size)
        .time(() -> plan.time(archive.pause()));
  }

  private void download(FetchPlan plan, ImageArchive from, DownloadTarget folder) {
    say("%s", plan.line());
    plan.requireAtMost(maxGb);
    folders().lock("--tiles", tiles);
    report(archive.fetch(plan, from, folder, identity()));
  }

  private void report(FetchSummary summary) {
    summary.lines().forEach(line -> print("%s", line));
    if (!allowMissing) {
      summary.requireComplete(tiles);
    }
  }
}
