package allsky.spark.report;

import allsky.metrics.ConfusionMatrix;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.RunLayout;
import allsky.spark.report.html.Html;
import allsky.spark.report.html.Page;
import allsky.spark.report.run.RunCounts;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.run.TestSplitResult;
import allsky.spark.report.section.ClassFractionsSection;
import allsky.spark.report.section.ColourSection;
import allsky.spark.report.section.ComparisonSection;
import allsky.spark.report.section.ConfidenceSection;
import allsky.spark.report.section.ConfusionByMagnitudeSection;
import allsky.spark.report.section.ConfusionSection;
import allsky.spark.report.section.CountsSection;
import allsky.spark.report.section.DriftSection;
import allsky.spark.report.section.EvaluationSection;
import allsky.spark.report.section.GallerySection;
import allsky.spark.report.section.MetricsSection;
import allsky.spark.report.section.MisclassifiedSection;
import allsky.spark.report.section.NetworkComparisonSection;
import allsky.spark.report.section.OutlierSection;
import allsky.spark.report.section.ProvenanceSection;
import allsky.spark.report.section.RocSection;
import allsky.spark.report.section.SampleSection;
import allsky.spark.report.section.Section;
import allsky.spark.report.section.SignalToNoiseSection;
import allsky.spark.report.section.SkySection;
import allsky.spark.report.section.TrainingSection;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The report of a run in three formats: an HTML page, its numbers as JSON, and a summary as text.
 */
public final class Report implements ReportText {

  private static final String NO_TEST =
      "Needs matches (bin/allsky crossmatch) and predictions (bin/allsky classify-allsky) of the"
          + " same catalog. They must have sources of the test split.";

  private final RunFolder run;
  private final RunIdentity identity;
  private final Summary summary;
  private final List<Section> sections;

  private Report(RunFolder run, RunIdentity identity, Summary summary, List<Section> sections) {
    this.run = run;
    this.identity = identity;
    this.summary = summary;
    this.sections = sections;
  }

  /** Reads a run and combines it with the baselines. */
  public static Report of(RunFolder run, Comparison comparison, RunIdentity identity) {
    RunCounts counts = RunCounts.of(run);
    Optional<TestSplitResult> test = TestSplitResult.of(run);
    Optional<ConfusionMatrix> network = test.map(TestSplitResult::confusion);
    List<Section> sections = new ArrayList<>();
    sections.add(SkySection.of(run));
    sections.add(CountsSection.of(counts, run.isPredictions()));
    sections.add(ClassFractionsSection.of(run));
    sections.addAll(onTest(run, test));
    sections.add(
        ComparisonSection.of(
            network, comparison.baselines(), comparison.leftOut(), comparison.whyNone()));
    sections.add(EvaluationSection.of(run));
    sections.add(MisclassifiedSection.of(run));
    sections.add(TrainingSection.of(run));
    sections.add(NetworkComparisonSection.of(run));
    sections.add(ColourSection.of(run, comparison.cuts()));
    sections.add(DriftSection.of(run));
    sections.add(OutlierSection.of(run));
    sections.add(ConfidenceSection.of(run, counts));
    sections.add(SignalToNoiseSection.of(run));
    sections.add(SampleSection.of(run));
    sections.add(GallerySection.of(run));
    sections.add(ProvenanceSection.of(run, identity));
    if (run.isPredictions()) {
      sections.removeIf(Section::isAbsent);
    }
    Summary summary =
        new Summary(run.path(), run.simulated(), counts, network, comparison.baselines());
    return new Report(run, identity, summary, sections);
  }

  /** The report of a folder of predictions, without baselines. */
  public static Report ofPredictions(RunFolder predictions, RunIdentity identity) {
    return of(predictions, new Comparison(List.of(), List.of(), "", List.of()), identity);
  }

  @Override
  public String html() {
    Html main = Html.element("main", sections.stream().map(Section::toHtml).toList());
    return Page.of(
        "allsky: report of " + run.path(),
        PageHeader.of(summary, remark(), identity, sections),
        main,
        PageHeader.footer(identity));
  }

  /** What the predictions record about the training of their model. */
  private Optional<String> remark() {
    return run.json(
        RunLayout.PREDICTIONS,
        OutputFolder.SUMMARY,
        summary ->
            summary.has(RunLayout.MODEL_REMARK)
                ? summary.get(RunLayout.MODEL_REMARK).getAsString()
                : null);
  }

  @Override
  public String json() {
    JsonObject json = new JsonObject();
    json.add("made_by", JsonParser.parseString(identity.toJson()));
    json.addProperty("run", run.path());
    json.addProperty("simulated", run.simulated());
    sections.forEach(section -> json.add(section.id(), section.numbers()));
    return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json) + "\n";
  }

  @Override
  public String summary() {
    return summary.text();
  }

  private static List<Section> onTest(RunFolder run, Optional<TestSplitResult> test) {
    return test.map(
            found ->
                List.of(
                    ConfusionSection.of(found),
                    RocSection.of(found),
                    ConfusionByMagnitudeSection.of(found),
                    MetricsSection.of(found.confusion(), run.simulated())))
        .orElseGet(() -> List.of(ConfusionSection.absent(NO_TEST)));
  }
}
