package allsky.spark.job;

import allsky.Secrets;
import allsky.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The main class of allsky.jar: runs the job that its first argument names. */
@Command(
    name = "allsky",
    description = "Every WISE source on the sky, classified.",
    mixinStandardHelpOptions = true,
    versionProvider = Allsky.Version.class,
    synopsisSubcommandLabel = "JOB",
    subcommands = {
      SimulateSky.class,
      FetchTiles.class,
      Crossmatch.class,
      StackCutouts.class,
      TrainIicnet.class,
      EvaluateIicnet.class,
      ClassifyAllsky.class,
      ReportJob.class,
      Sql.class,
      CheckDevices.class,
      CommandLine.HelpCommand.class
    })
public final class Allsky implements Runnable {

  /** Exit code for a fault of ours. */
  static final int BUG = 70;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs one job and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one job: 0 done, 1 the user's data or options are at fault, 2 wrong usage, 70 our bug. */
  public static int run(String... args) {
    return new CommandLine(new Allsky())
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(new OneLineForUserErrors())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing JOB");
  }

  private static final class OneLineForUserErrors implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      PrintWriter err = command.getErr();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UserError) {
          err.println(command.getCommandName() + ": " + cause.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        }
      }
      err.println(
          command.getCommandName()
              + ": this is a fault of allsky, please report it with the text below.");
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      err.print(Secrets.masked(trace.toString()));
      err.flush();
      return BUG;
    }
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Allsky.class.getPackage().getImplementationVersion();
      return new String[] {"allsky " + (version == null ? "development" : version)};
    }
  }
}
