package allsky.spark.cli;

import allsky.spark.classify.ClassificationSettings;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.TileOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.PlanText;
import allsky.spark.cli.plan.PlannedClassification;
import allsky.spark.tiles.TileIndex;
import picocli.CommandLine.Option;

/**
 * A job that writes an output. It plans first: a dry run prints the plan, another run does the
 * work.
 */
abstract class WritingJob extends Job {

  @Heading.Under(Heading.RUNNING)
  @Option(
      names = "--dry-run",
      order = LogOptions.FIRST,
      description =
          "Check the options, the inputs and the output, print the plan with an estimate of size"
              + " and time, and stop. Writes nothing.")
  private boolean dryRun;

  /** Checks inputs and outputs. Nothing is written before the plan is run. */
  protected abstract JobPlan plan();

  @Override
  protected final void work() {
    JobPlan plan = plan();
    if (!dryRun) {
      plan.run();
      return;
    }
    PlanText text = new PlanText(plan, folders().inputs(), folders().outputs(), hadoop());
    text.lines().forEach(line -> print("%s", line));
    say("dry run: nothing was written");
  }

  @Override
  final WrittenFolders.Use use() {
    return dryRun ? WrittenFolders.Use.DRY_RUN : WrittenFolders.Use.WRITE;
  }

  /** A classification as a plan describes it. */
  final PlannedClassification planned(ClassificationSettings how) {
    return new PlannedClassification(how, spark().sparkContext().getConf());
  }

  /** The index of the images in a folder. A dry run does not cache the headers that it reads. */
  final TileIndex index(TileOptions tiles, String folder) {
    return timed(
        TileOptions.LISTING,
        () -> dryRun ? tiles.readOnlyIndex(spark(), folder) : tiles.index(spark(), folder));
  }
}
