package allsky.spark.cli.options;

import allsky.spark.crossmatch.output.MatchOutput;
import allsky.spark.table.TableLayout;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that say how matches are stored. */
@Heading.Under(Heading.OUTPUT)
public final class MatchLayoutOptions {

  private static final long ROWS_PER_FILE = 1_000_000;

  @Option(
      names = "--layout",
      defaultValue = "plain",
      paramLabel = "LAYOUT",
      description =
          "Layout of the output. plain: Parquet files. hats: a HATS catalog, sorted by "
              + "HEALPix cell, for LSDB and other Parquet readers.")
  private TableLayout layout;

  @Option(
      names = "--rows-per-file",
      paramLabel = "N",
      description =
          "Maximum number of rows in a HATS file (default: 1000000). Cells of order 8 are not "
              + "divided further, so their files can have more.")
  private Long rowsPerFile;

  /**
   * @throws allsky.UserError if the number of rows is out of its range, or would have no effect
   */
  public void check() {
    OptionCheck.check(
        rowsPerFile == null || rowsPerFile >= 1,
        "Invalid --rows-per-file (1 or more): %s",
        rowsPerFile);
    OptionCheck.check(
        rowsPerFile == null || layout == TableLayout.HATS,
        "Invalid --rows-per-file (only with --layout hats).");
  }

  /**
   * The output in the layout.
   *
   * @param log takes a line for the user
   */
  public MatchOutput of(MatchOutput output, Consumer<String> log) {
    return layout == TableLayout.HATS
        ? output.asHats(rowsPerFile == null ? ROWS_PER_FILE : rowsPerFile, log)
        : output;
  }
}
