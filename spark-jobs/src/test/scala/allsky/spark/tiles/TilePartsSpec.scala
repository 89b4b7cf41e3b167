package allsky.spark.tiles

import allsky.spark.LocalSpark
import java.nio.file.Files
import java.util.Arrays

import scala.collection.JavaConverters._

import org.apache.spark.sql.RowFactory
import org.apache.spark.sql.functions.lit
import org.apache.spark.sql.types.DataTypes
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TilePartsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val index = {
    val folder =
      (0 until 5).foldLeft(new AtlasFolder())((all, i) => all.addTile(s"00${i}0p000_ac51", i, 0))
    TileIndex.of(spark, folder.path.toString)
  }

  /** Every sixth has no tile, and one no position. */
  private lazy val groups = {
    val sources = (0 until 480)
      .map(i =>
        (i.toLong, if (i == 7) None else Some(i % 6 + 0.001), Some(0.001 * (i % 20)), "far")
      )
      .toDF("cntr", "ra", "dec", "of no use")
    SourcesByTile.of(
      sources,
      lit(null).cast("string"),
      index,
      Arrays.asList(sources.schema("cntr"))
    )
  }

  private val folder = Files.createTempDirectory("allsky-parts").resolve("out [1]*/_plan")

  private lazy val parts = {
    val tiles: Seq[java.util.List[Integer]] =
      Seq(Arrays.asList(0, 1), Arrays.asList(2), Arrays.asList(3, 4))
    TileParts.write(groups, tiles.asJava, folder.toString)
    tiles.indices.map(TileParts.read(groups, folder.toString, _))
  }

  "Parts of sources by tile" should "hold the sources of their tiles, the first one also the others" in {
    parts.map(_.placed.select("_tile").distinct().as[Int].collect().toSet) shouldBe
      Seq(Set(0, 1, TileIndex.NO_TILE, TileIndex.NO_POSITION), Set(2), Set(3, 4))
  }

  they should "be the sources together, with what the work needs" in {
    val all = parts.map(_.placed).reduce(_ union _)
    all.columns shouldBe Array("cntr", "ra", "dec", "_tile")
    all.collect().map(_.toString).sorted shouldBe groups.placed.collect().map(_.toString).sorted
  }

  they should "have a file for each task, and be whole" in {
    Files.exists(folder.resolve("_SUCCESS")) shouldBe true
    val files = Files.walk(folder).iterator.asScala.filter(_.toString.endsWith(".parquet")).toSeq
    files.groupBy(_.getParent.getParent.getFileName.toString).mapValues(_.size).toMap shouldBe
      Map("_part=0" -> 3, "_part=1" -> 1, "_part=2" -> 2)
  }

  they should "be worked on without a shuffle, each tile once" in {
    val schema = DataTypes.createStructType(
      Arrays.asList(
        DataTypes.createStructField("coadd_id", DataTypes.StringType, false),
        DataTypes.createStructField("sources", DataTypes.IntegerType, false)
      )
    )
    val counted = parts(2).map(
      Arrays.asList(3, 4),
      (tile, rows) =>
        Iterator.single(RowFactory.create(tile.coaddId, Int.box(rows.asScala.size))).asJava,
      schema
    )
    counted.as[(String, Int)].collect().toSeq.sorted shouldBe
      Seq("0030p000_ac51" -> 80, "0040p000_ac51" -> 80)
    counted.rdd.getNumPartitions shouldBe 2
    counted.queryExecution.executedPlan.toString should not include "Exchange"
  }

  they should "keep the counts, which need no scan then" in {
    parts.last.counts shouldBe groups.counts
  }
}
