package allsky.spark.crossmatch.pairs.fields;

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

import allsky.spark.crossmatch.request.Side;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Replaces the rows of one crowded position and error by one row, the first of them by tie and id:
 * all of them have the same pairs at the same separations. The {@link #weight} of a row is the
 * number of rows that it represents.
 */
final class CrowdRows {

  /**
   * Crowds are found in a sample of one row in so many. This affects only the speed, not the
   * matches.
   */
  private static final int SAMPLED = 64;

  private static final int MAX_POSITIONS = 100_000;
  private static final String HEAD = "head_of_crowd";
  private static final String MEMBERS = "members_of_crowd";
  private static final String MEMBER = "member_of_crowd";

  /** A position, compared bit by bit. */
  private record Position(double raDeg, double decDeg) implements Serializable {}

  private CrowdRows() {}

  /** The positions that more rows of a side share than this; a sample finds nearly all of them. */
  static Set<?> positions(Dataset<Row> rows, Side side, int maxNeighbours) {
    Dataset<Row> all = rows.select(col(side.ra()), col(side.dec())).na().drop();
    Dataset<Row> some = maxNeighbours < SAMPLED ? all : all.sample(1.0 / SAMPLED, SAMPLED);
    int many = maxNeighbours < SAMPLED ? maxNeighbours : maxNeighbours / SAMPLED;
    Set<Position> positions = new HashSet<>();
    some.groupBy(col(side.ra()), col(side.dec()))
        .agg(count(lit(1)).as(MEMBERS))
        .filter(col(MEMBERS).gt(many))
        .limit(MAX_POSITIONS)
        .collectAsList()
        .forEach(row -> positions.add(new Position(row.getDouble(0), row.getDouble(1))));
    return positions;
  }

  /** The rows of a side; the rows of each crowded position and error as one row. */
  static Dataset<Row> of(Dataset<Row> rows, Side side, Set<?> crowded) {
    return withMembers(rows, side, crowded).drop(MEMBERS);
  }

  /** The same, with the ids of the rows that each row represents, for {@link #ofEachLeft}. */
  static Dataset<Row> withMembers(Dataset<Row> rows, Side side, Set<?> crowded) {
    UDF2<Double, Double, Boolean> isIn =
        (ra, dec) -> ra != null && dec != null && crowded.contains(new Position(ra, dec));
    Column isCrowded = udf(isIn, DataTypes.BooleanType).apply(col(side.ra()), col(side.dec()));
    Column all = struct(col("*"));
    Column member = struct(col(side.row()), col(side.id()));
    Dataset<Row> heads =
        rows.filter(isCrowded)
            .groupBy(col(side.ra()), col(side.dec()), col(side.error()), col(side.more()))
            .agg(
                min_by(all, struct(col(side.tie()), col(side.id()))).as(HEAD),
                collect_list(member).as(MEMBERS),
                count(lit(1)).as(weight(side)))
            .select(col(HEAD + ".*"), col(MEMBERS), col(weight(side)));
    Dataset<Row> others =
        rows.filter(not(isCrowded))
            .withColumn(MEMBERS, lit(null).cast(heads.schema().apply(MEMBERS).dataType()))
            .withColumn(weight(side), lit(1L));
    return others.unionByName(heads);
  }

  /** The column with the number of rows that a row represents. */
  static String weight(Side side) {
    return "weight_of_" + side.row();
  }

  /**
   * The pairs of each left row that a row represents. The pairs are the same, but only the first
   * row is the nearest of the right row.
   *
   * @param pairs of {@link #withMembers} of the left side, at most one for each row
   */
  static Dataset<Row> ofEachLeft(Dataset<Row> pairs) {
    Column isMember = col(MEMBER).isNotNull();
    Column isHead = col(MEMBER).getField(Side.LEFT.id()).equalTo(col(Side.LEFT.id()));
    Column rank = col(Side.RIGHT.rank());
    Column isLaterMember = isMember.and(not(isHead)).and(rank.isNotNull());
    return pairs
        .withColumn(MEMBER, explode_outer(col(MEMBERS)))
        .withColumn(Side.RIGHT.rank(), when(isLaterMember, 2).otherwise(rank))
        .withColumn(Side.LEFT.row(), ofMember(Side.LEFT.row(), isMember))
        .withColumn(Side.LEFT.id(), ofMember(Side.LEFT.id(), isMember))
        .drop(MEMBER, MEMBERS);
  }

  private static Column ofMember(String name, Column isMember) {
    return when(isMember, col(MEMBER).getField(name)).otherwise(col(name));
  }
}
