package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.spark.classify.PredictionFolder;
import picocli.CommandLine.Option;

/** The options that say how the predictions lie in their folder. */
public final class LayoutOptions {

  @Option(
      names = "--layout",
      defaultValue = "hats",
      paramLabel = "LAYOUT",
      description =
          "hats: a HATS catalog, sorted by HEALPix cell, for LSDB and any Parquet reader. plain:"
              + " Parquet files as they were classified, without that sort.")
  public PredictionFolder.Layout layout;

  @Option(
      names = "--rows-per-file",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Most rows of a HATS file; cells of order 8 are not split further.")
  public long rowsPerFile;

  public void checkRowsPerFile() {
    check(rowsPerFile >= 1, "Invalid --rows-per-file (1 or more): %d", rowsPerFile);
  }
}
