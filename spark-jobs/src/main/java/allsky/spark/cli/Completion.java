package allsky.spark.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: prints what a shell needs to complete words of allsky. */
@Command(
    name = "completion",
    header = "Print a script that lets bash and zsh complete jobs, options and their values.",
    description = "%nUse it with: source <(bin/allsky completion)",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 110)
final class Completion implements Runnable {

  /** The functions of the script begin with this name. */
  private static final String NAME = "allsky";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(script());
    out.flush();
  }

  /**
   * The script. The shell completes {@code allsky} and each path that ends with it, such as {@code
   * bin/allsky}, because bash looks for the last part of the path too.
   */
  static String script() {
    return AutoComplete.bash(NAME, Allsky.command());
  }
}
