package allsky.spark.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes the help texts to files when allsky is built. {@code bin/allsky} prints them without the
 * start of a JVM, and finds there which words need a check before Spark starts.
 *
 * <p>For allsky and for each job NAME: {@code NAME.txt} is the help, {@code NAME.styled.txt} the
 * help for a terminal, and {@code NAME.options} has one option a line, the required ones after
 * {@code !}, all names of an option on its line. {@code version.txt} is the version.
 */
public final class HelpFiles {

  private HelpFiles() {}

  /** Writes the files. Arguments: folder, version. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("version.txt"), "allsky " + arguments[1] + "\n");
    CommandLine allsky = Allsky.command();
    write(folder, "allsky", allsky);
    for (Map.Entry<String, CommandLine> job : allsky.getSubcommands().entrySet()) {
      write(folder, job.getKey(), job.getValue());
    }
  }

  private static void write(Path folder, String name, CommandLine command) throws IOException {
    command.setUsageHelpAutoWidth(false);
    Files.writeString(folder.resolve(name + ".txt"), command.getUsageMessage(Ansi.OFF));
    Files.writeString(folder.resolve(name + ".styled.txt"), command.getUsageMessage(Ansi.ON));
    String options =
        command.getCommandSpec().options().stream()
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .map(option -> (option.required() ? "! " : "") + String.join(" ", option.names()))
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(folder.resolve(name + ".options"), options);
  }
}
