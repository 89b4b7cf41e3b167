package allsky.spark.job;

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

  TileIndex index(SparkSession spark) {
    return TileIndex.of(spark, path);
  }
}
