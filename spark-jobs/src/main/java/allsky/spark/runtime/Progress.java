package allsky.spark.runtime;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/**
 * Prints a line every few seconds while a long job runs, with count, rate and remaining time if
 * they are known.
 *
 * <p>Use it in a try-with-resources block; closing prints the last line.
 */
public final class Progress implements AutoCloseable {

  private static final long PERIOD_SECONDS = 5;

  private static volatile boolean shown = true;

  private final DoubleFunction<String> lineAfter;
  private final double minSeconds;
  private final PrintStream out;
  private final long startNanos = System.nanoTime();
  private final ScheduledExecutorService clock;
  private final Future<?> lines;

  /**
   * @param lineAfter makes the line for a number of seconds
   * @param minSeconds shorter work prints no line
   */
  private Progress(DoubleFunction<String> lineAfter, double minSeconds, PrintStream out) {
    this.lineAfter = lineAfter;
    this.minSeconds = minSeconds;
    this.out = out;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    this.lines =
        clock.scheduleAtFixedRate(this::print, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** Sets whether the lines of this process are printed, which they are by default. */
  public static void show(boolean lines) {
    shown = lines;
  }

  /**
   * Starts printing lines of a job to standard error.
   *
   * @param unit the counted things in the plural: sources, tiles, images
   * @param total their number, or 0 if unknown
   * @param done the number that is done; called every few seconds
   */
  public static Progress start(String job, String unit, long total, LongSupplier done) {
    return start(job, unit, total, done, () -> "");
  }

  /**
   * Like {@link #start(String, String, long, LongSupplier)}, with a detail at the end of each line.
   *
   * @param detail the detail, which begins with its separator; called every few seconds
   */
  public static Progress start(
      String job, String unit, long total, LongSupplier done, Supplier<String> detail) {
    return new Progress(
        seconds -> line(job, unit, done.getAsLong(), total, seconds) + detail.get(), 0, System.err);
  }

  /**
   * Starts printing lines of a Spark action: the finished tasks of all tasks in the running stages,
   * and at the end the time. Work of less than a second prints no line.
   *
   * @param doing the work, such as: counting the sources
   */
  public static Progress ofTasks(String job, String doing, SparkContext spark) {
    return new Progress(
        seconds -> line(job, doing, TasksUnderWay.of(spark), seconds), 1, System.err);
  }

  /**
   * Runs a Spark action with the lines of {@link #ofTasks}.
   *
   * @param doing the work, such as: counting the sources; it is also the job description on Spark's
   *     web pages
   */
  public static <T> T timed(String job, String doing, SparkContext spark, Supplier<T> work) {
    spark.setJobDescription(doing);
    try (Progress progress = ofTasks(job, doing, spark)) {
      return work.get();
    } finally {
      spark.setJobDescription(null);
    }
  }

  static String line(String job, String doing, TasksUnderWay tasks, double seconds) {
    String count =
        tasks.all() > 0
            ? String.format(Locale.ROOT, ", %,d of %,d tasks", tasks.done(), tasks.all())
            : "";
    return String.format(Locale.ROOT, "%s: %s%s, %s", job, doing, count, duration(seconds));
  }

  /** The line for a state; package-private for the spec. */
  static String line(String job, String unit, long done, long total, double seconds) {
    double rate = seconds > 0 ? done / seconds : 0;
    String count =
        total > 0
            ? String.format(
                Locale.ROOT, "%,d of %,d %s (%d %%)", done, total, unit, 100 * done / total)
            : String.format(Locale.ROOT, "%,d %s", done, unit);
    String left =
        total > done && rate > 0
            ? String.format(Locale.ROOT, ", %s left", duration((total - done) / rate))
            : "";
    return String.format(
        Locale.ROOT, "%s: %s, %,.0f/s, %s%s", job, count, rate, duration(seconds), left);
  }

  private static String duration(double seconds) {
    long rounded = Math.round(seconds);
    if (rounded < 120) {
      return rounded + " s";
    }
    return rounded < 7200
        ? rounded / 60 + " min"
        : rounded / 3600 + " h " + rounded % 3600 / 60 + " min";
  }

  private void print() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    if (shown && seconds >= minSeconds) {
      out.println(lineAfter.apply(seconds));
    }
  }

  @Override
  public void close() {
    lines.cancel(false);
    clock.shutdown();
    print();
  }
}
