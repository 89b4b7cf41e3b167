package allsky.spark.tiles;

import static org.apache.spark.sql.functions.col;

import allsky.sky.SkyPosition;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Sources grouped by tile: one task works on one tile, whose pixels it reads once. Only the
 * sources' own columns are shuffled, never a pixel.
 */
public final class TileGroups {

  /** The column with the source's place in {@link TileIndex#tiles}, or a negative reason. */
  public static final String TILE = "_tile";

  private static final String SLOT = "_slot";

  /** The seed of Spark's hash partitioning. */
  private static final int SPARK_HASH_SEED = 42;

  private final Broadcast<TileIndex> index;
  private final Dataset<Row> sources;

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
    Map<Integer, Long> counts = new HashMap<>();
    for (Row row : sources.groupBy(TILE).count().collectAsList()) {
      counts.put(row.getInt(0), row.getLong(1));
    }
    return counts;
  }

  /** The sources without a tile, with {@link #TILE} telling why. */
  public Dataset<Row> withoutTile() {
    return sources.filter(col(TILE).lt(0));
  }

  /**
   * Does the work of some tiles, each in a task of its own.
   *
   * @param schema the schema of the rows that the work makes
   */
  public Dataset<Row> map(List<Integer> tiles, TileFunction work, StructType schema) {
    if (tiles.isEmpty()) {
      return sources.sparkSession().createDataFrame(Collections.emptyList(), schema);
    }
    int[] sorted = tiles.stream().mapToInt(Integer::intValue).sorted().toArray();
    int[] slotHashingTo = slotsHashingTo(sorted.length);
    UDF1<Integer, Integer> slotOf =
        tile -> {
          int place = Arrays.binarySearch(sorted, tile);
          return place < 0 ? null : slotHashingTo[place];
        };
    Column slot = functions.udf(slotOf, DataTypes.IntegerType).apply(col(TILE));
    Broadcast<TileIndex> index = this.index;
    MapPartitionsFunction<Row, Row> eachTile = rows -> apply(index.value(), work, rows);
    return sources
        .withColumn(SLOT, slot)
        .filter(col(SLOT).isNotNull())
        .repartition(sorted.length, col(SLOT))
        .mapPartitions(eachTile, Encoders.row(schema));
  }

  private static Iterator<Row> apply(TileIndex index, TileFunction work, Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    FirstAgain sources = new FirstAgain(rows);
    Row first = sources.first();
    return work.apply(index.tiles().get(first.getInt(first.fieldIndex(TILE))), sources);
  }

  /**
   * For each partition a number that Spark's hash partitioning sends there, so that every tile has
   * a partition of its own.
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

  /** An iterator whose first element has been looked at. */
  private static final class FirstAgain implements Iterator<Row> {
    private final Iterator<Row> rest;
    private Row first;

    FirstAgain(Iterator<Row> rows) {
      this.first = rows.next();
      this.rest = rows;
    }

    Row first() {
      return first;
    }

    @Override
    public boolean hasNext() {
      return first != null || rest.hasNext();
    }

    @Override
    public Row next() {
      Row next = first == null ? rest.next() : first;
      first = null;
      return next;
    }
  }
}
