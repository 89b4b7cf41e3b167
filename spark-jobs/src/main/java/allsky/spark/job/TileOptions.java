package allsky.spark.job;

import allsky.spark.table.TileTable;
import allsky.spark.tiles.TileIndex;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The option that says where the images are. */
final class TileOptions {

  @Option(
      names = "--tiles",
      required = true,
      paramLabel = "DIR",
      description = "Folder with FITS images at any depth, on any Hadoop file system.")
  String path;

  @Option(
      names = "--tile-index",
      paramLabel = "DIR",
      description =
          "Folder that keeps what the headers of the images say, so that the next run reads new and"
              + " changed files alone (else _tiles in --tiles).")
  private String keptIn;

  TileIndex index(SparkSession spark) {
    String folder = keptIn == null ? path + "/" + TileTable.FOLDER : keptIn;
    return TileIndex.of(spark, path, folder);
  }
}
