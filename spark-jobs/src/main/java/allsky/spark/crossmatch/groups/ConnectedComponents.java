package allsky.spark.crossmatch.groups;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * The connected components of a graph, by the alternating algorithm of Kiveris et al. (2014,
 * "Connected Components in MapReduce and Beyond"): each node is linked to the least of its
 * neighbours, until every component is a star around its least node. Each round shuffles the edges
 * twice and halves the paths, so that a chain of n nodes takes about log2(n) rounds. No node's
 * neighbours are held in memory, and the driver gets two numbers a round.
 */
final class ConnectedComponents implements AutoCloseable {

  /** A node, long. */
  static final String NODE = "node";

  /** The least node of its component, long. */
  static final String LABEL = "label";

  private static final String LEAST = "least_neighbour";

  /** Far above the rounds of any chain that fits on disks. */
  private static final int MAX_ROUNDS = 200;

  private final int rounds;
  private final Edges stars;

  /** Edges on the executors' disks, each once. */
  private record Edges(JavaRDD<InternalRow> kept, Dataset<Row> rows) {

    /**
     * Keeps edges. Their plan does not have the plan of the rounds before, which would double with
     * each round.
     */
    static Edges of(Dataset<Row> edges) {
      JavaRDD<InternalRow> kept =
          edges
              .queryExecution()
              .toRdd()
              .toJavaRDD()
              .map(InternalRow::copy)
              .persist(StorageLevel.DISK_ONLY());
      return new Edges(
          kept, edges.sparkSession().internalCreateDataFrame(kept.rdd(), edges.schema(), false));
    }
  }

  /**
   * Finds the components.
   *
   * @param edges columns {@link #NODE} and {@link #LABEL}, two different nodes in any order; edges
   *     may repeat
   */
  ConnectedComponents(Dataset<Row> edges) {
    Edges current = Edges.of(ordered(edges));
    Row before = digest(current.rows);
    int round = 0;
    while (true) {
      Edges next = Edges.of(withSmallStars(withLargeStars(current.rows)));
      Row after = digest(next.rows);
      current.kept.unpersist();
      current = next;
      round++;
      if (after.equals(before)) {
        break;
      }
      if (round == MAX_ROUNDS) {
        current.kept.unpersist();
        throw new IllegalStateException("No components after " + MAX_ROUNDS + " rounds");
      }
      before = after;
    }
    this.stars = current;
    this.rounds = round;
  }

  /** Each node that has an edge, once, with the label of its component. */
  Dataset<Row> labels() {
    Dataset<Row> rows = stars.rows;
    return rows.union(rows.select(col(LABEL).as(NODE), col(LABEL))).distinct();
  }

  /** How often the edges were shuffled. */
  int rounds() {
    return rounds;
  }

  @Override
  public void close() {
    stars.kept.unpersist();
  }

  /** Links each neighbour above a node to the least of the node and its neighbours. */
  private static Dataset<Row> withLargeStars(Dataset<Row> edges) {
    Dataset<Row> both = edges.union(edges.select(col(LABEL).as(NODE), col(NODE).as(LABEL)));
    Dataset<Row> leasts =
        both.groupBy(NODE)
            .agg(min(LABEL).as(LEAST))
            .withColumn(LEAST, least(col(NODE), col(LEAST)));
    return ordered(
        both.join(leasts, NODE)
            .filter(col(LABEL).gt(col(NODE)))
            .select(col(LABEL).as(NODE), col(LEAST).as(LABEL)));
  }

  /** Links a node and its neighbours below it to the least of these neighbours. */
  private static Dataset<Row> withSmallStars(Dataset<Row> edges) {
    Dataset<Row> leasts = edges.groupBy(NODE).agg(min(LABEL).as(LEAST));
    Dataset<Row> neighbours =
        edges
            .join(leasts, NODE)
            .filter(col(LABEL).notEqual(col(LEAST)))
            .select(col(LABEL).as(NODE), col(LEAST).as(LABEL));
    return ordered(neighbours.union(leasts.select(col(NODE), col(LEAST).as(LABEL))));
  }

  /** Each edge once, from the greater node to the lesser one. */
  private static Dataset<Row> ordered(Dataset<Row> edges) {
    Column greater = greatest(col(NODE), col(LABEL));
    Column lesser = least(col(NODE), col(LABEL));
    return edges
        .filter(col(NODE).notEqual(col(LABEL)))
        .select(greater.as(NODE), lesser.as(LABEL))
        .distinct();
  }

  /** The number of edges and a sum of their hashes: equal for the same edges in any order. */
  private static Row digest(Dataset<Row> edges) {
    Column hash = xxhash64(col(NODE), col(LABEL)).cast("decimal(20,0)");
    return edges.agg(count(lit(1)), coalesce(sum(hash), lit(0).cast("decimal(30,0)"))).first();
  }
}
