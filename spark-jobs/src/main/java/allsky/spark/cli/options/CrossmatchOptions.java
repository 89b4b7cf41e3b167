package allsky.spark.cli.options;

import allsky.spark.catalog.CatalogDescription;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.columns.ClassColumn;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.astrometry.Astrometry;
import allsky.spark.crossmatch.output.MatchOutputSpec;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.RowValue;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.NumericType;
import picocli.CommandLine.Mixin;

/** The options of a match. With the two catalogs they give what is matched and what is written. */
public final class CrossmatchOptions {

  @Mixin private MatchOptions pairs;

  @Mixin private AstrometryOptions astrometry;

  @Mixin private ProbabilityOptions probability;

  @Mixin private GroupOptions groups;

  @Mixin private RowOptions rows;

  @Mixin private MatchRegionOptions region;

  @Mixin private FrameOptions frames;

  @Mixin private LabelOptions labels;

  @Mixin private SpectrumOptions spectra;

  /** What is matched, and how it is written. */
  public record Plan(MatchRequest request, MatchOutputSpec spec) {}

  /** The input of {@code --spectra}. */
  public TableInput partners(String path) {
    return TableInput.spectra(path).withHdu(spectra.hdu);
  }

  /**
   * Which pairs match.
   *
   * @throws allsky.UserError if an option is out of its range or would have no effect
   */
  public MatchRule rule() {
    MatchRule rule =
        pairs
            .rule(astrometry.maxSigmas())
            .withSystematicError(astrometry.systematicErrorArcsec())
            .with(probability.rule());
    astrometry.check();
    region.check();
    frames.check(astrometry);
    pairs.requireFits(labels.limits());
    probability.check(astrometry.maxSigmas(), pairs.join());
    groups.check(rule, pairs.join(), pairs.excludesAmbiguous());
    MatchRule ofEllipses = astrometry.hasEllipses() ? rule.comparing(RowValue.ELLIPSE) : rule;
    return astrometry.hasRadii() ? ofEllipses.comparing(RowValue.RADIUS) : ofEllipses;
  }

  /** The options of memory, for a further match. */
  public List<String> largestIndex() {
    return pairs.largestIndexOption();
  }

  /**
   * Checks that a further catalog can be matched with the pairs.
   *
   * @throws allsky.UserError if no pairs are written
   */
  public void requirePairs() {
    OptionCheck.check(
        !groups.isAsked(), "Invalid --with (not with --groups, which writes no pairs).");
  }

  /**
   * Reads both catalogs. Partners with a class label the sources; the columns of other partners are
   * joined.
   *
   * @param log takes what a user should know of the catalogs, a line each
   * @throws allsky.UserError if a catalog cannot be read or has no positions
   */
  public Plan plan(
      SparkSession spark,
      SourceOptions sources,
      TableInput partners,
      MatchRule rule,
      Consumer<String> log) {
    ReadCatalog left = rows.sources(spark, sources.input(), sourceChoice(sources));
    ReadCatalog right = rows.partners(spark, partners, spectrumChoice(sources));
    if (rule.compares(RowValue.KEY)) {
      SelfMatch.requireOneCatalog(
          left.input(), right.input(), spark.sparkContext().hadoopConfiguration());
    }
    MatchInput matched = region.sources(sources(left, sourceChoice(sources), log));
    ColumnChoice columns = spectrumChoice(sources);
    ClassColumn sourceClass = ClassColumn.of(right.rows(), partners, columns);
    if (!groups.isAsked()) {
      log.accept(partners + ": " + sourceClass.why());
    }
    Plan plan =
        sourceClass
            .column()
            .filter(name -> !groups.isAsked())
            .map(name -> labelled(matched, right, columns.labelledBy(name), rule, log))
            .orElseGet(() -> joined(matched, right, columns, rule, log));
    plan.spec().notes().forEach(log);
    for (Side side : Side.values()) {
      plan.request()
          .input(side)
          .conditions()
          .forEach(words -> log.accept(side.option() + ": only the rows of " + words));
    }
    astrometry.requireEffect(matched, plan.request().input(Side.RIGHT));
    if (rule.counterparts().isAsked()) {
      astrometry.requireErrors(matched, plan.request().input(Side.RIGHT));
    }
    return plan;
  }

  private MatchInput sources(ReadCatalog from, ColumnChoice columns, Consumer<String> log) {
    SourceTable table = CatalogReader.sources(from.catalog(), from.input(), columns);
    return matched(from, pairs.sources(table), astrometry.of(table, from.input()), log);
  }

