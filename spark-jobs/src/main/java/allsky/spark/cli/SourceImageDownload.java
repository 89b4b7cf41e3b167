package allsky.spark.cli;

import allsky.UserError;
import allsky.network.model.ModelDescription;
import allsky.spark.cli.options.ArchiveOptions;
import allsky.spark.cli.options.FetchOptions;
import allsky.spark.cli.options.SourceOptions;
import allsky.spark.columns.TableInput;
import allsky.spark.fetch.DownloadTarget;
import allsky.spark.fetch.FetchPlan;
import allsky.spark.fetch.FetchSummary;
import allsky.spark.fetch.TileFetch;
import allsky.spark.fetch.archive.ImageArchive;
import allsky.spark.fetch.selection.SourceImages;
import allsky.spark.fetch.selection.TileSelection;
import allsky.spark.output.lock.OutputLock;
import allsky.spark.table.SourceTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** Downloads the images of the sources of a job, if the user has no folder of images. */
final class SourceImageDownload {

  private final Job job;
  private final ArchiveOptions archive;
  private final FetchOptions options;
  private final TableInput folder;
  private final DownloadTarget target;

  /**
   * @param folder see {@link FetchOptions#folder}
   * @throws UserError if its file system cannot be opened
   */
  SourceImageDownload(Job job, ArchiveOptions archive, FetchOptions options, TableInput folder) {
    this.job = job;
    this.archive = archive;
    this.options = options;
    this.folder = folder;
    this.target = DownloadTarget.at(folder.option(), folder.path(), job.hadoop());
  }

  /** Plans the download of the images that a model needs of sources. */
  FetchPlan plan(SourceOptions sources, SourceTable table, ModelDescription model) {
    SourceImages needed = options.images(model, archive, folder.path());
    Column coaddId = sources.coaddId(table);
    TileSelection tiles =
        job.timed(
            "finding the tiles of the sources", () -> TileSelection.of(table.rows(), coaddId));
    return FetchPlan.of(tiles, needed.of(table.rows(), coaddId, tiles, target::without), target);
  }

  /** A plan in two lines: the images of the sources, and the download. */
  List<String> lines(FetchPlan plan) {
    String left =
        plan.left().isEmpty()
            ? ": nothing is left"
            : " from " + archive.baseUrl + ": " + plan.cost(archive.pause());
    return List.of(plan.contents(), "download to " + folder.path() + left);
  }

  /** The limits of a download, and whether it is above them. */
  String limit(FetchPlan plan) {
    return options.allows(plan)
        ? "no --yes is needed for this download"
        : "this download needs --yes";
  }

  /**
   * Downloads the images of a plan that are not there.
   *
   * @param all true if none may be missing
   * @throws UserError if the download is too large without --yes, or if the archive is out of reach
   */
  void run(FetchPlan plan, boolean all) {
    if (plan.left().isEmpty()) {
      return;
    }
    options.requireAgreement(plan, archive.pause());
    try (OutputLock lock = job.folders().lock(folder.option(), folder.path())) {
      FetchSummary summary = download(plan);
      lock.requireHeld();
      Optional<String> warning = summary.requireUsable(folder.path(), all);
      job.log(summary.line());
      warning.ifPresent(job::log);
    }
  }

  private FetchSummary download(FetchPlan plan) {
    ImageArchive from;
    try {
      from = archive.archive(job.identity().version(), job.hadoop());
    } catch (UserError e) {
      // A bucket or a mirror that cannot be opened.
      FetchSummary none = FetchSummary.ofNone(plan, e.getMessage());
      target.write(TileFetch.FILE, none.toJson(job.identity(), plan.tiles().sourcesWithout()));
      return none;
    }
    return archive.fetch(plan, from, target, job.identity());
  }
}
