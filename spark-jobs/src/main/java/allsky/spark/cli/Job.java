package allsky.spark.cli;

import allsky.Secrets;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.OutputPlace;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.Storage;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.lock.OutputLock;
import allsky.spark.runtime.LocalMaster;
import allsky.spark.runtime.PageChecksums;
import allsky.spark.runtime.Progress;
import allsky.spark.runtime.S3Defaults;
import allsky.spark.runtime.StandaloneMaster;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A job of the command line: prints its resolved options, then works. Where it runs is Spark's own
 * configuration; a job never names a master.
 */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 110,
    showDefaultValues = true)
public abstract class Job implements Callable<Integer> {

  /** How options whose values are paths call them. */
  private static final Set<String> PATHS = Set.of("PATH", "DIR", "FILE.html");

  @Spec private CommandSpec spec;

  private final List<OutputLock> locks = new ArrayList<>();

  private RunIdentity identity;

  /** The work, after the options were parsed and printed. */
  protected abstract void work();

  @Override
  public final Integer call() {
    identity = RunIdentity.starting(spec.name(), resolvedOptions());
    long start = System.nanoTime();
    say("%s", options(identity));
    refusePasswords();
    try {
      work();
    } catch (Error e) {
      // A native library that cannot be unpacked, a thread that cannot start and Hadoop's FSError
      // for a full disk are errors, of which the command line's handler is not told.
      throw new IllegalStateException(e);
    } finally {
      locks.forEach(OutputLock::close);
    }
    say("done in %.1f s", (System.nanoTime() - start) / 1e9);
    return 0;
  }

  /** Who makes the output of this call; stored beside it. */
  protected final RunIdentity identity() {
    return identity;
  }

  /** The session of this application, with the master that spark-submit chose. */
  protected final SparkSession spark() {
    LocalMaster.refuseGpus(new SparkConf());
    SparkSession session = SparkSession.builder().appName("allsky " + spec.name()).getOrCreate();
    StandaloneMaster.requireGpus(session.sparkContext());
    S3Defaults.addTo(session.sparkContext().hadoopConfiguration());
    PageChecksums.addTo(session.sparkContext().hadoopConfiguration());
    return session;
  }

  /**
   * The folder of an output, checked before any work: it shares no file with an input, is not
   * occupied, and from now on this job is the only one that writes it.
   */
  protected final OutputFolder output(OutputOptions options, TableInput... inputs) {
    OutputFolder folder = OutputFolder.at(options.path, hadoop());
    apart("--output", options.path).from(inputs);
    folder.refuseIfOccupied(options.overwrite);
    OutputFolder held = folder.heldBy(hold("--output", options.path));
    // Another run may have finished it in between.
    held.refuseIfOccupied(options.overwrite);
    return held;
  }

  /** Makes this job the only one that writes a folder, until it ends. */
  protected final OutputLock hold(String option, String folder) {
    return hold(option, folder, folder);
  }

  /**
   * {@link #hold(String, String)} for a folder that the user gave in other words.
   *
   * @param given what the user gave, for messages
   */
  protected final OutputLock hold(String option, String given, String folder) {
    OutputLock lock =
        OutputLock.take(
            option + " " + given, new Path(folder), spec.name(), hadoop(), line -> say("%s", line));
    locks.add(lock);
    return lock;
  }

  /** The place of an output, to be compared with those of inputs. */
  protected final OutputPlace apart(String option, String path) {
    return new OutputPlace(option, path, hadoop());
  }

  /** Hadoop's configuration, which knows the file systems. */
  protected final Configuration hadoop() {
    return spark().sparkContext().hadoopConfiguration();
  }

  /** Prints one line of the job on standard error, where people watch it. */
  protected final void say(String format, Object... values) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.name() + ": " + Secrets.masked(String.format(Locale.ROOT, format, values)));
    err.flush();
  }

  /**
   * Does what Spark does as a whole, with a line every few seconds and one at its end.
   *
   * @param doing what is done, such as counting the sources; Spark's pages name its work so, too
   */
  protected final <T> T timed(String doing, Supplier<T> work) {
    return Progress.timed(spec.name(), doing, spark().sparkContext(), work);
  }

  /** Prints a line of the job's result on standard output, where scripts read it. */
  protected final void print(String format, Object... values) {
    out().println(Secrets.masked(String.format(Locale.ROOT, format, values)));
    out().flush();
  }

  /** Standard output, for results longer than a line. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Throws the fault of a wrong usage where an option that this call needs is not given. */
  protected final void requireOption(String label, Object value) {
    if (value == null) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '" + label + "'");
    }
  }

  /** Paths are Spark's and Hadoop's to print; those that we open ourselves have another type. */
  private void refusePasswords() {
    for (OptionSpec option : spec.options()) {
      if (PATHS.contains(option.paramLabel()) && option.getValue() instanceof String path) {
        Storage.refusePassword(option.longestName(), path);
      }
    }
  }

  private SortedMap<String, String> resolvedOptions() {
    SortedMap<String, String> options = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      if (value != null && !option.hidden() && !option.usageHelp() && !option.versionHelp()) {
        options.put(option.longestName().replaceFirst("^--", ""), text(value));
      }
    }
    return options;
  }

  private static String text(Object value) {
    return value instanceof Object[] values ? Arrays.toString(values) : value.toString();
  }

  private static String options(RunIdentity identity) {
    StringBuilder line = new StringBuilder();
    identity
        .options()
        .forEach((name, value) -> line.append(" --").append(name).append(' ').append(value));
    return line.toString().trim();
  }
}
