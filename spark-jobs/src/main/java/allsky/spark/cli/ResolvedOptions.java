package allsky.spark.cli;

import allsky.spark.fault.Storage;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a call with their values, given or by default. */
final class ResolvedOptions {

  /** The labels of options whose values are paths. */
  private static final Set<String> PATHS = Set.of("PATH", "DIR", "FILE.html");

  private ResolvedOptions() {}

  /**
   * The texts of the values by the names without dashes, hidden options left out. {@code _run.json}
   * stores these texts, and a resumed run compares them.
   */
  static SortedMap<String, String> of(CommandSpec command) {
    SortedMap<String, String> values = new TreeMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (value != null && !option.hidden() && !option.usageHelp() && !option.versionHelp()) {
        values.put(option.longestName().replaceFirst("^--", ""), text(value));
      }
    }
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

  /** Such as "--output run/matches --radius-arcsec 2.0". */
  static String line(Map<String, String> values) {
    return values.entrySet().stream()
        .map(option -> "--" + option.getKey() + " " + option.getValue())
        .collect(Collectors.joining(" "));
  }
}
