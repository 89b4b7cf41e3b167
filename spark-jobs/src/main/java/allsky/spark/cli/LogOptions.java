package allsky.spark.cli;

import allsky.spark.cli.options.Heading;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what a job prints. They do not change its output. */
@Heading.Under(Heading.RUNNING)
final class LogOptions {

  /** The names without dashes. {@code _run.json} does not have them. */
  static final Set<String> NAMES = Set.of("dry-run", "quiet", "verbose", "log-format");

  /** The option of {@link WritingJob}, with the options that follow those of the job. */
  static final int FIRST = 999;

  /** After the options of the job. */
  private static final int LAST = 1000;

  @Option(
      names = {"-q", "--quiet"},
      order = LAST,
      description = "Print no lines about options, progress and time.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      order = LAST,
      description = "Print the information messages of Spark.")
  boolean verbose;

  @Option(
      names = "--log-format",
      order = LAST,
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "Format of the lines on standard error: text or json.")
  Format format;

  /** The formats of log lines. */
  enum Format {
    TEXT,
    JSON
  }
}
