package allsky.spark.cli;

import allsky.spark.catalog.Catalog;
import allsky.spark.catalog.CatalogDescription;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.cli.options.AstrometryOptions;
import allsky.spark.cli.options.LabelOptions;
import allsky.spark.cli.options.MatchOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.SourceOptions;
import allsky.spark.cli.options.SpectrumOptions;
import allsky.spark.columns.ClassColumn;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.astrometry.Astrometry;
import allsky.spark.crossmatch.MatchStep;
import allsky.spark.crossmatch.output.MatchOutput;
import allsky.spark.crossmatch.output.MatchOutputSpec;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.crossmatch.summary.MatchResult;
import allsky.spark.crossmatch.summary.SummaryText;
import allsky.spark.output.OutputFolder;
import allsky.spark.runtime.Progress;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the spectrum, or the row of any other catalog, at the position of each source. */
@Command(
    name = "crossmatch",
    description = {
      "Match sources with spectra by position and label them with the spectroscopic class.",
      "Input formats are Parquet (plain, partitioned, HATS), FITS binary table, VOTable, IPAC table,",
      "AllWISE bulk files, CSV and ECSV. --describe prints the detected format and columns."
    })
final class Crossmatch extends Job {

  /** For rows of numbers, read once: conf/ thinks of images. */
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
          "Catalog of spectra with a class column, such as specObj of SDSS, or any other "
              + "catalog.")
  private String spectra;

  @Mixin private OutputOptions output;

  @Mixin private MatchOptions options;

  @Mixin private AstrometryOptions astrometry;

  @Mixin private LabelOptions labels;

  @Mixin private SpectrumOptions spectrumOptions;

  // Help, to picocli, is what needs none of the required options.
  @Option(
      names = "--describe",
      help = true,
      description =
          "Print the detected format and columns of the inputs, then stop. Needs no " + "--output.")
  private boolean describe;

  @Override
  protected void work() {
    TableInput left = sources.input();
    TableInput right = TableInput.spectra(spectra).withHdu(spectrumOptions.hdu);
    if (describe) {
      describe(left, right);
      return;
    }
    MatchRule rule = options.rule(astrometry.greatestSigmas());
    astrometry.check();
    labels.limits();
    OutputFolder folder = output(output, left, right);
    SETTINGS.forEach((key, value) -> spark().conf().set(key, value));
    Catalog catalog = CatalogReader.read(spark(), left, sources.choice());
    Catalog partners = CatalogReader.read(spark(), right, spectrumOptions.choice());
    SourceTable table = CatalogReader.sources(catalog, left, sources.choice());
    CatalogReader.requirePosition(catalog, table.rows(), left);
    MatchInput sourceInput =
        counted(options.sources(table), left, astrometry.of(table, left))
            .withMalformed(catalog.malformed());
    table.notes().forEach(note -> say("%s: %s", left, note));
    ClassColumn sourceClass = ClassColumn.of(partners.rows(), right, spectrumChoice());
    say("%s: %s", right, sourceClass.why());
    Plan plan =
        sourceClass.column().isPresent()
            ? labelling(sourceInput, partners, right, rule, sourceClass.column().get())
            : joining(sourceInput, partners, right, rule);
    plan.spec().notes().forEach(note -> say("%s", note));
    astrometry.requireEffect(sourceInput, plan.request().input(Side.RIGHT));
    folder.startAfresh(identity(), output.overwrite);
    try (MatchStep step = new MatchStep(plan.request(), plan.spec());
        Progress progress = Progress.start("crossmatch", "rows", 0, step::rowsScanned)) {
      step.warning().ifPresent(line -> say("%s", line));
      MatchResult result = step.run(new MatchOutput(spark(), folder, identity()));
      SummaryText.lines(result).forEach(line -> print("%s", line));
    }
  }

  /** What is matched, and how it is written. */
  private record Plan(MatchRequest request, MatchOutputSpec spec) {}

  private Plan labelling(
      MatchInput sourceInput,
      Catalog partners,
      TableInput right,
      MatchRule rule,
      String sourceClass) {
    ColumnChoice choice = spectrumChoice().labelledBy(sourceClass);
    SpectrumTable table = CatalogReader.spectra(partners, right, choice, spectrumOptions.cuts());
    table.notes().forEach(note -> say("%s: %s", right, note));
    CatalogReader.requirePosition(partners, table.rows(), right);
    MatchInput input =
        counted(options.spectra(table), right, astrometry.of(table, right))
            .withMalformed(partners.malformed());
    return new Plan(
        options.request(sourceInput, input, rule),
        options.labelled(sourceInput, table, rule, labels));
  }

  private Plan joining(MatchInput sourceInput, Catalog partners, TableInput right, MatchRule rule) {
    SourceTable table = CatalogReader.sources(partners, right, spectrumChoice());
    CatalogReader.requirePosition(partners, table.rows(), right);
    table.notes().forEach(note -> say("%s: %s", right, note));
    MatchInput input =
        counted(options.partners(table), right, astrometry.of(table, right))
            .withMalformed(partners.malformed());
    return new Plan(
        options.request(sourceInput, input, rule), options.joined(sourceInput, input, rule));
  }

  private ColumnChoice spectrumChoice() {
    return spectrumOptions.choice().wrappingRa(sources.wrapRa);
  }

  private MatchInput counted(MatchInput match, TableInput input, Astrometry found) {
    if (astrometry.isUsed()) {
      say("%s: %s", input, astrometry.description(found));
    }
    return astrometry.counted(match, input, found);
  }

  private void describe(TableInput left, TableInput right) {
    Consumer<String> print = line -> print("%s", line);
    if (sources.path != null) {
      CatalogDescription.ofSources(spark(), left, sources.choice(), astrometry.choice(left), print);
    }
    if (spectra != null) {
      CatalogDescription.ofSpectra(
          spark(),
          right,
          spectrumChoice(),
          spectrumOptions.cuts(),
          astrometry.choice(right),
          print);
    }
  }
}
