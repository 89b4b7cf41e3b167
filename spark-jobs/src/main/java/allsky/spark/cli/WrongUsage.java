package allsky.spark.cli;

import allsky.Causes;
import allsky.Secrets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Handles a command line that cannot be parsed: prints one line with the wrong word and the nearest
 * known one, and returns exit code 2.
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

  private static int edits(String from, String to) {
    return LevenshteinDistance.getDefaultInstance().apply(from, to);
  }

  private static String firstLine(String message) {
    String line = Causes.firstLine(message);
    return line.isEmpty()
        ? "wrong usage"
        : line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
