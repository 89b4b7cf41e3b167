package allsky.spark.cli.options;

import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of every job that writes a folder. */
@Heading.Under(Heading.OUTPUT)
public final class OutputOptions {

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Output folder, on any Hadoop file system.")
  public String path;

  @Option(names = "--overwrite", description = "Replace an existing output.")
  public boolean overwrite;

  /** Paths without a last name: the root of a file system or a bucket, or a folder above. */
  private static final Pattern NAMELESS = Pattern.compile("(.*/)?\\.{0,2}|[a-z0-9+.-]+://[^/]*");

  /**
   * A folder next to the output, with the name of the output and an ending.
   *
   * @param option the option that names another folder
   * @throws allsky.UserError if the output has no name
   */
  String beside(String ending, String option) {
    String name = path.replaceFirst("/+$", "");
    OptionCheck.check(
        !NAMELESS.matcher(name).matches(),
        "Cannot choose a folder beside --output %s: name one with %s",
        path,
        option);
    return name + "-" + ending;
  }
}
