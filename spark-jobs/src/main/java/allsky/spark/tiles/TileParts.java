package allsky.spark.tiles;

import static org.apache.spark.sql.functions.col;

import allsky.spark.columns.position.SkyColumns;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.PartitionKeys;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Sources partitioned by tile into folders, so that work on some tiles reads only their sources. A
 * part has one file for each task that will work on it, with the sources in the order in which the
 * task takes them. So that work needs no shuffle.
 */
public final class TileParts {

  private static final String PART = "_part";

  private static final String TASK = "_task";

  /** Spark puts a second file into a partition only if this many bytes are left. */
  private static final String FILE_BYTES = "1g";

  private TileParts() {}

  /**
   * Writes the sources with their tiles.
   *
   * @param parts the tiles of each part; the first one also takes the sources without a tile
   * @param folder gets its {@code _SUCCESS} once all parts are complete
   */
  public static void write(SourcesByTile groups, List<List<Integer>> parts, String folder) {
    int cores = groups.placed().sparkSession().sparkContext().defaultParallelism();
    PartTasks plan = PartTasks.of(groups.counts(), parts, cores);
    int[] keyHashingTo = PartitionKeys.of(plan.writers());
    UDF3<Integer, Double, Double, Integer> taskOf = plan::taskOf;
    Column task = SkyColumns.ofSource(taskOf, DataTypes.IntegerType, col(SourcesByTile.TILE));
    Column writer = ofTask(number -> keyHashingTo[plan.writerOf(number)]);
    List<Column> order = new ArrayList<>(List.of(col(PART), col(TASK)));
    order.addAll(SourcesByTile.ORDER);
    groups
        .placed()
        .withColumn(TASK, task)
        .repartition(plan.writers(), writer)
        .withColumn(PART, ofTask(plan::partOf))
        // In this order a writer has one open file.
        .sortWithinPartitions(order.toArray(new Column[0]))
        .write()
        .mode(SaveMode.Overwrite)
        .partitionBy(PART, TASK)
        .option("compression", "zstd")
        .parquet(folder);
  }

  private static Column ofTask(UDF1<Integer, Integer> value) {
    return functions.udf(value, DataTypes.IntegerType).apply(col(TASK));
  }

  /** The sources of one part, numbered from 0, that {@link #write} wrote. */
  public static SourcesByTile read(SourcesByTile groups, String folder, int part) {
    Dataset<Row> sources =
        ParquetFiles.read(
            oneFileAPartition(groups.placed().sparkSession())
                .read()
                .schema(groups.placed().schema())
                .option("recursiveFileLookup", "true"),
            folder + "/" + PART + "=" + part);
    return groups.keptAs(sources);
  }

  /** A session that neither splits files nor reads two of them in one partition. */
  private static SparkSession oneFileAPartition(SparkSession spark) {
    SparkSession own = spark.newSession();
    spark
        .conf()
        .getAll()
        .foreach(
            setting -> {
              if (own.conf().isModifiable(setting._1())) {
                own.conf().set(setting._1(), setting._2());
              }
              return null;
            });
    own.conf().set("spark.sql.files.maxPartitionBytes", FILE_BYTES);
    own.conf().set("spark.sql.files.openCostInBytes", FILE_BYTES);
    return own;
  }
}
