package allsky.spark.cli.options;

import picocli.CommandLine.Option;

/** The options of every job that writes a folder. */
public final class OutputOptions {

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Output folder, on any Hadoop file system.")
  public String path;

  @Option(names = "--overwrite", description = "Replace an existing output.")
  public boolean overwrite;
}
