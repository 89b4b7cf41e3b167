package allsky.spark.cli;

import allsky.UserError;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Checks a command line without Spark. {@code bin/allsky} calls it before Spark starts, if a word
 * looks wrong. Exit code, after one line about what is wrong: 2 for the words, 1 for a value out of
 * its range or for an input that is missing. 0 if nothing is.
 */
public final class UsageCheck {

  private UsageCheck() {}

  /** Checks the words that follow Spark's options. */
  public static void main(String[] words) {
    System.exit(check(words));
  }

  static int check(String... words) {
    CommandLine allsky = Allsky.command();
    try {
      if (words.length == 0) {
        throw new ParameterException(allsky, Allsky.MISSING_JOB);
      }
      for (CommandLine command : allsky.parseArgs(words).asCommandLineList()) {
        if (command.getCommand() instanceof Job job) {
          return check(command, job);
        }
      }
      return CommandLine.ExitCode.OK;
    } catch (ParameterException e) {
      return new WrongUsage().handleParseException(e, words);
    }
  }

  private static int check(CommandLine command, Job job) {
    try {
      job.checkOptions();
      MissingInputs.refuse(command.getCommandSpec());
      return CommandLine.ExitCode.OK;
    } catch (UserError e) {
      System.err.println(command.getCommandName() + ": " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
