package allsky.spark.crossmatch.groups;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.MatchTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * The groups of a catalog that was matched with itself: two rows are in one group if a chain of
 * pairs connects them (friends of friends). Rows are identified by the order of their keys, as in
 * the match; rows with the same key are in the same group.
 *
 * <p>Only the pairs and the rows that have one are shuffled, and kept on disk.
 */
public final class FriendGroups implements AutoCloseable {

  private static final String KEY_ORDER = "order_of_key";

  private final String keyColumn;
  private final List<Runnable> kept = new ArrayList<>();
  private Dataset<Row> members;
  private int rounds;

  /**
   * @param keyColumn the key of the catalog, whose smallest value names a group
   */
  public FriendGroups(String keyColumn) {
    this.keyColumn = keyColumn;
  }

  /**
   * One row for each row of the catalog that is in a group, and for each other row if the join
   * keeps it: {@link Side#row} of the left side, {@link MatchTable#GROUP_ID} and {@link
   * MatchTable#GROUP_SIZE}.
   */
  public Dataset<Row> of(PairFinder.Found found, JoinKind join) {
    Dataset<Row> pairs = found.pairs().persist(StorageLevel.DISK_ONLY());
    kept.add(pairs::unpersist);
    Column isPair = col(PairFinder.SEPARATION).isNotNull();
    ConnectedComponents components =
        new ConnectedComponents(
            pairs
                .filter(isPair)
                .select(
                    order(Side.LEFT).as(ConnectedComponents.NODE),
                    order(Side.RIGHT).as(ConnectedComponents.LABEL)));
    kept.add(components::close);
    rounds = components.rounds();
    WindowSpec ofGroup = Window.partitionBy(ConnectedComponents.LABEL);
    members =
        pairs
            .filter(isPair.and(col(Side.LEFT.rank()).equalTo(1)))
            .select(col(Side.LEFT.row()), order(Side.LEFT).as(KEY_ORDER))
            .join(
                components.labels().withColumnRenamed(ConnectedComponents.NODE, KEY_ORDER),
                KEY_ORDER)
            .withColumn(MatchTable.GROUP_ID, min(key()).over(ofGroup))
            .withColumn(
                MatchTable.GROUP_SIZE, count(lit(1)).over(ofGroup).cast(DataTypes.IntegerType))
            .select(columns())
            .persist(StorageLevel.DISK_ONLY());
    kept.add(members::unpersist);
    if (!join.keeps(Side.LEFT)) {
      return members;
    }
    Dataset<Row> rows = members.union(alone(pairs.filter(not(isPair))));
    return found.single().map(this::alone).map(rows::union).orElse(rows);
  }

  /** Counts the groups, after the rows were used. */
  public GroupReport report() {
    String groups = "groups";
    Row counts =
        members
            .groupBy(MatchTable.GROUP_SIZE)
            .agg(count(lit(1)).as(groups))
            .agg(
                sum(col(groups).divide(col(MatchTable.GROUP_SIZE))),
                sum(groups),
                max(MatchTable.GROUP_SIZE))
            .first();
    return counts.isNullAt(1)
        ? new GroupReport(0, 0, 0, rounds)
        : new GroupReport(
            Math.round(counts.getDouble(0)), counts.getLong(1), counts.getInt(2), rounds);
  }

  @Override
  public void close() {
    kept.forEach(Runnable::run);
  }

  private Dataset<Row> alone(Dataset<Row> rows) {
    return rows.withColumn(MatchTable.GROUP_ID, key())
        .withColumn(MatchTable.GROUP_SIZE, lit(1))
        .select(columns());
  }

  private Column key() {
    return Side.LEFT.column(keyColumn);
  }

  private static Column order(Side side) {
    return coalesce(side.column(MatchInput.COMPARED).getField(ComparedRow.TIE), lit(0L));
  }

  private static Column[] columns() {
    return new Column[] {
      col(Side.LEFT.row()), col(MatchTable.GROUP_ID), col(MatchTable.GROUP_SIZE)
    };
  }
}
