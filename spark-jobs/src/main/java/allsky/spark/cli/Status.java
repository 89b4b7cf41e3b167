package allsky.spark.cli;

import allsky.Secrets;
import allsky.UserError;
import allsky.spark.cli.status.OutputStatus;
import allsky.spark.cli.status.OutputStatus.State;
import allsky.spark.fault.Storage;
import allsky.spark.files.LocalFiles;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.lock.LockReport;
import allsky.spark.runtime.S3Defaults;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status}: says what is in an output, and what is left to do. */
@Command(
    name = "status",
    header = "Print which job made an output, whether it is complete, and what is left.",
    description = {
      "%nReads small files of the output: it needs no Spark and changes nothing. For the folder of a"
          + " run it prints the status of each output in it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 110)
final class Status implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      description = "Output folder of a job, or folder of a run, on any Hadoop file system.")
  private String folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Storage.refusePassword("DIR", folder);
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    S3Defaults.addTo(hadoop);
    LocalFiles.addTo(hadoop);
    List<String> lines = new ArrayList<>();
    for (String path : outputs(hadoop)) {
      OutputStatus.of(path, hadoop).ifPresent(status -> lines.addAll(lines(path, status)));
    }
    if (lines.isEmpty()) {
      throw new UserError(
          "Cannot say the status of "
              + folder
              + ": it has no output of allsky; name another folder");
    }
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(line -> out.println(Secrets.masked(line)));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /** The folder, and the folders in it: those of a run are outputs. */
  private List<String> outputs(Configuration hadoop) {
    try {
      FileStatus[] entries = Storage.of(new Path(folder), hadoop).listStatus(new Path(folder));
      List<String> outputs = new ArrayList<>(List.of(folder));
      Arrays.stream(entries)
          .filter(FileStatus::isDirectory)
          .map(entry -> entry.getPath().getName())
          .filter(name -> !name.startsWith("_") && !name.contains("="))
          .sorted()
          .forEach(name -> outputs.add(folder.replaceFirst("/+$", "") + "/" + name));
      return outputs;
    } catch (FileNotFoundException e) {
      throw new UserError("Cannot read " + folder + ": there is no such folder", e);
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof IOException fault ? Storage.reason(fault) : e.getMessage();
      throw new UserError("Cannot read " + folder + ": " + reason, e);
    }
  }

  private List<String> lines(String path, OutputStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add(path + ": " + status.run().map(Status::made).orElse("begun by allsky"));
    lines.add("  state:    " + state(status));
    addUnlessEmpty(lines, "  done:     ", status.progress().done());
    addUnlessEmpty(lines, "  left:     ", status.progress().left());
    if (status.state() == State.INTERRUPTED) {
      status.run().flatMap(this::next).ifPresent(next -> lines.add("  continue: " + next));
    }
    return lines;
  }

  private static void addUnlessEmpty(List<String> lines, String title, String text) {
    if (!text.isEmpty()) {
      lines.add(title + text);
    }
  }

  private static String made(RunIdentity run) {
    return run.job() + ", version " + run.version() + ", started " + run.started();
  }

  private static String state(OutputStatus status) {
    Optional<LockReport> lock = status.lock();
    return switch (status.state()) {
      case COMPLETE -> "complete";
      case RUNNING -> "running: " + lock.get().holder() + sign(lock.get());
      case INTERRUPTED ->
          "interrupted"
              + lock.map(ended -> ": " + ended.holder() + ", has ended" + sign(ended)).orElse("");
    };
  }

  private static String sign(LockReport lock) {
    return "; last heartbeat " + Math.max(0, lock.age().toSeconds()) + " s ago";
  }

  /** The command that continues a run, or starts it again if its job cannot continue. */
  private Optional<String> next(RunIdentity run) {
    CommandLine job = spec.root().subcommands().get(run.job());
    if (job == null) {
      return Optional.empty();
    }
    CommandSpec options = job.getCommandSpec();
    Map<String, String> values = new TreeMap<>(run.options());
    if (options.findOption("--resume") != null) {
      values.put("resume", "true");
      values.remove("overwrite");
    }
    return Optional.of(ResolvedOptions.command(options, values));
  }
}
