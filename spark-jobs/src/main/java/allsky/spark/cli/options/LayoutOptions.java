package allsky.spark.cli.options;

import allsky.spark.table.TableLayout;
import picocli.CommandLine.Option;

/** The options that say how predictions are stored. */
@Heading.Under(Heading.OUTPUT)
public final class LayoutOptions {

  @Option(
      names = "--chunk-sources",
      paramLabel = "N",
      description =
          "Number of sources in a chunk. Each finished chunk is kept if the run is "
              + "interrupted, and the next run skips it.")
  public long chunkSources = 20_000_000;

  /** The older name of {@code --chunk-sources}. */
  @Option(names = "--wave-sources", hidden = true, paramLabel = "N", description = "Old name.")
  void olderName(long value) {
    chunkSources = value;
  }

  @Option(
      names = "--layout",
      defaultValue = "hats",
      paramLabel = "LAYOUT",
      description =
          "Layout of the output. hats: a HATS catalog, sorted by HEALPix cell, for LSDB "
              + "and other Parquet readers. plain: unsorted Parquet files.")
  public TableLayout layout;

  @Option(
      names = "--rows-per-file",
      defaultValue = "1000000",
      paramLabel = "N",
      description =
          "Maximum number of rows in a HATS file. Cells of order 8 are not divided "
              + "further, so their files can have more.")
  public long rowsPerFile;

  /**
   * @throws allsky.UserError if a number is out of its range
   */
  public void check() {
    requirePositive("--chunk-sources", chunkSources);
    requirePositive("--rows-per-file", rowsPerFile);
  }

  private static void requirePositive(String option, long value) {
    OptionCheck.check(value >= 1, "Invalid %s (1 or more): %d", option, value);
  }
}
