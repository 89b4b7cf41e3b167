package allsky.spark.cli;

import allsky.spark.baseline.BaselineResult;
import allsky.spark.baseline.CatalogBaselines;
import allsky.spark.baseline.ColourCut;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.PlannedOutput;
import allsky.spark.columns.TableInput;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.report.Comparison;
import allsky.spark.report.Report;
import allsky.spark.report.ReportFiles;
import allsky.spark.report.ReportText;
import allsky.spark.report.RunComparison;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.run.TestSplitResult;
import allsky.spark.report.section.ColourCutLine;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: writes an HTML report of a run, with the network and catalog baselines. */
@Command(
    name = "report",
    header = "Write an HTML report of a run.",
    description = {
      "%nThe report has counts, accuracy compared with catalog baselines, curves, a sky map and"
          + " cutouts. It is one HTML file with embedded pictures. The same folder gets summary.txt"
          + " (a few lines) and report.json (all numbers). With --compare it has two runs side by"
          + " side."
    })
final class ReportJob extends WritingJob {

  /** One run, or two. */
  private static final class Runs {

    @InputPath(InputPath.Kind.FOLDER)
    @Option(
        names = "--run",
        paramLabel = "DIR",
        description =
            "Folder of the run, with the outputs of its jobs in the subfolders sky, "
                + "matches, cutouts, model and predictions. Without sky, the catalog named in "
                + "the predictions is used. If an input is missing, its section says which job "
                + "to run. An output of classify-allsky gives a report of these predictions only.")
    private String run;

    @InputPath(InputPath.Kind.FOLDER)
    @Option(
        names = "--compare",
        arity = "2",
        paramLabel = "DIR",
        description =
            "Folders of two runs A and B, or two outputs of classify-allsky, to compare instead: "
                + "accuracy, class fractions, the sources whose class has changed, and options. "
                + "The sources are compared by their key.")
    private List<String> compared;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Runs runs;

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
    List<RunFolder> opened =
        runs.run != null
            ? List.of(RunFolder.open(spark(), "--run", runs.run))
            : runs.compared.stream()
                .map(path -> RunFolder.open(spark(), "--compare", path))
                .toList();
    ReportFiles files = ReportFiles.at("--output", page, hadoop());
    files.refuseIfOccupied(overwrite);
    String option = runs.run != null ? "--run" : "--compare";
    TableInput[] inputs =
        opened.stream()
            .flatMap(RunFolder::inputs)
            .map(input -> new TableInput(option, input))
            .toArray(TableInput[]::new);
    files.names().forEach(file -> folders().place("--output", file).from(inputs));
    Picture.requireFonts();
    folders().note(PlannedOutput.ofFile("--output " + page, files.pageExists()), given(option));
    return JobPlan.of(() -> write(opened, files)).step("the report, summary.txt and report.json");
  }

  private void write(List<RunFolder> opened, ReportFiles files) {
    folders().lock("--output", files.folder().toString());
    files.refuseIfOccupied(overwrite);
    ReportText report = report(opened);
    files.write(report);
    print("%s", report.summary().stripTrailing());
    print("%-14s %s", "report", page);
  }

  /** The folders as the user gave them. */
  private TableInput[] given(String option) {
    List<String> paths = runs.run != null ? List.of(runs.run) : runs.compared;
    return paths.stream().map(path -> new TableInput(option, path)).toArray(TableInput[]::new);
  }

  private ReportText report(List<RunFolder> opened) {
    RunFolder first = opened.get(0);
    return opened.size() == 1
        ? Report.of(first, comparison(first), identity())
        : RunComparison.of(first, opened.get(1), identity());
  }

  private Comparison comparison(RunFolder folder) {
    Optional<Dataset<Row>> sources = folder.sources();
    Optional<Dataset<Row>> matches = folder.matches();
    if (sources.isEmpty() || matches.isEmpty()) {
      return without("Needs the catalog and the matches (bin/allsky crossmatch).");
    }
    say("measuring the baselines on the catalog");
    BaselineResult baselines =
        CatalogBaselines.measure(
            sources.get(), matches.get(), TestSplitResult.classes(folder), seed);
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
  private static List<ColourCutLine> cuts() {
    double qso = ColourCut.QSO_W1_W2;
    double galaxy = ColourCut.GALAXY_W2_W3;
    return List.of(
        new ColourCutLine("QSO", -1, qso, 6, qso),
        new ColourCutLine("GALAXY", galaxy, -0.6, galaxy, qso));
  }
}
