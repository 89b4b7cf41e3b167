package allsky.spark.job;

import allsky.spark.catalog.Catalog;
import allsky.spark.catalog.CatalogDescription;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.crossmatch.JoinKind;
import allsky.spark.crossmatch.MatchNaming;
import allsky.spark.crossmatch.MatchOutput;
import allsky.spark.crossmatch.MatchRule;
import allsky.spark.crossmatch.MatchSide;
import allsky.spark.crossmatch.MatchStep;
import allsky.spark.run.OutputFolder;
import allsky.spark.run.Progress;
import allsky.spark.table.Astrometry;
import allsky.spark.table.ClassColumn;
import allsky.spark.table.ColumnChoice;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import allsky.spark.table.TableInput;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the spectrum, or the row of any other catalog, at the position of each source. */
@Command(
    name = "crossmatch",
    description = {
      "Pair sources with the spectra at their positions and give them the spectra's labels.",
      "Both inputs may be Parquet (plain, partitioned, HATS), a FITS binary table, a VOTable, an IPAC",
      "table, AllWISE's bulk files, CSV or ECSV; --describe says what they are taken for."
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
      description = "Catalog of spectra with a class, such as SDSS's specObj, or any catalog.")
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
      description = "Print what the inputs are taken for, and stop. Needs no --output.")
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
    MatchSide sourceSide = counted(options.sources(table), left, astrometry.of(table, left));
    table.notes().forEach(note -> say("%s: %s", left, note));
    ClassColumn sourceClass = ClassColumn.of(partners.rows(), right, spectrumChoice());
    say("%s: %s", right, sourceClass.why());
    Partners pairing =
        sourceClass.column().isPresent()
            ? labelling(sourceSide, partners, right, rule, sourceClass.column().get())
            : joining(sourceSide, partners, right, rule);
    if (options.join != JoinKind.ANTI) {
      pairing.naming().notes().forEach(note -> say("%s", note));
    }
    astrometry.requireEffect(sourceSide, pairing.side());
    folder.startAfresh(identity(), output.overwrite);
    try (MatchStep step = options.step(sourceSide, pairing.side(), rule, pairing.naming());
        Progress progress = Progress.start("crossmatch", "rows", 0, step::rowsScanned)) {
      step.warning().ifPresent(line -> say("%s", line));
      step.run(
              new MatchOutput(spark(), folder, identity()),
              List.of(catalog.malformed(), partners.malformed()))
          .lines()
          .forEach(line -> print("%s", line));
    }
  }

  /** The side of --spectra, and what its columns are called in the output. */
  private record Partners(MatchSide side, MatchNaming naming) {}

  private Partners labelling(
      MatchSide sourceSide,
      Catalog partners,
      TableInput right,
      MatchRule rule,
      String sourceClass) {
    ColumnChoice choice = spectrumChoice().labelledBy(sourceClass);
    SpectrumTable table = CatalogReader.spectra(partners, right, choice, spectrumOptions.cuts());
    table.notes().forEach(note -> say("%s: %s", right, note));
    CatalogReader.requirePosition(partners, table.rows(), right);
    MatchSide side = counted(options.spectra(table), right, astrometry.of(table, right));
    return new Partners(side, options.labelled(sourceSide, table, rule, labels));
  }

  private Partners joining(
      MatchSide sourceSide, Catalog partners, TableInput right, MatchRule rule) {
    SourceTable table = CatalogReader.sources(partners, right, spectrumChoice());
    CatalogReader.requirePosition(partners, table.rows(), right);
    table.notes().forEach(note -> say("%s: %s", right, note));
    MatchSide side = counted(options.partners(table), right, astrometry.of(table, right));
    return new Partners(side, options.joined(sourceSide, side, rule));
  }

  private ColumnChoice spectrumChoice() {
    return spectrumOptions.choice().wrappingRa(sources.wrapRa);
  }

  private MatchSide counted(MatchSide side, TableInput input, Astrometry found) {
    if (astrometry.isUsed()) {
      say("%s: %s", input, astrometry.description(found));
    }
    return astrometry.counted(side, input, found);
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