  private Plan labelled(
      MatchInput sources,
      ReadCatalog from,
      ColumnChoice columns,
      MatchRule rule,
      Consumer<String> log) {
    SpectrumTable table =
        CatalogReader.spectra(from.catalog(), from.input(), columns, spectra.cuts());
    MatchInput carried =
        matched(from, pairs.spectra(table), astrometry.of(table, from.input()), log);
    MatchInput all =
        withPrior(
            carried, names -> table.columnsNamed("--prior-column", names), SpectrumTable::its);
    MatchInput partners = inReach(all, rule);
    if (rule.compares(RowValue.KEY)) {
      SelfMatch.requireOneKey(sources.table().keyColumn(), keyOfSpectra(from, columns));
    }
    return new Plan(
        pairs.request(sources, partners, rule).withDensityOf(all),
        pairs.labelled(sources, table, rule, labels));
  }

  private Plan joined(
      MatchInput sources,
      ReadCatalog from,
      ColumnChoice columns,
      MatchRule rule,
      Consumer<String> log) {
    SourceTable table = CatalogReader.sources(from.catalog(), from.input(), columns);
    MatchInput carried =
        matched(from, pairs.partners(table), astrometry.of(table, from.input()), log);
    MatchInput all =
        withPrior(
            carried,
            names -> table.columnsNamed("--prior-column", names),
            UnaryOperator.identity());
    MatchInput partners = inReach(all, rule);
    if (rule.compares(RowValue.KEY)) {
      SelfMatch.requireOneKey(sources.table().keyColumn(), table.keyColumn());
    }
    MatchRequest request = pairs.request(sources, partners, rule).withDensityOf(all);
    return new Plan(
        groups.request(request),
        groups.isAsked()
            ? MatchOutputSpec.grouped(sources)
            : pairs.joined(sources, partners, rule));
  }

  /**
   * The partners with the value of the column that counts as a prior, where there is one.
   *
   * @param spelt finds the spelling of names in the catalog
   * @param its the name of a column of the catalog in the table
   */
  private MatchInput withPrior(
      MatchInput partners, UnaryOperator<List<String>> spelt, UnaryOperator<String> its) {
    if (probability.priorColumn().isEmpty()) {
      return partners;
    }
    String name = its.apply(spelt.apply(List.of(probability.priorColumn().get())).get(0));
    OptionCheck.check(
        partners.table().rows().schema().apply(name).dataType() instanceof NumericType,
        "Invalid --prior-column %s (a column of numbers).",
        probability.priorColumn().get());
    return partners.withPrior(Columns.named(name));
  }

  /** The partners that can have a source in the region, where there is one. */
  private MatchInput inReach(MatchInput partners, MatchRule rule) {
    return region.partners(partners, pairs.join(), rule.radiusArcsec(), astrometry.movesRows());
  }

  /** The name of the key in the catalog; a table of spectra gives it another name. */
  private static String keyOfSpectra(ReadCatalog from, ColumnChoice columns) {
    ColumnChoice complete = columns.orElse(from.catalog().itsColumns());
    return SpectrumTable.key(from.rows(), from.input(), complete).column().orElse(SourceTable.ROW);
  }

  /** A catalog with the errors and motions that count, and the malformed lines of its files. */
  private MatchInput matched(
      ReadCatalog from, MatchInput carried, Astrometry found, Consumer<String> log) {
    TableInput input = from.input();
    CatalogReader.requirePosition(from.catalog(), carried.table().rows(), input);
    carried.table().notes().forEach(note -> log.accept(input + ": " + note));
    return astrometry
        .applied(carried, input, found, log)
        .withMalformed(from.catalog().malformed())
        .describedBy(from.conditions());
  }

  private ColumnChoice spectrumChoice(SourceOptions sources) {
    return spectra.choice().wrappingRa(sources.wrapRa).inFrame(frames.ofPartners());
  }

  private ColumnChoice sourceChoice(SourceOptions sources) {
    return sources.choice().inFrame(frames.ofSources());
  }

  /** Prints the format, the columns and the roles of the catalogs that are given. */
  public void describe(
      SparkSession spark, SourceOptions sources, TableInput partners, Consumer<String> print) {
    TableInput input = sources.input();
    region.check();
    region.words().ifPresent(words -> print.accept(words + ": not applied to these counts"));
    if (sources.path != null) {
      CatalogDescription.ofSources(
          rows.sources(spark, input, sourceChoice(sources)).catalog(),
          input,
          sourceChoice(sources),
          astrometry.choice(input),
          print);
    }
    if (partners.path() != null) {
      CatalogDescription.ofSpectra(
          rows.partners(spark, partners, spectrumChoice(sources)).catalog(),
          partners,
          spectrumChoice(sources),
          spectra.cuts(),
          astrometry.choice(partners),
          print);
    }
  }
}
