package allsky.spark.tiles;

import static org.apache.spark.sql.functions.col;

import allsky.sky.SkyPosition;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Sources grouped by tile, so that a tile's pixels are read once. Only the sources' own columns are
 * shuffled, never a pixel.
 */
public final class TileGroups {

  /** The column with the source's place in {@link TileIndex#tiles}, or a negative reason. */
  public static final String TILE = "_tile";

  private static final String SLOT = "_slot";

  /** The seed of Spark's hash partitioning. */
  private static final int SPARK_HASH_SEED = 42;

  private final Broadcast<TileIndex> index;
  private final Dataset<Row> sources;
  private Map<Integer, Long> counts;

  private TileGroups(Broadcast<TileIndex> index, Dataset<Row> sources) {
    this.index = index;
    this.sources = sources;
  }

  /**
   * Gives each source its tile.
   *
   * @param sources have the columns {@code ra} and {@code dec}
   * @param coaddId the catalog's own tile, a column of the sources or a null literal
   */
  public static TileGroups of(Dataset<Row> sources, Column coaddId, TileIndex tiles) {
    SparkSession spark = sources.sparkSession();
    Broadcast<TileIndex> index =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(tiles);
    UDF3<String, Double, Double, Integer> tileOf =
        (id, ra, dec) -> {
          boolean valid = ra != null && dec != null && SkyPosition.isValid(ra, dec);
          return valid ? index.value().tileOf(id, ra, dec) : TileIndex.NO_POSITION;
        };
    Column tile =
        functions
            .udf(tileOf, DataTypes.IntegerType)
            .apply(coaddId, col("ra").cast("double"), col("dec").cast("double"));
    return new TileGroups(index, sources.withColumn(TILE, tile));
  }

  /** How many sources belong to each tile; the negative reasons are counted too. */
  public Map<Integer, Long> counts() {
    if (counts == null) {
      Map<Integer, Long> counted = new HashMap<>();
      for (Row row : sources.groupBy(TILE).count().collectAsList()) {
        counted.put(row.getInt(0), row.getLong(1));
      }
      counts = Map.copyOf(counted);
    }
    return counts;
  }

  /** All sources, with a tile and without. */
  public long total() {
    return counts().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The sources without a tile, with {@link #TILE} telling why. */
  public Dataset<Row> withoutTile() {
    return sources.filter(col(TILE).lt(0));
  }

  /**
   * Does the work of some tiles. Tasks have one tile each, some of the sources of a tile with many,
   * or several tiles with few, one after the other.
   *
   * @param schema the schema of the rows that the work makes
   */
  public Dataset<Row> map(Collection<Integer> tiles, TileFunction work, StructType schema) {
    SparkSession spark = sources.sparkSession();
    TilePlan plan = TilePlan.of(counts(), tiles, spark.sparkContext().defaultParallelism());
    if (plan.slots() == 0) {
      return spark.createDataFrame(Collections.emptyList(), schema);
    }
    int[] slotHashingTo = slotsHashingTo(plan.slots());
    UDF3<Integer, Double, Double, Integer> slotOf =
        (tile, ra, dec) -> {
          int slot = tile < 0 ? TilePlan.NO_SLOT : plan.slotOf(tile, ra, dec);
          return slot == TilePlan.NO_SLOT ? null : slotHashingTo[slot];
        };
    Column slot =
        functions
            .udf(slotOf, DataTypes.IntegerType)
            .apply(col(TILE), col("ra").cast("double"), col("dec").cast("double"));
    Broadcast<TileIndex> index = this.index;
    MapPartitionsFunction<Row, Row> eachTile =
        rows -> new TileRuns(rows, (tile, run) -> work.apply(index.value().tiles().get(tile), run));
    return sources
        .withColumn(SLOT, slot)
        .filter(col(SLOT).isNotNull())
        .repartition(plan.slots(), col(SLOT))
        // Neighbours in declination share rows of the image, which are then still in the cache.
        .sortWithinPartitions(col(TILE), col("dec"))
        .mapPartitions(eachTile, Encoders.row(schema));
  }

  /**
   * For each partition a number that Spark's hash partitioning sends there, so that every task has
   * the sources that were planned for it.
   */
  static int[] slotsHashingTo(int partitions) {
    int[] slots = new int[partitions];
    boolean[] found = new boolean[partitions];
    int missing = partitions;
    for (int slot = 0; missing > 0; slot++) {
      int partition = Math.floorMod(Murmur3_x86_32.hashInt(slot, SPARK_HASH_SEED), partitions);
      if (!found[partition]) {
        found[partition] = true;
        slots[partition] = slot;
        missing--;
      }
    }
    return slots;
  }
}
