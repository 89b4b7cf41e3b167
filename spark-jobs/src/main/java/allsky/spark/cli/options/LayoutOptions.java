package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.spark.classify.ChunkStore;
import picocli.CommandLine.Option;

/** The options that say how the predictions lie in their folder. */
public final class LayoutOptions {

  @Option(
      names = "--layout",
      defaultValue = "hats",
      paramLabel = "LAYOUT",
      description =
          "Layout of the output. hats: a HATS catalog, sorted by HEALPix cell, for LSDB "
              + "and other Parquet readers. plain: unsorted Parquet files.")
  public ChunkStore.Layout layout;

  @Option(
      names = "--rows-per-file",
      defaultValue = "1000000",
      paramLabel = "N",
      description =
          "Maximum number of rows in a HATS file. Cells of order 8 are not divided "
              + "further, so their files can have more.")
  public long rowsPerFile;

  public void checkRowsPerFile() {
    check(rowsPerFile >= 1, "Invalid --rows-per-file (1 or more): %d", rowsPerFile);
  }
}
