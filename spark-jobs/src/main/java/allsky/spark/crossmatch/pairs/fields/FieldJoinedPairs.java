package allsky.spark.crossmatch.pairs.fields;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import allsky.sky.SkyFields;
import allsky.spark.crossmatch.pairs.Crowd;
import allsky.spark.crossmatch.pairs.PairDiagnostics;
import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.pairs.PositionCounts;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Pairs of two catalogs that are both too large for an index. Both are shuffled by small fields of
 * the sky: a left row to the field that holds it, a right row to every field that the circle around
 * it may touch. So each pair meets exactly once. Fields are small, so that none is crowded. Rows
 * without a field or a partner are spread over the tasks too.
 */
public final class FieldJoinedPairs implements PairFinder {

  private static final String LEFT_FIELD = "field_of_left";
  private static final String RIGHT_FIELD = "field_of_right";
  private static final String GROUP = "group_to_rank";
  private static final String ORDINAL = "ordinal_in_group";

  /** Rows without a position are spread over so many fields that are not on the sky. */
  private static final long FIELDS_OF_FAULTY = 1 << 20;

  private final MatchRule rule;
  private final boolean makesAllPairs;
  private final Dataset<Row> leftRows;
  private final Dataset<Row> rightRows;
  private final Broadcast<SkyFields> fields;
  private final int maxNeighbours;

  /** Divides the sky into fields; reads no rows. */
  public FieldJoinedPairs(MatchRequest request) {
    this.rule = request.rule();
    this.makesAllPairs = request.makesAllPairs();
    this.maxNeighbours = request.limits().maxNeighbours();
    this.leftRows = rows(request, Side.LEFT);
    this.rightRows = rows(request, Side.RIGHT);
    this.fields =
        JavaSparkContext.fromSparkContext(leftRows.sparkSession().sparkContext())
            .broadcast(SkyFields.ofHeight(2 * rule.radiusArcsec() / 3600));
  }

  @Override
  public Found pairs(JoinKind join) {
    return new Found(found(join), Optional.empty());
  }

  private Dataset<Row> found(JoinKind join) {
    Set<?> crowded = crowdedPositions();
    if (crowded.isEmpty()) {
      return pairs(
          join,
          leftRows.withColumn(CrowdRows.weight(Side.LEFT), lit(1L)),
          rightRows.withColumn(CrowdRows.weight(Side.RIGHT), lit(1L)));
    }
    Dataset<Row> left = CrowdRows.withMembers(leftRows, Side.LEFT, crowded);
    Dataset<Row> right = CrowdRows.of(rightRows, Side.RIGHT, crowded);
    Dataset<Row> nearest =
        pairs(join, left, right).filter(coalesce(col(Side.LEFT.rank()), lit(1)).equalTo(1));
    return CrowdRows.ofEachLeft(nearest);
  }

  /** Positions that are crowded on both sides; none where all of their pairs are asked for. */
  private Set<?> crowdedPositions() {
    if (makesAllPairs) {
      return Set.of();
    }
    Set<?> crowded = CrowdRows.positions(leftRows, Side.LEFT, maxNeighbours);
    if (!crowded.isEmpty()) {
      crowded.retainAll(CrowdRows.positions(rightRows, Side.RIGHT, maxNeighbours));
    }
    return crowded;
  }

  private Dataset<Row> pairs(JoinKind join, Dataset<Row> left, Dataset<Row> right) {
    Column field =
        join.keeps(Side.LEFT)
            ? coalesce(field(Side.LEFT), fieldOfFaulty(Side.LEFT, -1))
            : field(Side.LEFT);
    Dataset<Row> inFields = left.withColumn(LEFT_FIELD, field);
    Dataset<Row> touching =
        join.keeps(Side.RIGHT)
            ? withEveryRow(right)
            : right.withColumn(RIGHT_FIELD, explode(touchedFields()));
    PairColumns compared = new PairColumns(rule);
    Column separation = compared.separation();
    Column isPair =
        col(LEFT_FIELD)
            .equalTo(col(RIGHT_FIELD))
            .and(separation.leq(rule.radiusArcsec()))
            .and(compared.sigmas(separation).leq(rule.maxSigmas()));
    Dataset<Row> pairs =
        inFields
            .join(touching, isPair, joinOfSpark(join))
            .withColumn(SEPARATION, separation)
            .withColumn(SIGMAS, compared.sigmas(col(SEPARATION)))
            .drop(LEFT_FIELD, RIGHT_FIELD);
    Dataset<Row> rankedForRight = ranked(pairs, Side.RIGHT);
    Dataset<Row> once = join.keeps(Side.RIGHT) ? withRightOnce(rankedForRight) : rankedForRight;
    return ranked(once, Side.LEFT)
        .drop(ORDINAL, CrowdRows.weight(Side.LEFT), CrowdRows.weight(Side.RIGHT));
  }

  private static String joinOfSpark(JoinKind join) {
    return switch (join) {
      case INNER -> "inner";
      case LEFT, ANTI -> "left_outer";
      case RIGHT -> "right_outer";
      case OUTER -> "full_outer";
    };
  }

