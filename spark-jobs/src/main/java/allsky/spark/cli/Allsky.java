package allsky.spark.cli;

import allsky.Causes;
import allsky.Secrets;
import allsky.UserError;
import allsky.spark.fault.MachineFault;
import allsky.spark.files.TemporaryFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The main class of allsky.jar: runs the job that its first argument names. */
@Command(
    name = "allsky",
    description = "Classify infrared sources as stars, galaxies or quasars from their WISE images.",
    mixinStandardHelpOptions = true,
    versionProvider = Allsky.Version.class,
    synopsisSubcommandLabel = "JOB",
    subcommands = {
      SimulateSky.class,
      CheckSky.class,
      FetchTiles.class,
      Crossmatch.class,
      StackCutouts.class,
      TrainIicnet.class,
      CompareNetworks.class,
      EvaluateIicnet.class,
      ClassifyAllsky.class,
      TrainSpectra.class,
      ClassifySpectra.class,
      ReportJob.class,
      ExportJob.class,
      MapSky.class,
      Sql.class,
      CheckDevices.class,
      Status.class,
      Doctor.class,
      Completion.class,
      CommandLine.HelpCommand.class
    })
public final class Allsky implements Runnable {

  /** Exit code for a fault of ours. */
  static final int BUG = 70;

  static final String MISSING_JOB = "missing JOB";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs one job and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(command().setExecutionStrategy(Allsky::inProcessOfItsOwn).execute(args));
  }

  /** After the defaults of the options, some of which name the temporary folder of all. */
  private static int inProcessOfItsOwn(ParseResult parsed) {
    try {
      TemporaryFolder.claim();
    } catch (UserError e) {
      System.err.println("allsky: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Runs one job: 0 done, 1 the user's data or options are at fault, 2 wrong usage, 70 our bug. */
  public static int run(String... args) {
    return command().execute(args);
  }

  static CommandLine command() {
    CommandLine allsky = new CommandLine(new Allsky());
    Examples.addTo(allsky);
    OptionsByHeading.addTo(allsky);
    return allsky
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(new OneLineForUserErrors())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), MISSING_JOB);
  }

  private static final class OneLineForUserErrors implements IExecutionExceptionHandler {

    /** The options that name what a job writes. */
    private static final List<String> WRITTEN = List.of("--output", "--model", "--tiles");

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      PrintWriter err = command.getErr();
      Optional<Throwable> wrong = Causes.of(e).filter(UserError.class::isInstance).findFirst();
      if (wrong.isPresent()) {
        String line = MachineFault.fullDisk(e, output(parsed)).orElse(wrong.get().getMessage());
        err.println(command.getCommandName() + ": " + line);
        return CommandLine.ExitCode.SOFTWARE;
      }
      Optional<String> refused = MachineFault.line(e, output(parsed));
      if (refused.isPresent()) {
        err.println(command.getCommandName() + ": " + Secrets.masked(refused.get()));
        return CommandLine.ExitCode.SOFTWARE;
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

    /** The folder that the job writes, as the user named it. */
    private static String output(ParseResult parsed) {
      ParseResult job = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
      return WRITTEN.stream()
          .filter(job::hasMatchedOption)
          .map(name -> String.valueOf(job.<Object>matchedOptionValue(name, "")))
          .findFirst()
          .orElse(System.getProperty("java.io.tmpdir"));
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
