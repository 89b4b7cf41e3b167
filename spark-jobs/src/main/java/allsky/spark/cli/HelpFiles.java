package allsky.spark.cli;

import allsky.spark.cli.options.InputPath;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes the help texts to files when allsky is built. {@code bin/allsky} prints them without the
 * start of a JVM, and finds there which words need a check before Spark starts.
 *
 * <p>For allsky and for each job NAME: {@code NAME.txt} is the help, {@code NAME.styled.txt} the
 * help for a terminal, and {@code NAME.required} has one required option a line with all its names.
 * {@code NAME.options} has one name of an option a line, then {@code flag} (no value), {@code one}
 * or {@code many} (may be repeated) or {@code input} (the path of an input), and for numbers and
 * enumerations a regular expression of values that are right for most options. {@code man1} has the
 * manual pages. {@code version.txt} is the version and {@code completion-script.txt} is what {@code
 * bin/allsky completion} prints.
 */
public final class HelpFiles {

  private HelpFiles() {}

  /** Writes the files. Arguments: folder, version. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path manual = Files.createDirectories(folder.resolve("man1"));
    Files.writeString(folder.resolve("version.txt"), "allsky " + arguments[1] + "\n");
    Files.writeString(folder.resolve("completion-script.txt"), Completion.script());
    CommandLine allsky = Allsky.command();
    write(folder, "allsky", allsky);
    for (Map.Entry<String, CommandLine> job : allsky.getSubcommands().entrySet()) {
      write(folder, job.getKey(), job.getValue());
      Path page = manual.resolve(ManPage.name(job.getValue().getCommandSpec()) + ".1");
      Files.writeString(page, ManPage.of(job.getValue(), arguments[1]));
    }
  }

  private static void write(Path folder, String name, CommandLine command) throws IOException {
    command.setUsageHelpAutoWidth(false);
    Files.writeString(folder.resolve(name + ".txt"), command.getUsageMessage(Ansi.OFF));
    Files.writeString(folder.resolve(name + ".styled.txt"), command.getUsageMessage(Ansi.ON));
    List<OptionSpec> options =
        command.getCommandSpec().options().stream()
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    Files.writeString(
        folder.resolve(name + ".required"),
        lines(
            options.stream()
                .filter(OptionSpec::required)
                .map(option -> String.join(" ", option.names()))));
    Files.writeString(
        folder.resolve(name + ".options"),
        lines(
            options.stream()
                .flatMap(
                    option ->
                        Arrays.stream(option.names())
                            .map(word -> word + " " + kind(option) + " " + values(option)))));
  }

  private static String lines(Stream<String> lines) {
    return lines.map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
  }

  private static String kind(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "flag";
    }
    if (option.userObject() instanceof Field field && field.isAnnotationPresent(InputPath.class)) {
      return "input";
    }
    return option.isMultiValue() ? "many" : "one";
  }

  /** Other values, such as 0 and negative numbers, may be right too. */
  private static String values(OptionSpec option) {
    Class<?> type = option.type();
    if (option.converters().length > 0) {
      return "";
    }
    if (type.isEnum()) {
      return "("
          + Arrays.stream(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining("|"))
          + ")";
    }
    if (List.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
      return "0*[1-9][0-9]*";
    }
    if (type != double.class && type != Double.class) {
      return "";
    }
    return option.paramLabel().equals("SHARE")
        ? "0?[.][0-9]*[1-9][0-9]*"
        : "([0-9]*[1-9][0-9]*[.]?[0-9]*|[0-9]*[.][0-9]*[1-9][0-9]*)(e[-+]?[0-9]+)?";
  }
}