  private static Column fieldOfFaulty(Side side, long first) {
    return lit(first).minus(col(side.id()).mod(FIELDS_OF_FAULTY)).cast("int");
  }

  /** The right rows in the fields that they touch; a row without a position in no such field. */
  private Dataset<Row> withEveryRow(Dataset<Row> right) {
    // Below the fields of the left rows without a position, so that the two never meet.
    Column fieldOfFaulty = fieldOfFaulty(Side.RIGHT, -1 - FIELDS_OF_FAULTY);
    return right
        .withColumn(RIGHT_FIELD, explode_outer(touchedFields()))
        .withColumn(RIGHT_FIELD, coalesce(col(RIGHT_FIELD), fieldOfFaulty));
  }

  /**
   * The pairs, and each right row without a partner once. An outer join gives a right row also for
   * each touched field where it has no partner.
   */
  private static Dataset<Row> withRightOnce(Dataset<Row> rankedForRight) {
    Column isSingle = col(Side.RIGHT.partners()).equalTo(0).and(col(ORDINAL).equalTo(1));
    return rankedForRight.filter(col(Side.LEFT.id()).isNotNull().or(isSingle)).drop(ORDINAL);
  }

  @Override
  public Optional<Crowd> crowd() {
    return Optional.empty();
  }

  @Override
  public long rowsScanned() {
    return 0;
  }

  @Override
  public PairDiagnostics diagnostics() {
    return new PairDiagnostics(
        new BySide<>(
            PairDiagnostics.Input.counted(counts(leftRows, Side.LEFT)),
            PairDiagnostics.Input.counted(counts(rightRows, Side.RIGHT))),
        Optional.empty(),
        Optional.of("both catalogs have more rows than --largest-index"),
        Optional.empty());
  }

  @Override
  public void close() {
    fields.destroy();
  }

  private static PositionCounts counts(Dataset<Row> rows, Side side) {
    Column ra = when(col(side.dec()).isNotNull(), col(side.ra()));
    Column dec = when(col(side.ra()).isNotNull(), col(side.dec()));
    Column moved = when(ra.isNotNull().and(col(side.moved())), true);
    Column withoutError = when(ra.isNotNull().and(col(side.withoutError())), true);
    return PositionCounts.of(
        rows.agg(
                count(lit(1)),
                count(ra),
                count(moved),
                count(withoutError),
                min(ra),
                max(ra),
                min(dec),
                max(dec))
            .first());
  }

  /** A left row without a partner has one row here, which does not count as a partner. */
  private static Dataset<Row> ranked(Dataset<Row> pairs, Side side) {
    Side other = side.other();
    // Without a partner the id of one side is null; as one group these rows would go to one task.
    Column group = coalesce(col(side.id()), lit(-1).minus(col(other.id())));
    // Rows without a pair are last, because a right row can have them besides its pairs.
    // The order of the ranks again, though it does not matter here, so that Spark sorts only once.
    WindowSpec nearestFirst =
        Window.partitionBy(GROUP)
            .orderBy(
                col(SIGMAS).asc_nulls_last(),
                col(SEPARATION).asc_nulls_last(),
                col(other.tie()),
                col(other.id()));
    WindowSpec all =
        nearestFirst.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    return pairs
        .withColumn(GROUP, group)
        .withColumn(ORDINAL, row_number().over(nearestFirst))
        .withColumn(side.rank(), when(col(SEPARATION).isNotNull(), col(ORDINAL)))
        .withColumn(side.partners(), partners(other).over(all))
        .drop(GROUP);
  }

  private static Column partners(Side other) {
    return sum(when(col(SEPARATION).isNotNull(), col(CrowdRows.weight(other))).otherwise(0L));
  }

  private Column field(Side side) {
    Broadcast<SkyFields> shared = fields;
    UserDefinedFunction at =
        functions.udf(
            (UDF2<Double, Double, Integer>)
                (ra, dec) -> ra == null || dec == null ? null : shared.value().at(ra, dec),
            DataTypes.IntegerType);
    return at.apply(col(side.ra()), col(side.dec()));
  }

  private Column touchedFields() {
    Broadcast<SkyFields> shared = fields;
    double radiusArcsec = rule.radiusArcsec();
    UserDefinedFunction touched =
        functions.udf(
            (UDF2<Double, Double, Object>)
                (ra, dec) -> {
                  List<Integer> found = new ArrayList<>();
                  if (ra != null && dec != null) {
                    shared.value().visitTouched(ra, dec, radiusArcsec, found::add);
                  }
                  return found;
                },
            DataTypes.createArrayType(DataTypes.IntegerType, false));
    return touched.apply(col(Side.RIGHT.ra()), col(Side.RIGHT.dec()));
  }

  private static Dataset<Row> rows(MatchRequest request, Side side) {
    return request.input(side).rows(side).withColumn(side.id(), monotonically_increasing_id());
  }
}
