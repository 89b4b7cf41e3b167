package allsky.spark.cli;

import allsky.Secrets;
import allsky.spark.fault.Storage;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a call with their values, given or by default. */
final class ResolvedOptions {

  /** The labels of options whose values are paths. */
  private static final Set<String> PATHS = Set.of("PATH", "DIR", "FILE.html");

  private ResolvedOptions() {}

  /**
   * The texts of the values by the names without dashes, hidden options and {@link LogOptions} left
   * out. {@code _run.json} stores these texts, and a resumed run compares them.
   */
  static SortedMap<String, String> of(CommandSpec command) {
    SortedMap<String, String> values = new TreeMap<>();
    sorted(command)
        .filter(option -> option.getValue() != null)
        .forEach(option -> values.put(name(option), text(option.getValue())));
    return values;
  }

  private static String text(Object value) {
    return value instanceof Object[] values ? Arrays.toString(values) : value.toString();
  }

  /**
   * Refuses passwords in paths, which Spark and Hadoop print. A path that allsky opens itself has
   * another type.
   */
  static void refusePasswords(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      if (PATHS.contains(option.paramLabel()) && option.getValue() instanceof String path) {
        Storage.refusePassword(option.longestName(), path);
      }
    }
  }

  /**
   * The options as words of a shell, such as "--output run/matches --radius-arcsec 2.0". Secrets in
   * the values are masked. The same job with these words has the same options.
   */
  static String line(CommandSpec command) {
    return sorted(command)
        .filter(option -> option.getValue() != null)
        .flatMap(option -> words(option, texts(option.getValue())))
        .collect(Collectors.joining(" "));
  }

  /**
   * The command that gave a job its options, as a shell reads it.
   *
   * @param values the texts of {@link #of}; those of defaults are left out
   */
  static String command(CommandSpec command, Map<String, String> values) {
    Stream<String> options =
        sorted(command)
            .filter(option -> values.containsKey(name(option)))
            .filter(option -> !isDefault(option, values.get(name(option))))
            .flatMap(option -> words(option, stored(option, values.get(name(option)))));
    return Stream.concat(Stream.of("bin/allsky", command.name()), options)
        .collect(Collectors.joining(" "));
  }

  private static Stream<OptionSpec> sorted(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
        .filter(option -> !LogOptions.NAMES.contains(name(option)))
        .sorted(Comparator.comparing(ResolvedOptions::name));
  }

  private static Stream<String> words(OptionSpec option, List<String> texts) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      return texts.equals(List.of("true")) ? Stream.of(name) : Stream.empty();
    }
    if (texts.isEmpty()) {
      return Stream.empty();
    }
    List<String> values =
        option.splitRegex().equals(",") ? List.of(String.join(",", texts)) : texts;
    return values.stream().map(Secrets::maskedValue).map(text -> ShellWords.option(name, text));
  }

  private static List<String> texts(Object value) {
    if (value instanceof Object[] values) {
      return Arrays.stream(values).map(String::valueOf).toList();
    }
    return value instanceof Collection<?> values
        ? values.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }

  /** The values in a text of {@link #text}. */
  private static List<String> stored(OptionSpec option, String text) {
    if (option.isMultiValue() && text.equals("[]")) {
      return List.of();
    }
    return option.isMultiValue() && text.matches("\\[.*]")
        ? List.of(text.substring(1, text.length() - 1).split(", "))
        : List.of(text);
  }

  private static boolean isDefault(OptionSpec option, String text) {
    String usual = option.defaultValueString();
    String given = String.join(",", stored(option, text));
    // A number in a double has a fraction.
    return given.equalsIgnoreCase(usual) || given.equals(usual + ".0");
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }
}
