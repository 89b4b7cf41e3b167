package allsky.spark.job;

import allsky.UserError;
import allsky.spark.table.TableInput;
import org.apache.hadoop.fs.Path;
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

  /** Throws the UserError where writing the output would delete an input. */
  void refuseInput(TableInput input) {
    String inputFolder = new Path(input.path()) + "/";
    if (inputFolder.startsWith(new Path(path) + "/")) {
      throw new UserError(
          "Cannot write --output "
              + path
              + ": it holds what "
              + input.option()
              + " reads; name another folder.");
    }
  }
}
