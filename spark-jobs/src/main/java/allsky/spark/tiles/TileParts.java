package allsky.spark.tiles;

import static org.apache.spark.sql.functions.col;

import allsky.spark.columns.position.SkyColumns;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.PartitionKeys;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Sources partitioned by tile into folders, so that work on some tiles reads only their sources. A
 * part has one file for each million sources, and a task writes one file.
 */
public final class TileParts implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final long SOURCES_A_FILE = 1_000_000;

  private static final String PART = "_part";

  private final int[] partOfTile;
  private final int[] files;
  private final int[] firstFile;

  private TileParts(int[] partOfTile, int[] files) {
    this.partOfTile = partOfTile;
    this.files = files;
    this.firstFile = new int[files.length];
    for (int part = 1; part < files.length; part++) {
      firstFile[part] = firstFile[part - 1] + files[part - 1];
    }
  }

  /**
   * Writes the sources with their tiles.
   *
   * @param parts the tiles of each part; the first one also takes the sources without a tile
   * @param folder gets its {@code _SUCCESS} once all parts are complete
   */
  public static void write(SourcesByTile groups, List<List<Integer>> parts, String folder) {
    TileParts plan = of(groups.counts(), parts);
    int tasks = plan.tasks();
    int[] keyHashingTo = PartitionKeys.of(tasks);
    UDF3<Integer, Double, Double, Integer> partitionOf =
        (tile, ra, dec) -> keyHashingTo[plan.fileOf(tile, ra, dec)];
    Column partition =
        SkyColumns.ofSource(partitionOf, DataTypes.IntegerType, col(SourcesByTile.TILE));
    Column part =
        functions
            .udf((Integer tile) -> plan.partOf(tile), DataTypes.IntegerType)
            .apply(col(SourcesByTile.TILE));
    groups
        .placed()
        .repartition(tasks, partition)
        .withColumn(PART, part)
        .write()
        .mode(SaveMode.Overwrite)
        .partitionBy(PART)
        .option("compression", "zstd")
        .parquet(folder);
  }

  /** The sources of one part, numbered from 0, that {@link #write} wrote. */
  public static SourcesByTile read(SourcesByTile groups, String folder, int part) {
    Dataset<Row> sources =
        ParquetFiles.read(
            groups.placed().sparkSession().read().schema(groups.placed().schema()),
            folder + "/" + PART + "=" + part);
    return groups.keptAs(sources);
  }

  private static TileParts of(Map<Integer, Long> counts, List<List<Integer>> parts) {
    int tiles = 1 + counts.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
    int[] partOfTile = new int[Math.max(0, tiles)];
    long[] sources = new long[parts.size()];
    for (int part = 0; part < parts.size(); part++) {
      for (int tile : parts.get(part)) {
        partOfTile[tile] = part;
        sources[part] += counts.get(tile);
      }
    }
    sources[0] +=
        counts.entrySet().stream().filter(e -> e.getKey() < 0).mapToLong(Map.Entry::getValue).sum();
    int[] files =
        Arrays.stream(sources)
            .mapToInt(count -> Math.toIntExact(1 + count / SOURCES_A_FILE))
            .toArray();
    return new TileParts(partOfTile, files);
  }

  private int tasks() {
    return Arrays.stream(files).sum();
  }

  private int partOf(int tile) {
    return tile < 0 ? 0 : partOfTile[tile];
  }

  private int fileOf(int tile, Double raDeg, Double decDeg) {
    int part = partOf(tile);
    int share = 31 * hash(raDeg) + hash(decDeg);
    return firstFile[part] + Math.floorMod(share, files[part]);
  }

  private static int hash(Double degrees) {
    return degrees == null ? 0 : degrees.hashCode();
  }
}
