package allsky.spark.crossmatch.probability;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import allsky.UserError;
import allsky.counterpart.CounterpartOdds;
import allsky.counterpart.MatchFraction;
import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.CounterpartRule;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.MatchTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Computes the probabilities of all pairs of a match, before matches are selected among them. The
 * pairs are shuffled by their source once and kept on disk. The driver gets counts in steps of
 * fixed number, whatever the number of rows.
 */
public final class PairProbabilities implements AutoCloseable {

  private static final String STEP = "step_of_sum";
  private static final String IS_SOURCE = "is_source";
  private static final String IS_FIRST = "is_first";
  private static final String IS_NARROW = "is_narrow";

  private final MatchRequest request;
  private final CounterpartRule asked;
  private final Densities densities;
  private final List<Dataset<Row>> kept = new ArrayList<>();
  private double fraction;
  private ProbabilityReport report;

  /** Counts the partners by cells of the sky. */
  public PairProbabilities(MatchRequest request) {
    this.request = request;
    this.asked = request.rule().counterparts();
    this.densities = Densities.of(request.density(), Side.RIGHT);
  }

  /**
   * The same pairs, with the columns for {@link #columns}.
   *
   * @throws UserError if the radius is too small for the errors, or a prior cannot be learned
   */
  public PairFinder.Found of(PairFinder.Found found) {
    Dataset<Row> pairs =
        keep(CandidateWeights.summed(CandidateWeights.of(found.pairs(), request, densities)));
    Counts counts = counts(pairs);
    requireWide(counts);
    long sources = sourcesWithDensity() - counts.unknownSources;
    fraction =
        asked.measuresFraction() ? MatchFraction.of(sources, counts.bySum) : asked.fraction();
    OptionalLong learnedFrom = OptionalLong.empty();
    if (asked.hasPrior()) {
      PriorLearning.Learned learned =
          PriorLearning.of(pairs, probability(), request.input(Side.RIGHT));
      learnedFrom = OptionalLong.of(learned.good());
      Dataset<Row> weighted =
          pairs
              .withColumn(
                  MatchTable.PRIOR_FACTOR,
                  when(CandidateWeights.isPair(), PriorLearning.factor(learned.prior())))
              .withColumn(
                  CandidateWeights.WEIGHT,
                  col(CandidateWeights.WEIGHT).multiply(col(MatchTable.PRIOR_FACTOR)))
              .drop(CandidateWeights.ORDINAL, CandidateWeights.SUM, CandidateWeights.HAS_UNKNOWN);
      pairs = keep(CandidateWeights.summed(weighted));
      if (asked.measuresFraction()) {
        fraction = MatchFraction.of(sources, counts(pairs).bySum);
      }
    }
    report =
        new ProbabilityReport(
            fraction,
            asked.measuresFraction(),
            sources,
            expectedFalse(pairs),
            counts.pairs,
            counts.unknownPairs,
            counts.narrowPairs,
            learnedFrom);
    return new PairFinder.Found(pairs, found.single().map(this::withDensity));
  }

  /** The columns that are written for a pair, or a row without one. */
  public List<Column> columns(Column isMatch) {
    Column density =
        when(col(Side.LEFT.row()).isNotNull(), col(MatchTable.PARTNER_DENSITY))
            .as(MatchTable.PARTNER_DENSITY);
    List<Column> columns = new ArrayList<>();
    columns.add(when(isMatch, log10BayesFactor()).as(MatchTable.LOG10_BAYES_FACTOR));
    columns.add(density);
    if (asked.hasPrior()) {
      columns.add(when(isMatch, col(MatchTable.PRIOR_FACTOR)).as(MatchTable.PRIOR_FACTOR));
    }
    columns.add(when(isMatch, probability()).as(MatchTable.MATCH_PROBABILITY));
    columns.add(when(isMatch, partOfSource()).as(MatchTable.P_I));
    columns.add(when(col(Side.LEFT.row()).isNotNull(), anyProbability()).as(MatchTable.P_ANY));
    return columns;
  }

  /** The diagnostics, after {@link #of}. */
  public ProbabilityReport report() {
    return report;
  }

  @Override
  public void close() {
    kept.forEach(Dataset::unpersist);
    densities.close();
  }

  private Dataset<Row> keep(Dataset<Row> pairs) {
    Dataset<Row> persisted = pairs.persist(StorageLevel.DISK_ONLY());
    kept.add(persisted);
    return persisted;
  }

  private Dataset<Row> withDensity(Dataset<Row> single) {
    return List.of(single.columns()).contains(Side.LEFT.row())
        ? single.withColumn(
            MatchTable.PARTNER_DENSITY,
            densities.perDeg2(CandidateWeights.raOfLeft(), CandidateWeights.decOfLeft()))
        : single;
  }

  private Column probability() {
    return CandidateWeights.probability(col(CandidateWeights.WEIGHT), fraction);
  }

