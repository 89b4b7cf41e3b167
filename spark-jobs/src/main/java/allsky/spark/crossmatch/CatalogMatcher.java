package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import allsky.spark.crossmatch.groups.FriendGroups;
import allsky.spark.crossmatch.groups.GroupReport;
import allsky.spark.crossmatch.pairs.Crowd;
import allsky.spark.crossmatch.pairs.PairDiagnostics;
import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.pairs.attach.AttachedPairs;
import allsky.spark.crossmatch.pairs.fields.FieldJoinedPairs;
import allsky.spark.crossmatch.probability.PairProbabilities;
import allsky.spark.crossmatch.probability.ProbabilityReport;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchSelection;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.MatchTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Finds the matches of two catalogs by position. The result is the same as that of comparing every
 * row with every row.
 *
 * <p>Rows are identified by ids of this match, so that repeated keys are harmless. Partners are
 * ordered by separation, or by separation in units of its error if errors count. At equal
 * separations the lower key comes first. Faulty rows have no pairs.
 */
final class CatalogMatcher implements AutoCloseable {

  private final MatchRequest request;
  private final PairFinder finder;
  private final RowSet partners = new RowSet();
  private final Optional<PairProbabilities> probabilities;
  private final Optional<FriendGroups> groups;

  /** Indexes the smaller side. The pairs are found when the matches are used, so close it later. */
  CatalogMatcher(MatchRequest request) {
    this.request = request;
    request.input(Side.LEFT).table().rows().sparkSession().sparkContext().register(partners);
    Optional<Side> smaller = CatalogSize.smaller(request);
    this.finder =
        smaller.isPresent()
            ? AttachedPairs.of(smaller.get(), request)
            : new FieldJoinedPairs(request);
    this.probabilities =
        Optional.of(request)
            .filter(asking -> asking.rule().counterparts().isAsked())
            .map(PairProbabilities::new);
    this.groups =
        request.findsGroups()
            ? Optional.of(new FriendGroups(request.input(Side.LEFT).table().keyColumn()))
            : Optional.empty();
  }

  /**
   * The matches: the struct columns {@link Side#row} of both sides, {@link
   * MatchTable#SEPARATION_ARCSEC}, {@link MatchTable#SEPARATION_SIGMAS} where errors count, {@link
   * MatchTable#CANDIDATE_RANK} where ranks are written, {@link MatchTable#PROBABILITIES} where they
   * are asked for, {@link MatchTable#CANDIDATES} and {@link MatchTable#SOURCE_CANDIDATES}. The
   * struct of a side is null if the row of the other side has no match.
   */
  Dataset<Row> matches() {
    JoinKind join = request.join();
    PairFinder.Found pairs = finder.pairs(join);
    PairFinder.Found found = probabilities.map(all -> all.of(pairs)).orElse(pairs);
    Column isMatch = coalesce(isMatch(), lit(false));
    Column isFirst = coalesce(col(Side.LEFT.rank()), lit(1)).equalTo(1);
    Column meets = partners.meets(col(Side.RIGHT.id()));
    return switch (join) {
      case INNER -> selected(found.all().filter(isMatch).filter(meets), lit(true));
      case LEFT ->
          selected(
              found.all().filter(isMatch.or(isFirst)).filter(when(isMatch, meets).otherwise(true)),
              isMatch);
      case ANTI ->
          selected(
              found
                  .all()
                  .filter(isMatch.or(isFirst))
                  .filter(when(isMatch, not(meets)).otherwise(true)),
              isMatch);
      case RIGHT, OUTER -> {
        Dataset<Row> rows = new EveryPartner(join).of(found, isMatch);
        Column isPair = col(PairFinder.SEPARATION).isNotNull();
        yield selected(rows.filter(when(isPair, meets).otherwise(true)), isPair, lit(true));
      }
    };
  }

  /** The largest number of rows at one position of the indexed side, if it is a crowd. */
  Optional<Crowd> crowd() {
    return finder.crowd();
  }

  /** The number of rows of the larger catalog that were scanned so far; 0 if both are shuffled. */
  long rowsScanned() {
    return finder.rowsScanned();
  }

  /** The diagnostics of the inputs, available after the matches were used. */
  PairDiagnostics diagnostics() {
    return finder.diagnostics();
  }

  /**
   * The number of rows of the right side that are in a match, available after the matches were
   * used.
   */
  long partners() {
    return partners.value();
  }

  /**
   * The rows of a catalog that is matched with itself, with their groups; see {@link FriendGroups}.
   */
  Dataset<Row> groups() {
    return groups.get().of(finder.pairs(request.join()), request.join());
  }

  /** The groups in numbers, after they were used. */
  GroupReport groupReport() {
    return groups.get().report();
  }

  /** What the probabilities say of all pairs, after the matches were used; empty without them. */
  Optional<ProbabilityReport> probabilities() {
    return probabilities.map(PairProbabilities::report);
  }

  @Override
  public void close() {
    groups.ifPresent(FriendGroups::close);
    probabilities.ifPresent(PairProbabilities::close);
    finder.close();
  }

  private Column isMatch() {
    MatchSelection selection = request.rule().selection();
    Column nearestOfLeft = col(Side.LEFT.rank()).equalTo(1);
    Column nearestOfRight = col(Side.RIGHT.rank()).equalTo(1);
    Column isMatch =
        switch (selection.mode()) {
          case BEST -> nearestOfLeft;
          case NEAREST -> col(Side.LEFT.rank()).leq(selection.maxRank());
          case MUTUAL -> nearestOfLeft.and(nearestOfRight);
          case ALL -> col(Side.LEFT.rank()).isNotNull();
        };
    Column unambiguous =
        col(Side.LEFT.partners()).equalTo(1).and(col(Side.RIGHT.partners()).equalTo(1));
    return request.excludesAmbiguous() ? isMatch.and(unambiguous) : isMatch;
  }

  private Dataset<Row> selected(Dataset<Row> pairs, Column isMatch) {
    return selected(pairs, isMatch, isMatch);
  }

  private Dataset<Row> selected(Dataset<Row> pairs, Column isMatch, Column hasRight) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(Side.LEFT.row()));
    columns.add(when(hasRight, col(Side.RIGHT.row())).as(Side.RIGHT.row()));
    columns.add(when(isMatch, col(PairFinder.SEPARATION)).as(MatchTable.SEPARATION_ARCSEC));
    if (request.rule().countsErrors()) {
      columns.add(when(isMatch, col(PairFinder.SIGMAS)).as(MatchTable.SEPARATION_SIGMAS));
    }
    if (request.rule().selection().writesRank()) {
      columns.add(
          when(isMatch, col(Side.LEFT.rank()))
              .cast(DataTypes.IntegerType)
              .as(MatchTable.CANDIDATE_RANK));
    }
    probabilities.ifPresent(all -> columns.addAll(all.columns(isMatch)));
    columns.add(col(Side.LEFT.partners()).cast(DataTypes.IntegerType).as(MatchTable.CANDIDATES));
    columns.add(
        when(hasRight, col(Side.RIGHT.partners()))
            .cast(DataTypes.IntegerType)
            .as(MatchTable.SOURCE_CANDIDATES));
    return pairs.select(columns.toArray(new Column[0]));
  }
}
