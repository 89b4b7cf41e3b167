package allsky.spark.cli;

import allsky.spark.baseline.BaselineResult;
import allsky.spark.baseline.CatalogBaselines;
import allsky.spark.baseline.ColourCut;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.PlannedOutput;
import allsky.spark.columns.TableInput;
import allsky.spark.plot.ColourPlot;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.Points;
import allsky.spark.report.Comparison;
import allsky.spark.report.Report;
import allsky.spark.report.ReportFiles;
import allsky.spark.report.run.RunFolder;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: writes an HTML report of a run, with the network and catalog baselines. */
@Command(
    name = "report",
    header = "Write an HTML report of a run.",
    description = {
      "%nThe report has counts, accuracy compared with catalog baselines, curves, a sky map and"
          + " cutouts. It is one HTML file with embedded pictures. The same folder gets summary.txt"
          + " (a few lines) and report.json (all numbers)."
    })
final class ReportJob extends WritingJob {

  @InputPath(InputPath.Kind.FOLDER)
  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of the run, with the outputs of its jobs in the subfolders sky, "
              + "matches, cutouts, model and predictions. Without sky, the catalog named in "
              + "the predictions is used. If an input is missing, its section says which job "
              + "to run. An output of classify-allsky gives a report of these predictions only.")
  private String run;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.html",
      description = "HTML file to write, on any Hadoop file system.")
  private String page;

  @Option(names = "--overwrite", description = "Replace an existing report.")
  private boolean overwrite;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the random forest baselines.")
  private long seed;

  @Override
  protected JobPlan plan() {
    RunFolder folder = RunFolder.open(spark(), run);
    ReportFiles files = ReportFiles.at("--output", page, hadoop());
    files.refuseIfOccupied(overwrite);
    TableInput[] inputs =
        folder.inputs().map(input -> new TableInput("--run", input)).toArray(TableInput[]::new);
    files.names().forEach(file -> folders().place("--output", file).from(inputs));
    Picture.requireFonts();
    folders()
        .note(
            PlannedOutput.ofFile("--output " + page, files.pageExists()),
            new TableInput("--run", run));
    return JobPlan.of(() -> write(folder, files)).step("the report, summary.txt and report.json");
  }

  private void write(RunFolder folder, ReportFiles files) {
    folders().lock("--output", files.folder().toString());
    files.refuseIfOccupied(overwrite);
    Report report = Report.of(folder, comparison(folder), identity());
    files.write(report);
    print("%s", report.summary().stripTrailing());
    print("%-14s %s", "report", page);
  }

  private Comparison comparison(RunFolder folder) {
    Optional<Dataset<Row>> sources = folder.sources();
    Optional<Dataset<Row>> matches = folder.matches();
    if (sources.isEmpty() || matches.isEmpty()) {
      return without("Needs the catalog and the matches (bin/allsky crossmatch).");
    }
    say("measuring the baselines on the catalog");
    BaselineResult baselines =
        CatalogBaselines.measure(sources.get(), matches.get(), folder.predictions(), seed);
    List<String> leftOut = baselines.leftOut();
    leftOut.forEach(this::log);
    String whyNone =
        leftOut.isEmpty() ? "No match is in the test split." : String.join(" ", leftOut);
    return new Comparison(baselines.measured(), leftOut, whyNone, cuts());
  }

  private static Comparison without(String reason) {
    return new Comparison(List.of(), List.of(), reason, List.of());
  }

  /** The two lines of the colour cut, for the colour-colour diagram. */
  private static List<ColourPlot.Cut> cuts() {
    double qso = ColourCut.QSO_W1_W2;
    double galaxy = ColourCut.GALAXY_W2_W3;
    return List.of(
        new ColourPlot.Cut("QSO", Points.of(new double[] {-1, 6}, new double[] {qso, qso})),
        new ColourPlot.Cut(
            "GALAXY", Points.of(new double[] {galaxy, galaxy}, new double[] {-0.6, qso})));
  }
}
