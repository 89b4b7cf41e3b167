package allsky.spark.cli.plan;

import allsky.spark.columns.TableInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The work of a job whose options, inputs and outputs are checked, and the lines that a dry run
 * prints about it. The lines are computed in a dry run only.
 */
public final class JobPlan {

  /** The size or the time of a work that was never measured. */
  static final String NOT_ESTIMATED = "not estimated";

  private final Runnable work;
  private final List<Supplier<String>> steps = new ArrayList<>();
  private final Map<TableInput, Supplier<Dataset<Row>>> tables = new HashMap<>();
  private Supplier<Optional<String>> resuming = Optional::empty;
  private Supplier<String> size = () -> NOT_ESTIMATED;
  private Supplier<String> time = () -> NOT_ESTIMATED;

  private JobPlan(Runnable work) {
    this.work = work;
  }

  /**
   * A plan.
   *
   * @param work writes the output
   */
  public static JobPlan of(Runnable work) {
    return new JobPlan(work);
  }

  /** The rows of an input that count, for their number. */
  public JobPlan rows(TableInput input, Supplier<Dataset<Row>> rows) {
    tables.put(input, rows);
    return this;
  }

  /** A line about the work, such as the number of tiles. */
  public JobPlan step(Supplier<String> line) {
    steps.add(line);
    return this;
  }

  /** A line of {@link #step(Supplier)} from numbers that are known. */
  public JobPlan step(String format, Object... values) {
    return step(() -> String.format(Locale.ROOT, format, values));
  }

  /** How an unfinished output is resumed; empty if it is not. */
  public JobPlan resuming(Supplier<Optional<String>> how) {
    resuming = how;
    return this;
  }

  /**
   * The network of a training, its size and its time.
   *
   * @param examples number of examples of the train split
   */
  public JobPlan training(PlannedTraining training, LongSupplier examples) {
    return step(() -> training.line(examples.getAsLong()))
        .size(training::size)
        .time(() -> training.time(examples.getAsLong()));
  }

  /** The network of a classification and its time. */
  public JobPlan classification(PlannedClassification classification, LongSupplier sources) {
    return step(() -> classification.line(sources.getAsLong()))
        .time(() -> classification.time(sources.getAsLong()));
  }

  /** The network of a classification, its time and the size of the table of predictions. */
  public JobPlan predictions(PlannedClassification classification, LongSupplier sources) {
    return classification(classification, sources)
        .size(() -> OutputSize.ofPredictions(sources.getAsLong()));
  }

  /** The size of the output, with what it is derived from. */
  public JobPlan size(Supplier<String> text) {
    size = text;
    return this;
  }

  /** The time of the work, with what it is derived from. */
  public JobPlan time(Supplier<String> text) {
    time = text;
    return this;
  }

  /** Does the work. */
  public void run() {
    work.run();
  }

  Optional<Supplier<Dataset<Row>>> rowsOf(TableInput input) {
    return Optional.ofNullable(tables.get(input));
  }

  List<String> steps() {
    return steps.stream().map(Supplier::get).toList();
  }

  Optional<String> resuming() {
    return resuming.get();
  }

  String size() {
    return size.get();
  }

  String time() {
    return time.get();
  }
}
