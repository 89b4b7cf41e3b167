package allsky.spark.cli;

import allsky.UserError;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.PredictionReportOptions;
import allsky.spark.cli.plan.PlannedOutput;
import allsky.spark.columns.TableInput;
import allsky.spark.output.lock.OutputLock;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.report.Report;
import allsky.spark.report.ReportFiles;
import allsky.spark.report.run.RunFolder;
import java.util.Optional;

/**
 * The HTML report that a job writes of its predictions, when they are complete.
 *
 * @param page the file to write
 * @param isAsked true if the user named the page
 */
record PredictionReport(Job job, OutputOptions output, String page, boolean isAsked) {

  /**
   * The report of a job, if it writes one. Checks that it can be written, before the work begins.
   *
   * @param byDefault true if there is a report unless the user declines it
   * @param inputs what the job reads
   * @throws UserError if the page exists, if its place holds data, or if pictures that the user
   *     wants cannot be drawn
   */
  static Optional<PredictionReport> planned(
      Job job,
      PredictionReportOptions options,
      OutputOptions output,
      boolean byDefault,
      TableInput... inputs) {
    boolean isAsked = options.given().isPresent();
    return options
        .page(byDefault, output)
        .map(page -> new PredictionReport(job, output, page, isAsked))
        .filter(PredictionReport::canDraw)
        .map(report -> report.checked(inputs));
  }

  private boolean canDraw() {
    try {
      Picture.requireFonts();
      return true;
    } catch (UserError e) {
      if (isAsked) {
        throw e;
      }
      job.log("no report: " + e.getMessage());
      return false;
    }
  }

  private PredictionReport checked(TableInput... inputs) {
    ReportFiles files = files();
    files
        .names()
        .map(file -> job.folders().place(PredictionReportOptions.REPORT, file))
        .forEach(
            place -> {
              place.from(inputs);
              place.from(new TableInput("--output", output.path));
            });
    files.refuseIfOccupied(output.overwrite);
    job.folders()
        .note(
            PlannedOutput.ofFile(PredictionReportOptions.REPORT + " " + page, files.pageExists()));
    return this;
  }

  private ReportFiles files() {
    return ReportFiles.at(PredictionReportOptions.REPORT, page, job.hadoop());
  }

  /**
   * Writes the report.
   *
   * @param sources number of predictions
   */
  void write(long sources) {
    if (!isAsked && sources > PredictionReportOptions.MAX_SOURCES) {
      job.say(
          "no report of more than %,d sources: bin/allsky report --run %s --output %s writes it",
          PredictionReportOptions.MAX_SOURCES, output.path, page);
      return;
    }
    ReportFiles files = files();
    String folder = files.folder().toString();
    try (OutputLock lock = job.folders().lock(PredictionReportOptions.REPORT, folder)) {
      files.refuseIfOccupied(output.overwrite);
      RunFolder predictions = RunFolder.open(job.spark(), "--output", output.path);
      files.write(Report.ofPredictions(predictions, job.identity()));
      lock.requireHeld();
    }
    job.print("%-14s %s", "report", page);
  }
}
