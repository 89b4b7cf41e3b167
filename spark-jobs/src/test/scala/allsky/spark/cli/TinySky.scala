package allsky.spark.cli

import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import allsky.spark.LocalSpark
import allsky.spark.tiles.AtlasFolder
import java.nio.file.Path

/**
 * Twelve small tiles of 40 sources, six sources without a tile, and a small network with random
 * weights.
 */
class TinySky(folder: Path) {

  import LocalSpark.session.implicits._

  val tiles: AtlasFolder = (0 until 12).foldLeft(new AtlasFolder()) { (all, i) =>
    all.addTile(coaddId(i), i, 0)
  }

  val sources: Path = folder.resolve("sources")
  val model: Path = folder.resolve("model")

  ModelFolder.write(model, RandomModels.model(RandomModels.liteShape, 7))

  {
    val onTiles = for (tile <- 0 until 12; i <- 0 until 40) yield {
      val ra = (tile + (i % 8 - 3.5) * 0.006 + 360) % 360
      (40L * tile + i, ra, (i / 8 - 2) * 0.01, 12f + i % 5)
    }
    val far = (0 until 5).map(i => (1000L + i, 90.0 + i, 45.0, 13f))
    (onTiles ++ far :+ ((2000L, Double.NaN, 0.0, 14f)))
      .toDF("cntr", "ra", "dec", "w1mpro")
      .repartition(3)
      .write
      .parquet(sources.toString)
  }

  val size = 486

  def coaddId(tile: Int): String = f"${tile * 10}%04dp000_ac51"

  /** The words that classify the sources in six waves, two tiles each. */
  def inSixWaves(output: Path): Seq[String] = classified(output, "--chunk-sources", "90")

  /** The words that classify the sources in three waves, four tiles each, and leave the waves where they are. */
  def inThreeWaves(output: Path, options: String*): Seq[String] =
    classified(output, Seq("--chunk-sources", "170", "--layout", "plain") ++ options: _*)

  def classified(output: Path, options: String*): Seq[String] =
    Seq("classify-allsky", "--sources", s"$sources", "--tiles", s"${tiles.path}") ++
      Seq("--model", s"$model", "--output", s"$output") ++ options

  /** All columns of the predictions, in the order of the keys. */
  def predictions(output: Path): Seq[String] =
    Predictions
      .in(output)
      .drop("wave")
      .orderBy("cntr")
      .collect()
      .map(_.toString)
      .toSeq
}
