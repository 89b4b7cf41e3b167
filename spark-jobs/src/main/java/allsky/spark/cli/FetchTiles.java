package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.spark.cli.options.ArchiveOptions;
import allsky.spark.cli.options.CutoutRequestOptions;
import allsky.spark.cli.options.RegionOptions;
import allsky.spark.fetch.DownloadCache;
import allsky.spark.fetch.DownloadTarget;
import allsky.spark.fetch.FetchPlan;
import allsky.spark.fetch.FetchResult;
import allsky.spark.fetch.FetchSetup;
import allsky.spark.fetch.FetchSummary;
import allsky.spark.fetch.TileFetch;
import allsky.spark.fetch.archive.ImageArchive;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.fetch.selection.ImageKind;
import allsky.spark.fetch.selection.TileSelection;
import allsky.spark.runtime.Progress;
import allsky.spark.table.SourceTable;
import allsky.survey.Band;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fetch-tiles}: brings the Atlas images of sources or of a region from an archive. */
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
final class FetchTiles extends Job {

  private static final String FETCH_FILE = "_fetch.json";

  /** Lines on standard output; the file has all. */
  private static final int MOST_REASONS = 10;

  @ArgGroup(multiplicity = "1")
  private RegionOptions place;

  @Option(
      names = "--tiles",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the images, on any Hadoop file system.")
  private String tiles;

  @Option(
      names = "--bands",
      defaultValue = "W1,W2,W3",
      paramLabel = "LIST",
      description = "Bands to download.")
  private String bands;

  @Option(
      names = "--kinds",
      defaultValue = "int",
      paramLabel = "LIST",
      description =
          "Images to download for each band: int (intensity), unc (uncertainty), cov "
              + "(coverage).")
  private String kinds;

  @Mixin private CutoutRequestOptions pieces;

  @Mixin private ArchiveOptions archive;

  @Option(
      names = "--spool",
      defaultValue = "${sys:allsky.tmpdir:-${sys:java.io.tmpdir}}/allsky-${sys:user.name}",
      paramLabel = "DIR",
      description =
          "Local folder for partial downloads. It needs 67 MB per connection. It must "
              + "belong to you and must not be a link.")
  private String spool;

  @Option(
      names = "--max-gb",
      paramLabel = "GB",
      description =
          "Maximum download size in GB. A larger download is refused. The complete Atlas "
              + "in three bands has 3,671 GB.")
  private double maxGb = 100;

  /** The older name of {@code --max-gb}. */
  @Option(names = "--most-gb", hidden = true, paramLabel = "GB", description = "Old name.")
  void olderName(double value) {
    maxGb = value;
  }

  @Option(
      names = "--dry-run",
      description = "Print the size of the download, but download nothing.")
  private boolean dryRun;

  @Option(names = "--allow-missing", description = "Exit with code 0 even if images are missing.")
  private boolean allowMissing;

  @Override
  protected void work() {
    Configuration hadoop = hadoop();
    List<Band> wantedBands = option("--bands", bands, Band::ofNames);
    List<ImageKind> wantedKinds = option("--kinds", kinds, ImageKind::ofNames);
    if (pieces.areWanted()) {
      pieces.check(place, archive, wantedKinds);
    }
    ImageArchive from =
        ImageArchive.at(
            archive.baseUrl, archive.redirects(), archive.policy(), identity().version(), hadoop);
    DownloadTarget folder = DownloadTarget.at(tiles, hadoop);
    if (place.sources != null) {
      apart("--tiles", tiles).isInNone(place.sources.input());
    }
    TileSelection needed = tilesNeeded();
    List<ArchiveImage> images =
        pieces.areWanted()
            ? pieces.of(place, place.sources.read(spark()), wantedBands)
            : needed.images(wantedBands, wantedKinds);
    FetchPlan plan = FetchPlan.of(needed.coaddIds().size(), images, folder);
    if (dryRun) {
      print("%s", plan.line());
      return;
    }
    say("%s", plan.line());
    check(
        plan.maxGigabytes() <= maxGb,
        "Cannot fetch up to %,.1f GB: --max-gb is %,.1f; raise it, or take fewer sources or"
            + " bands.",
        plan.maxGigabytes(),
        maxGb);
    hold("--tiles", tiles);
    FetchSummary summary = fetch(plan, from, folder);
    folder.write(FETCH_FILE, summary.toJson(identity(), needed.sourcesWithout()));
    report(summary);
  }

  private TileSelection tilesNeeded() {
    if (place.coaddIds != null) {
      return option("--coadd-ids", place.coaddIds, TileSelection::ofNames);
    }
    return place.region().map(TileSelection::of).orElseGet(this::tilesOfSources);
  }

  private TileSelection tilesOfSources() {
    SourceTable table = place.sources.read(spark());
    table.notes().forEach(note -> say("%s: %s", place.sources.input(), note));
    TileSelection needed = TileSelection.of(table.rows(), place.sources.coaddId(table));
    if (needed.sourcesWithout() > 0) {
      say("%,d sources have neither a coadd_id nor a position", needed.sourcesWithout());
    }
    check(
        needed.sources() > 0,
        "Cannot fetch tiles: --sources %s has no position.",
        place.sources.path);
    return needed;
  }

  private FetchSummary fetch(FetchPlan plan, ImageArchive from, DownloadTarget folder) {
    try (DownloadCache partialFiles = DownloadCache.open(spool, archive.baseUrl)) {
      TileFetch fetch =
          new TileFetch(
              new FetchSetup(from, folder, partialFiles, archive.policy(), archive.sums()));
      try (Progress progress =
          Progress.start(
              "fetch-tiles", "files", plan.images().size(), fetch::filesDone, fetch::traffic)) {
        return fetch.fetch(plan.images());
      }
    }
  }

  private void report(FetchSummary summary) {
    List<FetchResult> missing = summary.missing();
    print("%s", summary.line());
    missing.stream()
        .limit(MOST_REASONS)
        .forEach(result -> print("missing: %s: %s", result.image().path(), result.note()));
    check(
        allowMissing || missing.isEmpty(),
        "Could not fetch %,d of %,d files%s: see %s/%s; run it again to go on, or add"
            + " --allow-missing.",
        missing.size(),
        summary.results().size(),
        summary.onlyReason().map(reason -> " (" + reason + ")").orElse(""),
        tiles,
        FETCH_FILE);
  }

  private static <T> T option(String option, String names, Function<String, T> reader) {
    try {
      return reader.apply(names);
    } catch (IllegalArgumentException e) {
      throw new UserError("Invalid " + option + ": " + names, e);
    }
  }
}
