package allsky.spark.cli;

import allsky.spark.cli.options.Heading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of a job, in the macros that {@code man} reads (man(7)). */
final class ManPage {

  private final CommandSpec command;
  private final UsageMessageSpec usage;
  private final List<String> lines = new ArrayList<>();

  private ManPage(CommandSpec command) {
    this.command = command;
    this.usage = command.usageMessage();
  }

  /** The name without the section, such as {@code allsky-crossmatch}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /**
   * The text of the page.
   *
   * @param version of allsky
   */
  static String of(CommandLine command, String version) {
    return new ManPage(command.getCommandSpec()).text(version);
  }

  private String text(String version) {
    lines.add(
        ".TH " + name(command).toUpperCase(Locale.ROOT) + " 1 \"\" \"allsky " + version + "\"");
    section("NAME");
    lines.add(plain(name(command) + " - " + summary()));
    section("SYNOPSIS");
    lines.add(plain("bin/" + command.qualifiedName() + " [OPTIONS]" + parameters()));
    section("DESCRIPTION");
    Arrays.stream(usage.description()).map(text -> plain(formatted(text))).forEach(lines::add);
    section("OPTIONS");
    command.positionalParameters().forEach(each -> argument(each.paramLabel(), each));
    OptionsByHeading.of(command).forEach(this::options);
    if (usage.footer().length > 0) {
      section("EXAMPLES");
      lines.add(".nf");
      Arrays.stream(usage.footer()).forEach(example -> lines.add(plain(formatted(example))));
      lines.add(".fi");
    }
    return String.join("\n", lines) + "\n";
  }

  /** The first sentence of the help, without its full stop. */
  private String summary() {
    String[] first = usage.header().length > 0 ? usage.header() : usage.description();
    return formatted(first[0]).strip().replaceFirst("\\.$", "");
  }

  private String parameters() {
    return command.positionalParameters().stream()
        .map(PositionalParamSpec::paramLabel)
        .map(label -> " " + label)
        .collect(Collectors.joining());
  }

  private void section(String title) {
    lines.add(".SH " + title);
  }

  private void options(Heading heading, List<OptionSpec> options) {
    lines.add(".SS " + heading.title());
    options.forEach(option -> argument(title(option), option));
  }

  private void argument(String title, ArgSpec argument) {
    lines.add(".TP");
    lines.add(".B " + plain(title));
    lines.add(plain(formatted(String.join(" ", argument.description()))));
    String usual = argument.defaultValueString();
    if (usual != null && !usual.equals("null") && !usual.equals("false")) {
      lines.add(plain("Default: " + usual + "."));
    }
  }

  private static String title(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    return String.join(", ", option.names()) + label;
  }

  /** Without the format specifiers that picocli replaces when it prints. */
  private static String formatted(String text) {
    return Ansi.OFF.string(text.replace("%n", "\n").replace("%%", "%")).strip();
  }

  /** Text in which nothing is a macro, and hyphens can be copied. */
  private static String plain(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped
        .lines()
        .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
        .collect(Collectors.joining("\n"));
  }
}
