package allsky.spark.cli.options;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of a report of predictions. */
@Heading.Under(Heading.OUTPUT)
public final class PredictionReportOptions {

  /** The option of the page. */
  public static final String REPORT = "--report";

  /** More sources get no report unless the user names one, because it reads them several times. */
  public static final long MAX_SOURCES = 5_000_000;

  private static final String NONE = "none";

  @Option(
      names = REPORT,
      paramLabel = "FILE.html",
      description =
          "Also write an HTML report of the predictions. none: no report. Default: none; if the"
              + " images are downloaded and there are at most 5,000,000 sources, index.html in the"
              + " folder of --output with -report at the end of its name.")
  private String page;

  /** The page that the user named. */
  public Optional<String> given() {
    return Optional.ofNullable(page).filter(name -> !name.equals(NONE));
  }

  /**
   * The page: the one that the user named, or one beside the output.
   *
   * @param byDefault true if there is a report unless the user declines it
   */
  public Optional<String> page(boolean byDefault, OutputOptions output) {
    return page == null && byDefault
        ? Optional.of(output.beside("report", REPORT) + "/index.html")
        : given();
  }
}
