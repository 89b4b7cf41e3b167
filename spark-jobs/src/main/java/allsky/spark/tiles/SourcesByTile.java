package allsky.spark.tiles;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;

import allsky.spark.columns.Columns;
import allsky.spark.columns.position.SkyColumns;
import allsky.spark.table.PartitionKeys;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The sources of a job grouped by tile, so that the pixels of a tile are read once. Only columns of
 * the sources are shuffled, never pixels.
 */
public final class SourcesByTile {

  /** The column with the index of the tile in {@link TileIndex#tiles}, or a negative reason. */
  public static final String TILE = "_tile";

  /** The name in the log of the work that finds the tile of each source. */
  public static final String COUNTING = "counting the sources of each tile";

  private static final String PARTITION = "_partition";

  /** Height of a strip of sources in degrees: 32 Atlas pixels, less than a cutout of 43 pixels. */
  private static final double STRIP_DEG = 32 * AtlasTiling.PIXEL_SCALE_DEG;

  /**
   * The order of the sources of a task. The sources of a tile follow each other. Neighbours share
   * pixels of the image, which are then still in the processor's cache.
   */
  static final List<Column> ORDER =
      List.of(col(TILE), floor(col("dec").divide(STRIP_DEG)), col("ra"));

  private final Broadcast<TileIndex> index;
  private final Dataset<Row> sources;
  private final boolean byTask;
  private Map<Integer, Long> counts;

  private SourcesByTile(
      Broadcast<TileIndex> index, Dataset<Row> sources, boolean byTask, Map<Integer, Long> counts) {
    this.index = index;
    this.sources = sources;
    this.byTask = byTask;
    this.counts = counts;
  }

  /**
   * Assigns a tile to each source.
   *
   * @param sources have the columns {@code ra} and {@code dec}
   * @param coaddId the catalog's tile name, a column of the sources or a null literal
   * @param carried the columns that the work needs in addition to the position, found in any case;
   *     only these are shuffled, because a catalog may have hundreds
   */
  public static SourcesByTile of(
      Dataset<Row> sources, Column coaddId, TileIndex tiles, List<StructField> carried) {
    SparkSession spark = sources.sparkSession();
    Broadcast<TileIndex> index =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(tiles);
    UDF3<String, Double, Double, Integer> tileOf =
        (id, ra, dec) ->
            SkyColumns.isPosition(ra, dec)
                ? index.value().tileOf(id, ra, dec)
                : TileIndex.NO_POSITION;
    Column tile = SkyColumns.ofSource(tileOf, DataTypes.IntegerType, coaddId.cast("string"));
    Set<String> kept = new LinkedHashSet<>();
    carried.forEach(field -> kept.add(field.name()));
    kept.addAll(List.of("ra", "dec"));
    List<Column> columns = new ArrayList<>();
    kept.forEach(name -> columns.add(Columns.spelt(name)));
    columns.add(tile.as(TILE));
    return new SourcesByTile(index, sources.select(columns.toArray(new Column[0])), false, null);
  }

  /**
   * The same tiles and counts, but with the sources read from a table that keeps some or all rows
   * of {@link #placed}.
   *
   * @param byTask has one partition for each task of {@link TaskPlan}, sorted by {@link #ORDER}
   */
  SourcesByTile keptAs(Dataset<Row> byTask) {
    return new SourcesByTile(index, byTask, true, counts());
  }

  /** The sources with {@link #TILE}. */
  public Dataset<Row> placed() {
    return sources;
  }

  /** The names of all tiles in the order of their indices, one line each. */
  public String tileNames() {
    return index.value().tiles().stream().map(Tile::coaddId).collect(Collectors.joining("\n"));
  }

  /**
   * The problems of tiles with sources that are known before pixels are read, one line each. If a
   * source has no tile, images of unknown position are included.
   */
  public List<String> unusable(List<Band> bands) {
    List<Tile> tiles = index.value().tiles();
    Stream<String> known =
        counts().keySet().stream()
            .filter(tile -> tile >= 0)
            .sorted()
            .flatMap(tile -> tiles.get(tile).faultOf(bands).stream())
            .map(TileFault::problem);
    Stream<String> unplaced =
        counts().containsKey(TileIndex.NO_TILE)
            ? index.value().unplaced(bands).stream()
            : Stream.empty();
    return Stream.concat(known, unplaced).distinct().toList();
  }

  /** The number of sources of each tile; negative reasons are counted too. */
  public Map<Integer, Long> counts() {
    if (counts == null) {
      counts = Map.copyOf(Columns.counts(sources, col(TILE)));
    }
    return counts;
  }

  /** The number of all sources, with and without a tile. */
  public long total() {
    return counts().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The sources without a tile; {@link #TILE} gives the reason. */
  public Dataset<Row> withoutTile() {
    return sources.filter(col(TILE).lt(0));
  }

  /**
   * Applies a function to some tiles. A task has one tile, a part of the sources of a tile with
   * many sources, or several tiles with few sources in sequence.
   *
   * @param schema the schema of the output rows
   */
  public Dataset<Row> map(Collection<Integer> tiles, TileFunction work, StructType schema) {
    SparkSession spark = sources.sparkSession();
    TaskPlan plan = TaskPlan.of(counts(), tiles, spark.sparkContext().defaultParallelism());
    if (plan.partitions() == 0) {
      return spark.createDataFrame(Collections.emptyList(), schema);
    }
    Broadcast<TileIndex> index = this.index;
    MapPartitionsFunction<Row, Row> eachTile =
        rows -> new TileRuns(rows, (tile, run) -> work.apply(index.value().tiles().get(tile), run));
    Dataset<Row> tasks =
        byTask ? sources.filter(col(TILE).isInCollection(tiles)) : shuffledByTask(plan);
    return tasks.mapPartitions(eachTile, Encoders.row(schema));
  }

  private Dataset<Row> shuffledByTask(TaskPlan plan) {
    int[] keyHashingTo = PartitionKeys.of(plan.partitions());
    UDF3<Integer, Double, Double, Integer> partitionOf =
        (tile, ra, dec) -> {
          int partition = tile < 0 ? TaskPlan.NO_PARTITION : plan.partitionOf(tile, ra, dec);
          return partition == TaskPlan.NO_PARTITION ? null : keyHashingTo[partition];
        };
    Column partition = SkyColumns.ofSource(partitionOf, DataTypes.IntegerType, col(TILE));
    return sources
        .withColumn(PARTITION, partition)
        .filter(col(PARTITION).isNotNull())
        .repartition(plan.partitions(), col(PARTITION))
        .sortWithinPartitions(ORDER.toArray(new Column[0]));
  }
}
