package allsky.spark.job;

import picocli.CommandLine.Option;

/** The options of every job that writes a folder. */
final class OutputOptions {

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write, on any Hadoop file system.")
  String path;

  @Option(names = "--overwrite", description = "Replace a finished output that stands there.")
  boolean overwrite;
}
