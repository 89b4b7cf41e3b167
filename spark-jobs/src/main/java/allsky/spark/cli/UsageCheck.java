package allsky.spark.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Checks a command line without Spark. {@code bin/allsky} calls it before Spark starts, if a word
 * looks wrong. Exit code: 2 after one line about what is wrong, 0 if nothing is.
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
      allsky.parseArgs(words);
      return CommandLine.ExitCode.OK;
    } catch (ParameterException e) {
      return new WrongUsage().handleParseException(e, words);
    }
  }
}
