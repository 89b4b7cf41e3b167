package allsky.spark.tiles

import java.util.Arrays

import scala.collection.JavaConverters._

import allsky.spark.LocalSpark
import org.apache.spark.sql.RowFactory
import org.apache.spark.sql.functions.lit
import org.apache.spark.sql.types.DataTypes
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TileGroupsSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val folder =
    (0 until 5).foldLeft(new AtlasFolder())((all, i) => all.addTile(s"00${i}0p000_ac51", i, 0))

  private val index = TileIndex.of(spark, folder.path.toString)

  private val sources = (0 until 400)
    .map(i => (i.toLong, if (i == 7) None else Some(i % 8 + 0.001), Some(0.001 * (i % 20))))
    .toDF("cntr", "ra", "dec")

  private val groups = TileGroups.of(
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
    TileGroups.of(numbered, numbered("coadd_id"), index, carried).counts shouldBe groups.counts
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
