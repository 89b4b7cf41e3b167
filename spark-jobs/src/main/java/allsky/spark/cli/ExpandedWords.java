package allsky.spark.cli;

import allsky.UserError;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * Replaces each word {@code @FILE} of a command line by the words in the file, and checks them as
 * {@link UsageCheck} does. {@code bin/allsky} calls it before Spark starts, because some options
 * decide how Spark starts.
 *
 * <p>Words in a file are separated by spaces and line ends. A word with spaces is in quotes; #
 * begins a comment. A word that begins with @@ is a word that begins with @.
 */
public final class ExpandedWords {

  private ExpandedWords() {}

  /** Prints the words, each with a NUL at its end. */
  public static void main(String[] words) {
    int fault = check(words);
    if (fault == CommandLine.ExitCode.OK) {
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      of(words).forEach(word -> out.print(word + "\0"));
      out.flush();
    }
    System.exit(fault);
  }

  static int check(String... words) {
    try {
      Arrays.stream(words).forEach(ExpandedWords::requireFile);
    } catch (UserError e) {
      System.err.println("allsky: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    return UsageCheck.check(words);
  }

  /** The words for a second parser, for which a word must not name a file. */
  static List<String> of(String... words) {
    return Allsky.command().parseArgs(words).expandedArgs().stream()
        .map(word -> word.startsWith("@") ? "@" + word : word)
        .toList();
  }

  /** picocli takes a word with the name of a missing file as it is. */
  private static void requireFile(String word) {
    if (word.matches("@[^@].*") && !Files.isReadable(Path.of(word.substring(1)))) {
      throw new UserError(
          "Cannot read the options file "
              + word.substring(1)
              + "; correct its name, or write @@ for a word that begins with @");
    }
  }
}
