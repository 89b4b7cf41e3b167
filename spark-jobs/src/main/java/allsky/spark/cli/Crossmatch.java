package allsky.spark.cli;

import allsky.spark.cli.options.CrossmatchOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.SourceOptions;
import allsky.spark.columns.TableInput;
import allsky.spark.crossmatch.MatchStep;
import allsky.spark.crossmatch.output.MatchOutput;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.summary.MatchResult;
import allsky.spark.crossmatch.summary.SummaryText;
import allsky.spark.output.OutputFolder;
import allsky.spark.runtime.Progress;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code crossmatch}: matches sources with spectra, or with any other catalog, by position. */
@Command(
    name = "crossmatch",
    description = {
      "Match two catalogs by position and label sources with the classes of their spectra.",
      "Input formats are Parquet (plain, partitioned, HATS), FITS binary table, VOTable, IPAC table,",
      "AllWISE bulk files, CSV and ECSV. --describe prints the detected format and columns."
    })
final class Crossmatch extends Job {

  /** For rows of numbers that are read once; the settings in conf/ are for images. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.parquet.columnarReaderBatchSize", "4096",
          "spark.sql.inMemoryColumnarStorage.compressed", "false");

  @Mixin private SourceOptions sources;

  @Option(
      names = "--spectra",
      required = true,
      paramLabel = "PATH",
      description =
          "Second catalog: spectra with a class column, such as specObj of SDSS, or any "
              + "other catalog.")
  private String spectra;

  @Mixin private OutputOptions output;

  @Mixin private CrossmatchOptions match;

  // picocli requires no other option where one is marked as help.
  @Option(
      names = "--describe",
      help = true,
      description =
          "Print how the formats and columns of the inputs are read, then stop. Needs "
              + "no --output.")
  private boolean describe;

  @Override
  protected void work() {
    TableInput partners = match.partners(spectra);
    if (describe) {
      match.describe(spark(), sources, partners, line -> print("%s", line));
      return;
    }
    MatchRule rule = match.rule();
    OutputFolder folder = folders().output(output, sources.input(), partners);
    SETTINGS.forEach((key, value) -> spark().conf().set(key, value));
    CrossmatchOptions.Plan plan = match.plan(spark(), sources, partners, rule, this::log);
    folder.startAfresh(identity(), output.overwrite);
    try (MatchStep step = new MatchStep(plan.request(), plan.spec());
        Progress progress = Progress.start("crossmatch", "rows", 0, step::rowsScanned)) {
      step.warning().ifPresent(this::log);
      MatchResult result = step.run(new MatchOutput(spark(), folder, identity()));
      SummaryText.lines(result).forEach(line -> print("%s", line));
    }
  }
}
