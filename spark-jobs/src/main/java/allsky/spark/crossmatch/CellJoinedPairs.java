package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import allsky.sky.Separation;
import allsky.sky.SkyFields;
import allsky.spark.table.RejectedTable.Rejection;
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
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Pairs of two catalogs that are both too large for an index: both are shuffled by small fields of
 * the sky, a left row to the field that holds it, a right row to every field that its circle may
 * touch, so that each pair meets exactly once. Fields are so small that none is crowded, and rows
 * without a field or a partner are spread too.
 */
final class CellJoinedPairs implements PairFinder {

  private static final String LEFT_FIELD = "field_of_left";
  private static final String RIGHT_FIELD = "field_of_right";
  private static final String GROUP = "group_to_rank";

  /** Over so many fields that are not on the sky the rows without a position are spread. */
  private static final long FIELDS_OF_FAULTY = 1 << 20;

  private final MatchRule rule;
  private final Dataset<Row> leftRows;
  private final Dataset<Row> rightRows;
  private final Broadcast<SkyFields> fields;
  private final int mostNeighbours;

  /**
   * @param mostNeighbours more rows than this at one position are a crowd
   */
  CellJoinedPairs(MatchSide left, MatchSide right, MatchRule rule, int mostNeighbours) {
    this.rule = rule;
    this.mostNeighbours = mostNeighbours;
    this.leftRows = left.rows(Side.LEFT).withColumn(Side.LEFT.id(), monotonically_increasing_id());
    this.rightRows =
        right.rows(Side.RIGHT).withColumn(Side.RIGHT.id(), monotonically_increasing_id());
    this.fields =
        JavaSparkContext.fromSparkContext(leftRows.sparkSession().sparkContext())
            .broadcast(SkyFields.ofHeight(2 * rule.radiusArcsec() / 3600));
  }

  @Override
  public Dataset<Row> pairs(boolean everyLeft) {
    Set<?> places = crowdedPlaces();
    if (places.isEmpty()) {
      return pairs(
          everyLeft,
          leftRows.withColumn(CrowdRows.weight(Side.LEFT), lit(1L)),
          rightRows.withColumn(CrowdRows.weight(Side.RIGHT), lit(1L)));
    }
    CrowdRows left = CrowdRows.of(leftRows, Side.LEFT, places);
    CrowdRows right = CrowdRows.of(rightRows, Side.RIGHT, places);
    Dataset<Row> nearest =
        pairs(everyLeft, left.rows(), right.rows())
            .filter(coalesce(col(Side.LEFT.rank()), lit(1)).equalTo(1));
    return CrowdRows.ofEachLeft(nearest, leftRows);
  }

  /** Positions that are crowded on both sides, where not all of their pairs are asked for. */
  private Set<?> crowdedPlaces() {
    if (rule.mode() == MatchMode.ALL) {
      return Set.of();
    }
    Set<?> places = CrowdRows.places(leftRows, Side.LEFT, mostNeighbours);
    if (!places.isEmpty()) {
      places.retainAll(CrowdRows.places(rightRows, Side.RIGHT, mostNeighbours));
    }
    return places;
  }

  private Dataset<Row> pairs(boolean everyLeft, Dataset<Row> left, Dataset<Row> right) {
    Column fieldOfFaulty = lit(-1).minus(col(Side.LEFT.id()).mod(FIELDS_OF_FAULTY)).cast("int");
    Column field = everyLeft ? coalesce(field(Side.LEFT), fieldOfFaulty) : field(Side.LEFT);
    Dataset<Row> inFields = left.withColumn(LEFT_FIELD, field);
    Dataset<Row> touching = right.withColumn(RIGHT_FIELD, explode(touchedFields()));
    Column separation = separation();
    Column isPair =
        col(LEFT_FIELD)
            .equalTo(col(RIGHT_FIELD))
            .and(separation.leq(rule.radiusArcsec()))
            .and(sigmas(separation).leq(rule.greatestSigmas()));
    Dataset<Row> pairs =
        inFields
            .join(touching, isPair, everyLeft ? "left_outer" : "inner")
            .withColumn(SEPARATION, separation())
            .withColumn(SIGMAS, sigmas(col(SEPARATION)))
            .drop(LEFT_FIELD, RIGHT_FIELD);
    return ranked(ranked(pairs, Side.RIGHT), Side.LEFT)
        .drop(CrowdRows.weight(Side.LEFT), CrowdRows.weight(Side.RIGHT));
  }

  @Override
  public PositionTally tally(Side side) {
    Dataset<Row> rows = side == Side.LEFT ? leftRows : rightRows;
    Column ra = when(col(side.dec()).isNotNull(), col(side.ra()));
    Column dec = when(col(side.ra()).isNotNull(), col(side.dec()));
    Column moved = when(ra.isNotNull().and(col(side.moved())), true);
    Column withoutError = when(ra.isNotNull().and(col(side.withoutError())), true);
    return PositionTally.ofCounts(
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

  @Override
  public Optional<List<Rejection>> rejections(Side side) {
    return Optional.empty();
  }

  @Override
  public long rowsScanned() {
    return 0;
  }

  @Override
  public Optional<ChancePairs> chance() {
    return Optional.empty();
  }

  @Override
  public Optional<String> whyNoChance() {
    return Optional.of("both catalogs have more rows than --largest-index");
  }

  @Override
  public Optional<RepeatedKeys> repeatedKeys() {
    return Optional.empty();
  }

  @Override
  public Optional<Crowd> crowd() {
    return Optional.empty();
  }

  @Override
  public void close() {
    fields.destroy();
  }

  /** A left row without a partner has one row here, and none is counted as its partner. */
  private static Dataset<Row> ranked(Dataset<Row> pairs, Side side) {
    Side other = side.other();
    // Rows without a partner have no id there; as one group they would all go to one task.
    Column group = coalesce(col(side.id()), lit(-1).minus(col(other.id())));
    // Counted in the order of the ranks, though it does not matter there: the rows are sorted once.
    WindowSpec nearestFirst =
        Window.partitionBy(GROUP)
            .orderBy(col(SIGMAS), col(SEPARATION), col(other.tie()), col(other.id()));
    WindowSpec all =
        nearestFirst.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    return pairs
        .withColumn(GROUP, group)
        .withColumn(side.rank(), when(col(SEPARATION).isNotNull(), row_number().over(nearestFirst)))
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

  private static Column separation() {
    UserDefinedFunction separation =
        functions.udf(
            (UDF4<Double, Double, Double, Double, Double>) CellJoinedPairs::separationArcsec,
            DataTypes.DoubleType);
    return separation.apply(
        col(Side.LEFT.ra()), col(Side.LEFT.dec()), col(Side.RIGHT.ra()), col(Side.RIGHT.dec()));
  }

  private static Double separationArcsec(Double raA, Double decA, Double raB, Double decB) {
    boolean known = raA != null && decA != null && raB != null && decB != null;
    return known ? Separation.arcsec(raA, decA, raB, decB) : null;
  }

  private Column sigmas(Column separation) {
    if (!rule.countsErrors()) {
      return lit(0.0);
    }
    MatchRule shared = rule;
    UserDefinedFunction sigmas =
        functions.udf(
            (UDF3<Double, Double, Double, Double>)
                (apart, left, right) -> apart == null ? null : shared.sigmas(apart, left, right),
            DataTypes.DoubleType);
    return sigmas.apply(separation, col(Side.LEFT.error()), col(Side.RIGHT.error()));
  }
}
