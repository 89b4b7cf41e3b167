package allsky.spark.cli.plan;

import allsky.spark.columns.TableInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * What a dry run prints of a plan.
 *
 * @param inputs what the job reads
 * @param outputs what the job writes, first the output that can be resumed
 */
public record PlanText(
    JobPlan plan, List<TableInput> inputs, List<PlannedOutput> outputs, Configuration hadoop) {

  /** The lines, each with its subject first. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    inputs.forEach(input -> add(lines, "input", found(input)));
    plan.steps().forEach(step -> add(lines, "plan", step));
    Optional<String> resuming = plan.resuming();
    for (PlannedOutput output : outputs) {
      boolean isResumed = resuming.isPresent() && output.equals(outputs.get(0));
      String state = isResumed ? resuming.get() : output.state();
      add(lines, "output", output.name() + ": " + state);
    }
    add(lines, "size", plan.size());
    add(lines, "time", plan.time());
    return lines;
  }

  private String found(TableInput input) {
    return input + InputFiles.of(input, hadoop).map(files -> facts(input, files)).orElse("");
  }

  private String facts(TableInput input, InputFiles files) {
    String rows = plan.rowsOf(input).map(table -> ", " + files.rows(table.get())).orElse("");
    return ": " + files.line() + rows;
  }

  private static void add(List<String> lines, String subject, String text) {
    lines.add(
        text.lines()
            .map(line -> String.format("%-8s%s", subject, line))
            .collect(Collectors.joining("\n")));
  }
}
