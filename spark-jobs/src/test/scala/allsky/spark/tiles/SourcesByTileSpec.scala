package allsky.spark.tiles

import allsky.spark.LocalSpark
import allsky.survey.Band
import java.nio.file.Files
import java.util.Arrays

import scala.collection.JavaConverters._

import org.apache.spark.sql.RowFactory
import org.apache.spark.sql.functions.lit
import org.apache.spark.sql.types.DataTypes
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SourcesByTileSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val folder =
    (0 until 5).foldLeft(new AtlasFolder())((all, i) => all.addTile(s"00${i}0p000_ac51", i, 0))

  private lazy val index = TileIndex.of(spark, folder.path.toString)

  private lazy val sources = (0 until 400)
    .map(i => (i.toLong, if (i == 7) None else Some(i % 8 + 0.001), Some(0.001 * (i % 20))))
    .toDF("cntr", "ra", "dec")

  private lazy val groups = SourcesByTile.of(
    sources,
    lit(null).cast("string"),
    index,
    Arrays.asList(sources.schema("cntr"))
  )

  "Sources grouped by tile" should "be counted with those that have none" in {
    groups.counts.asScala.map { case (tile, count) => tile.toInt -> count.toLong } shouldBe Map(
      0 -> 50,
      1 -> 50,
      2 -> 50,
      3 -> 50,
      4 -> 50,
      TileIndex.NO_TILE -> 149,
      TileIndex.NO_POSITION -> 1
    )
    groups.withoutTile.count() shouldBe 150
  }

  it should "be grouped by their positions where the catalog's coadd_id is a number" in {
    val numbered = sources.withColumn("coadd_id", lit(12345L))
    val carried = Arrays.asList(sources.schema("cntr"))
    SourcesByTile.of(numbered, numbered("coadd_id"), index, carried).counts shouldBe groups.counts
  }

  /** Groups of a source at RA 1 in a folder whose tile at RA 0 is good. */
  private def groupsOf(ra: Double, add: AtlasFolder => Unit): SourcesByTile = {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    add(folder)
    val tiles = TileIndex.of(spark, folder.path.toString)
    val one = Seq((1L, ra, 0.001)).toDF("cntr", "ra", "dec")
    SourcesByTile.of(one, lit(null).cast("string"), tiles, Arrays.asList(one.schema("cntr")))
  }

  private val bands = Arrays.asList(Band.W1, Band.W2, Band.W3)

  private def unreadable(folder: AtlasFolder): Unit =
    Seq(Band.W1, Band.W2, Band.W3).foreach(folder.add("0010p000_ac51", _, "junk".getBytes))

  private def nameless(folder: AtlasFolder): Unit =
    Files.write(folder.path.resolve("image.fits"), "junk".getBytes)

  private def readableInOneBand(folder: AtlasFolder): Unit =
    folder.addTile("0010p000_ac51", 1, 0, bands = Seq(Band.W3))

  for (
    (what, add, problems) <- Seq[(String, AtlasFolder => Unit, Int)](
      ("a tile of which no band can be read", unreadable, 3),
      ("an image without a band in its name", nameless, 1),
      ("a tile with one of its bands", readableInOneBand, 1)
    )
  )
    it should s"say that a source may be of $what" in {
      groupsOf(1.001, add).unusable(bands) should have size problems
    }

  it should "say nothing of images that cannot be read where each source has a tile" in {
    groupsOf(0.001, unreadable).unusable(bands).asScala shouldBe empty
  }

  it should "say nothing of bands that are not wanted" in {
    groupsOf(1.001, _.add("0010p000_ac51", Band.W4, "junk".getBytes)).unusable(
      bands
    ).asScala shouldBe
      empty
  }

  it should "meet each wanted tile once, whole" in {
    val schema = DataTypes.createStructType(
      Arrays.asList(
        DataTypes.createStructField("coadd_id", DataTypes.StringType, false),
        DataTypes.createStructField("sources", DataTypes.IntegerType, false)
      )
    )
    val counted = groups.map(
      Arrays.asList(0, 2, 4),
      (tile, rows) => {
        val row = RowFactory.create(tile.coaddId, Int.box(rows.asScala.size))
        Iterator.single(row).asJava
      },
      schema
    )
    counted.as[(String, Int)].collect().toSeq.sorted shouldBe
      Seq("0000p000_ac51" -> 50, "0020p000_ac51" -> 50, "0040p000_ac51" -> 50)
  }
}
