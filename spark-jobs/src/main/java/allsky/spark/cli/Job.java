package allsky.spark.cli;

import allsky.Secrets;
import allsky.spark.files.LocalFiles;
import allsky.spark.output.RunIdentity;
import allsky.spark.runtime.LocalMaster;
import allsky.spark.runtime.PageChecksums;
import allsky.spark.runtime.Progress;
import allsky.spark.runtime.S3Defaults;
import allsky.spark.runtime.StandaloneMaster;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A job of the command line. It prints its options, then works. Spark's configuration says where it
 * runs; a job never names a master.
 */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 110,
    optionListHeading = "%nOptions:%n",
    showDefaultValues = true)
public abstract class Job implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private LogOptions logging;

  private RunIdentity identity;

  private WrittenFolders folders;

  /**
   * Checks what needs neither Spark nor the data: ranges of values, and options that exclude each
   * other. {@code bin/allsky} calls it before Spark starts, if a value looks wrong.
   *
   * @throws allsky.UserError if a value is wrong
   * @throws ParameterException if an option is missing that this call needs
   */
  protected void checkOptions() {}

  /** The work, after the options were parsed, printed and checked. */
  protected abstract void work();

  @Override
  public final Integer call() {
    identity = RunIdentity.starting(spec.name(), ResolvedOptions.of(spec));
    long start = System.nanoTime();
    Progress.show(!logging.quiet);
    if (logging.format == LogOptions.Format.JSON) {
      JsonLines.takeStandardError();
    }
    sayUnlessQuiet("%s", ResolvedOptions.line(spec));
    ResolvedOptions.refusePasswords(spec);
    checkOptions();
    try {
      work();
    } catch (Error e) {
      // picocli hands only exceptions to its handler. A native library that cannot be unpacked, a
      // thread that cannot start and a full disk (Hadoop's FSError) are errors.
      throw new IllegalStateException(e);
    } finally {
      if (folders != null) {
        folders.close();
      }
    }
    sayUnlessQuiet("done in %.1f s", (System.nanoTime() - start) / 1e9);
    return 0;
  }

  /** The job, version and options of this call, for {@code _run.json}. */
  protected final RunIdentity identity() {
    return identity;
  }

  /** The session of this application, with the master that spark-submit chose. */
  protected final SparkSession spark() {
    LocalMaster.refuseGpus(new SparkConf());
    SparkSession session = SparkSession.builder().appName("allsky " + spec.name()).getOrCreate();
    if (logging.verbose) {
      session.sparkContext().setLogLevel("INFO");
    }
    StandaloneMaster.requireGpus(session.sparkContext());
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    S3Defaults.addTo(hadoop);
    PageChecksums.addTo(hadoop);
    LocalFiles.addTo(hadoop);
    return session;
  }

  /** The folders that this job writes; it unlocks them when it ends. */
  protected final WrittenFolders folders() {
    if (folders == null) {
      folders = new WrittenFolders(spec.name(), use(), hadoop(), this::log);
    }
    return folders;
  }

  /** Whether the job writes its folders. */
  WrittenFolders.Use use() {
    return WrittenFolders.Use.WRITE;
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

  private void sayUnlessQuiet(String format, Object... values) {
    if (!logging.quiet) {
      say(format, values);
    }
  }

  /** Prints a line of {@link #say} that holds no format. */
  protected final void log(String line) {
    say("%s", line);
  }

  /**
   * Runs a long action of Spark, with a line every few seconds and one at the end.
   *
   * @param doing the action, such as "counting the sources"; Spark's web pages show it too
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

  /**
   * Checks that an option is given that this call needs.
   *
   * @param label as the usage shows it, such as --model=DIR
   * @throws ParameterException if it is not; the exit code is then that of wrong usage
   */
  protected final void requireOption(String label, Object value) {
    if (value == null) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '" + label + "'");
    }
  }
}
