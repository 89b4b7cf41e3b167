package allsky.spark.cli;

import allsky.spark.cli.options.Heading;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options of a command under headings. The field of an option, or else the class with the
 * field, names the heading with {@link Heading.Under}.
 */
final class OptionsByHeading {

  private OptionsByHeading() {}

  /** The options by heading without hidden ones, in the order of the headings. */
  static Map<Heading, List<OptionSpec>> of(CommandSpec command) {
    Map<Heading, List<OptionSpec>> options = new EnumMap<>(Heading.class);
    command.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparingInt(OptionSpec::order))
        .forEach(
            option ->
                options.computeIfAbsent(heading(option), key -> new ArrayList<>()).add(option));
    return options;
  }

  /** Makes the help of the jobs list their options under headings. */
  static void addTo(CommandLine allsky) {
    allsky.getSubcommands().values().forEach(OptionsByHeading::addToJob);
  }

  private static void addToJob(CommandLine job) {
    job.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING);
    job.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionsByHeading::text);
  }

  private static String text(Help help) {
    StringBuilder text = new StringBuilder();
    of(help.commandSpec())
        .forEach(
            (heading, options) -> {
              Help.Layout layout = help.createDefaultLayout();
              layout.addOptions(options, help.parameterLabelRenderer());
              text.append(help.createHeading("%n" + heading.title() + ":%n")).append(layout);
            });
    return text.toString();
  }

  private static Heading heading(OptionSpec option) {
    if (option.usageHelp() || option.versionHelp()) {
      return named(option, Heading.RUNNING);
    }
    return named(option, Heading.OPTIONS);
  }

  /** The heading that the option's field names, or else its class. */
  private static Heading named(OptionSpec option, Heading otherwise) {
    if (!(option.userObject() instanceof AnnotatedElement field)) {
      return otherwise;
    }
    Heading.Under own = field.getAnnotation(Heading.Under.class);
    if (own == null && field instanceof Member member) {
      own = member.getDeclaringClass().getAnnotation(Heading.Under.class);
    }
    return own == null ? otherwise : own.value();
  }
}
