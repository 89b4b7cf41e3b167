package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import allsky.spark.table.Columns;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The rows of a side with those of one crowded position and error as one row, the first of them by
 * tie and id: they have the same pairs at the same separations.
 *
 * @param side whose rows
 * @param rows the rows outside of crowds and the first row of each, with {@link #weight}
 */
record CrowdRows(Side side, Dataset<Row> rows) {

  /** One row of so many is looked at to find crowds; it is a matter of speed, not of the answer. */
  private static final int SAMPLED = 64;

  private static final int MOST_PLACES = 100_000;
  private static final String HEAD = "head_of_crowd";
  private static final String MEMBERS = "members_of_crowd";
  private static final String MEMBER = "member_of_crowd";

  /** A position, compared bit by bit. */
  private record Place(double raDeg, double decDeg) implements java.io.Serializable {}

  /** The positions of a side that are in more rows than this, nearly always. */
  static Set<?> places(Dataset<Row> rows, Side side, int mostNeighbours) {
    Dataset<Row> positions = rows.select(col(side.ra()), col(side.dec())).na().drop();
    Dataset<Row> some =
        mostNeighbours < SAMPLED ? positions : positions.sample(1.0 / SAMPLED, SAMPLED);
    int many = mostNeighbours < SAMPLED ? mostNeighbours : mostNeighbours / SAMPLED;
    Set<Place> places = new HashSet<>();
    some.groupBy(col(side.ra()), col(side.dec()))
        .agg(count(lit(1)).as(MEMBERS))
        .filter(col(MEMBERS).gt(many))
        .limit(MOST_PLACES)
        .collectAsList()
        .forEach(row -> places.add(new Place(row.getDouble(0), row.getDouble(1))));
    return places;
  }

  /** The rows of a side, those at some positions as one row each. */
  static CrowdRows of(Dataset<Row> rows, Side side, Set<?> places) {
    UDF2<Double, Double, Boolean> isIn =
        (ra, dec) -> ra != null && dec != null && places.contains(new Place(ra, dec));
    Column crowded = udf(isIn, DataTypes.BooleanType).apply(col(side.ra()), col(side.dec()));
    Column all = struct(Arrays.stream(rows.columns()).map(Columns::named).toArray(Column[]::new));
    Dataset<Row> heads =
        rows.filter(crowded)
            .groupBy(col(side.ra()), col(side.dec()), col(side.error()))
            .agg(
                min_by(all, struct(col(side.tie()), col(side.id()))).as(HEAD),
                collect_list(all).as(MEMBERS),
                count(lit(1)).as(weight(side)))
            .select(col(HEAD + ".*"), col(MEMBERS), col(weight(side)));
    Dataset<Row> others =
        rows.filter(not(crowded))
            .withColumn(MEMBERS, lit(null).cast(heads.schema().apply(MEMBERS).dataType()))
            .withColumn(weight(side), lit(1L));
    Dataset<Row> together = others.unionByName(heads);
    return new CrowdRows(side, side == Side.LEFT ? together : together.drop(MEMBERS));
  }

  /** How many rows a row stands for. */
  static String weight(Side side) {
    return "rows_of_" + side.named("crowd");
  }

  /**
   * The pairs of the left rows that a row stood for: the same as its own, but the right row has one
   * nearest, the first.
   *
   * @param pairs of {@link #rows} of the left side, at most one a row
   */
  static Dataset<Row> ofEachLeft(Dataset<Row> pairs, Dataset<Row> left) {
    Dataset<Row> exploded = pairs.withColumn(MEMBER, explode_outer(col(MEMBERS))).drop(MEMBERS);
    Column isMember = col(MEMBER).isNotNull();
    Column isHead = col(MEMBER).getField(Side.LEFT.id()).equalTo(col(Side.LEFT.id()));
    Dataset<Row> each =
        exploded.withColumn(
            Side.RIGHT.rank(),
            when(isMember.and(not(isHead)).and(col(Side.RIGHT.rank()).isNotNull()), 2)
                .otherwise(col(Side.RIGHT.rank())));
    Column[] columns =
        Arrays.stream(each.schema().fields())
            .filter(field -> !field.name().equals(MEMBER))
            .map(field -> ofMember(field, left, isMember))
            .toArray(Column[]::new);
    return each.select(columns);
  }

  private static Column ofMember(StructField field, Dataset<Row> left, Column isMember) {
    Column own = Columns.named(field.name());
    boolean isOfLeft = Arrays.asList(left.columns()).contains(field.name());
    return isOfLeft
        ? when(isMember, col(MEMBER).getField(field.name()))
            .otherwise(own)
            .as(field.name(), left.schema().apply(field.name()).metadata())
        : own;
  }
}
