package allsky.spark.cli;

import allsky.Causes;
import allsky.Secrets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Answers a command line that cannot be parsed: one line that names the word at fault and the
 * nearest right one, and exit code 2.
 */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException fault, String[] args) {
    CommandLine command = fault.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    // An option spelt wrong is also an option missing; the spelling is what the user must see.
    String message = misspelling(command).orElseGet(() -> firstLine(fault.getMessage()));
    command.getErr().println(name + ": " + Secrets.masked(message) + "; see " + name + " --help");
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static Optional<String> misspelling(CommandLine command) {
    return command.getUnmatchedArguments().stream()
        .findFirst()
        .map(word -> describe(command, word.replaceFirst("=.*$", "")));
  }

  private static String describe(CommandLine command, String word) {
    boolean option = word.startsWith("-");
    boolean jobExpected = !command.getSubcommands().isEmpty();
    String kind = option ? "option" : jobExpected ? "job" : "argument";
    Stream<String> known = option ? options(command) : command.getSubcommands().keySet().stream();
    return "unknown "
        + kind
        + " "
        + word
        + nearest(word, known.toList()).map(right -> ", did you mean " + right + "?").orElse("");
  }

  private static Stream<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName);
  }

  /** The known word that is fewest edits away, if less than half of the word is wrong. */
  static Optional<String> nearest(String word, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(right -> edits(word, right)))
        .filter(right -> 2 * edits(word, right) < Math.max(word.length(), right.length()))
        .or(() -> known.stream().filter(right -> right.startsWith(word)).findFirst());
  }

  /** Levenshtein's distance: insertions, deletions and replacements from one word to another. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  private static String firstLine(String message) {
    String line = Causes.firstLine(message);
    return line.isEmpty()
        ? "wrong usage"
        : line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