  private Column partOfSource() {
    Column part = col(CandidateWeights.WEIGHT).divide(col(CandidateWeights.SUM));
    return when(
        col(CandidateWeights.HAS_UNKNOWN).equalTo(false),
        when(col(CandidateWeights.SUM).gt(0), part));
  }

  /** 0 for a source without a candidate, if its error and the density around it are known. */
  private Column anyProbability() {
    Column isWithout = col(CandidateWeights.SUM).isNull();
    Column ofCandidates = CandidateWeights.probability(col(CandidateWeights.SUM), fraction);
    Column hasUnknown = coalesce(col(CandidateWeights.HAS_UNKNOWN), lit(false));
    return when(isWithout.and(not(hasUnknown)), when(isKnownSource(), 0.0)).otherwise(ofCandidates);
  }

  /** True if the error of the source and the density around it are known. */
  private Column isKnownSource() {
    Column hasNoError =
        request.input(Side.LEFT).position().errorArcsec().isPresent()
            ? Side.LEFT.column(MatchInput.COMPARED).getField(ComparedRow.ERROR).isNull()
            : lit(false);
    return not(hasNoError).and(col(MatchTable.PARTNER_DENSITY).isNotNull());
  }

  private Counts counts(Dataset<Row> pairs) {
    return Counts.of(pairs, isKnownSource(), request.rule().radiusArcsec());
  }

  private static Column log10BayesFactor() {
    UDF1<Double, Double> of = ln -> ln == null ? null : CounterpartOdds.log10BayesFactor(ln);
    return udf(of, DataTypes.DoubleType).apply(col(CandidateWeights.LN_DENSITY));
  }

  private long sourcesWithDensity() {
    MatchInput sources = request.input(Side.LEFT);
    Column isKnown =
        sources.position().errorArcsec().isPresent()
            ? col(Side.LEFT.error()).isNotNull()
            : lit(true);
    return sources
        .rows(Side.LEFT)
        .filter(
            isKnown.and(densities.perDeg2(col(Side.LEFT.ra()), col(Side.LEFT.dec())).isNotNull()))
        .count();
  }

  private double expectedFalse(Dataset<Row> pairs) {
    Row total = pairs.agg(sum(lit(1).minus(probability()))).first();
    return total.isNullAt(0) ? 0 : total.getDouble(0);
  }

  private void requireWide(Counts counts) {
    if (2 * counts.narrowPairs > counts.pairs) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "Cannot compute --probability: the radius is below %.0f times the combined error of %,d"
                  + " of %,d pairs, so that true pairs would be left out; use a larger"
                  + " --radius-arcsec.",
              ProbabilityReport.MIN_SIGMAS,
              counts.narrowPairs,
              counts.pairs));
    }
  }

  /** The pairs, and the sources by their sums. */
  private static final class Counts {

    private final SortedMap<Integer, Long> bySum = new TreeMap<>();
    private long pairs;
    private long unknownPairs;
    private long narrowPairs;
    private long unknownSources;

    static Counts of(Dataset<Row> pairs, Column isSource, double radiusArcsec) {
      UDF1<Double, Integer> step = sum -> sum == null ? null : MatchFraction.step(sum);
      // The density at the offset 0 is 1 / (2 pi error^2).
      Column errorArcsec =
          sqrt(
              exp(col(CandidateWeights.LN_DENSITY)
                      .plus(pow(col(PairFinder.SIGMAS), lit(2)).divide(2))
                      .multiply(-1))
                  .divide(2 * Math.PI));
      Counts counts = new Counts();
      pairs
          .filter(CandidateWeights.isPair())
          .select(
              col(CandidateWeights.HAS_UNKNOWN),
              col(CandidateWeights.ORDINAL).equalTo(1).as(IS_FIRST),
              isSource.as(IS_SOURCE),
              coalesce(
                      errorArcsec.multiply(ProbabilityReport.MIN_SIGMAS).gt(radiusArcsec),
                      lit(false))
                  .as(IS_NARROW),
              when(
                      col(CandidateWeights.ORDINAL).equalTo(1),
                      udf(step, DataTypes.IntegerType).apply(col(CandidateWeights.SUM)))
                  .as(STEP))
          .groupBy(CandidateWeights.HAS_UNKNOWN, IS_FIRST, IS_SOURCE, IS_NARROW, STEP)
          .agg(count(lit(1)))
          .collectAsList()
          .forEach(counts::add);
      return counts;
    }

    private void add(Row row) {
      long rows = row.getLong(5);
      pairs += rows;
      unknownPairs += row.getBoolean(0) ? rows : 0;
      narrowPairs += row.getBoolean(3) ? rows : 0;
      if (row.getBoolean(1)) {
        if (row.getBoolean(0)) {
          unknownSources += row.getBoolean(2) ? rows : 0;
        } else {
          bySum.merge(row.getInt(4), rows, Long::sum);
        }
      }
    }
  }
}
