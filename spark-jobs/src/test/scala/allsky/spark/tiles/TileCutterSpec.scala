package allsky.spark.tiles

import allsky.cutout.CutoutShape
import allsky.spark.LocalSpark
import allsky.survey.Band
import java.util.concurrent.atomic.AtomicReference

import scala.collection.JavaConverters._

import org.apache.spark.SparkException
import org.apache.spark.util.SerializableConfiguration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TileCutterSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  "The pixels of a tile" should "be given back when a task fails before the last source" in {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    val tile = TileIndex.of(spark, folder.path.toString).tiles.get(0)
    val hadoop = new SerializableConfiguration(spark.sparkContext.hadoopConfiguration)
    a[SparkException] should be thrownBy
      spark.sparkContext.parallelize(Seq(tile), 1).foreach(TileCutterSpec.failIn(_, hadoop))
    TileCutterSpec.wasOpen shouldBe true
    TileCutterSpec.opened.get.isOpen shouldBe false
  }
}

/** Tasks of the local session are in the process of the spec. */
object TileCutterSpec {

  val opened = new AtomicReference[TileCutter]
  @volatile var wasOpen = false

  private val shape = new CutoutShape(Seq(Band.W1, Band.W2, Band.W3).asJava, 50)

  def failIn(tile: Tile, hadoop: SerializableConfiguration): Unit = {
    val cutter = TileCutter.open(tile, shape, hadoop)
    opened.set(cutter)
    wasOpen = cutter.isOpen
    throw new IllegalStateException("a task that fails")
  }
}
