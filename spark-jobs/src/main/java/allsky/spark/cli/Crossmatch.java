package allsky.spark.cli;

import allsky.UserError;
import allsky.spark.catalog.files.CatalogFiles;
import allsky.spark.cli.options.CrossmatchOptions;
import allsky.spark.cli.options.FurtherCatalog;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.options.MatchLayoutOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.SourceOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.MeasuredRates;
import allsky.spark.columns.TableInput;
import allsky.spark.crossmatch.MatchStep;
import allsky.spark.crossmatch.output.MatchOutput;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.crossmatch.summary.MatchResult;
import allsky.spark.crossmatch.summary.SummaryText;
import allsky.spark.output.OutputFolder;
import allsky.spark.runtime.Progress;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code crossmatch}: matches sources with spectra, or with any other catalog, by position. */
@Command(
    name = "crossmatch",
    description = {
      "Match two catalogs by position and label sources with the classes of their spectra.",
      "Input formats are Parquet (plain, partitioned, HATS), FITS binary table, VOTable, IPAC table,",
      "AllWISE bulk files, CSV and ECSV. --describe prints the detected format and columns."
    })
final class Crossmatch extends WritingJob {

  /** For rows of numbers that are read once; the settings in conf/ are for images. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.parquet.columnarReaderBatchSize", "4096",
          "spark.sql.inMemoryColumnarStorage.compressed", "false");

  /** Folders of the rows before the last catalog, until the last one is written. */
  private static final String STAGE = "with_";

  @Mixin private SourceOptions sources;

  @InputPath
  @Heading.Under(Heading.INPUT)
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

  @Mixin private MatchLayoutOptions layout;

  // picocli requires no other option where one is marked as help.
  @Heading.Under(Heading.RUNNING)
  @Option(
      names = "--describe",
      help = true,
      description =
          "Print how the formats and columns of the inputs are read, then stop. Needs "
              + "no --output.")
  private boolean describe;

  @InputPath
  @Heading.Under(Heading.MATCHING)
  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE,...",
      hideParamSyntax = true,
      converter = FurtherCatalog.Converter.class,
      description =
          "Also match the output with another catalog and add the columns of its nearest row, as a"
              + " second crossmatch with --join left does. Each NAME is a setting of that match: path"
              + " and prefix (both required), radius, columns (a;b), key, ra, dec, hdu, where, match,"
              + " max-sigmas, source-error and error. Repeat the option for more catalogs.")
  private List<FurtherCatalog> further;

  @Override
  protected void checkOptions() {
    if (describe) {
      return;
    }
    layout.check();
    match.rule();
    if (!further().isEmpty()) {
      match.requirePairs();
    }
    further().forEach(catalog -> next(catalog, "-", "-").match.rule());
  }

  @Override
  protected JobPlan plan() {
    TableInput partners = match.partners(spectra);
    if (describe) {
      return JobPlan.of(() -> match.describe(spark(), sources, partners, line -> print("%s", line)))
          .step("--describe prints how the formats and columns of the inputs are read");
    }
    MatchRule rule = match.rule();
    further().forEach(catalog -> requireFiles(new TableInput("--with", catalog.path())));
    OutputFolder folder = folders().output(output, sources.input(), partners);
    SETTINGS.forEach((key, value) -> spark().conf().set(key, value));
    CrossmatchOptions.Plan plan = match.plan(spark(), sources, partners, rule, this::log);
    Supplier<Dataset<Row>> left = () -> plan.request().input(Side.LEFT).table().rows();
    Supplier<Dataset<Row>> right = () -> plan.request().input(Side.RIGHT).table().rows();
    return JobPlan.of(() -> match(plan, folder))
        .rows(sources.input(), left)
        .rows(partners, right)
        .step("pairs within %s arcsec, --match %s", rule.radiusArcsec(), rule.selection())
        .time(() -> MeasuredRates.match(left.get().count() + right.get().count()));
  }

  /** A further catalog is read only after the match before it. */
  private void requireFiles(TableInput catalog) {
    new CatalogFiles(catalog, hadoop()).status();
  }

  private void match(CrossmatchOptions.Plan first, OutputFolder folder) {
    CrossmatchOptions.Plan plan = first;
    List<FurtherCatalog> more = further();
    folder.startAfresh(identity(), output.overwrite);
    if (more.isEmpty()) {
      write(plan, layout.of(new MatchOutput(spark(), folder, identity()), this::log));
      return;
    }
    for (int i = 0; i < more.size(); i++) {
      OutputFolder staged = folder.inside(STAGE + i);
      staged.startAfresh(identity(), false);
      write(plan, new MatchOutput(spark(), staged, identity()));
      folder.write("_summary_" + i + ".json", staged.read(OutputFolder.SUMMARY).orElseThrow());
      String key = plan.request().input(Side.LEFT).table().keyColumn();
      Crossmatch next = next(more.get(i), staged.path(), key);
      log("--with " + more.get(i));
      TableInput partnersOfNext = next.match.partners(next.spectra);
      plan = next.match.plan(spark(), next.sources, partnersOfNext, next.match.rule(), this::log);
    }
    Runnable removeStages =
        () -> IntStream.range(0, more.size()).forEach(i -> folder.delete(STAGE + i));
    MatchOutput last = new MatchOutput(spark(), folder, identity()).completedBy(removeStages);
    write(plan, layout.of(last, this::log));
  }

  private List<FurtherCatalog> further() {
    return further == null ? List.of() : further;
  }

  /** The options of a match with a further catalog, as of a job of its own. */
  private Crossmatch next(FurtherCatalog catalog, String from, String key) {
    Crossmatch next = new Crossmatch();
    try {
      new CommandLine(next)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(catalog.arguments(from, key, match.largestIndex()).toArray(String[]::new));
    } catch (ParameterException e) {
      throw new UserError("Invalid --with " + catalog + ": " + e.getMessage(), e);
    }
    return next;
  }

  private void write(CrossmatchOptions.Plan plan, MatchOutput written) {
    try (MatchStep step = new MatchStep(plan.request(), plan.spec());
        Progress progress = Progress.start("crossmatch", "rows", 0, step::rowsScanned)) {
      step.warning().ifPresent(this::log);
      MatchResult result = step.run(written);
      SummaryText.lines(result).forEach(line -> print("%s", line));
    }
  }
}
