package allsky.spark.columns.position

import allsky.sky.{SkyPosition, SkyRegion}
import allsky.spark.LocalSpark
import allsky.spark.catalog.{CatalogFixture, CatalogReader}
import allsky.spark.columns.ColumnChoice
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SkyColumnsSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val rows = Seq[(Int, Option[Double], Option[Double])](
    (1, Some(350.0), Some(80.0)),
    (2, Some(170.0), Some(89.5)),
    (3, Some(0.0), Some(-90.0)),
    (4, Some(350.0), Some(78.9)),
    (5, None, Some(85.0)),
    (6, Some(10.0), None),
    (7, Some(Double.NaN), Some(85.0)),
    (8, Some(10.0), Some(Double.NaN)),
    (9, Some(400.0), Some(85.0))
  ).toDF("id", "ra", "dec")

  private val cap = new SkyRegion.Cone(new SkyPosition(0, 90), 11)

  private def ids(region: SkyRegion, distanceDeg: Double): Seq[Int] =
    rows
      .filter(SkyColumns.isWithin(col("ra"), col("dec"), region, distanceDeg))
      .select("id")
      .as[Int]
      .collect()
      .toSeq

  "Rows in a region" should "be those whose position is in it, across the pole and 0 hours" in {
    ids(cap, 0) shouldBe Seq(1, 2)
    ids(SkyRegion.Box.between(340, 20, 70, 85), 0) shouldBe Seq(1, 4)
    ids(SkyRegion.Box.between(10, 340, 70, 85), 0) shouldBe empty
    ids(new SkyRegion.Cone(new SkyPosition(50, -90), 0), 0) shouldBe Seq(3)
  }

  "Rows near a region" should "be those within the distance" in {
    ids(cap, 0.2) shouldBe Seq(1, 2, 4)
    ids(cap, 0.05) shouldBe Seq(1, 2)
    ids(SkyRegion.Box.between(351, 20, 70, 85), 0.17) shouldBe empty
    ids(SkyRegion.Box.between(351, 20, 70, 85), 0.18) shouldBe Seq(1)
  }

  "The declinations of a region" should "be a filter of the files" in {
    val file = parquet(folder().resolve("rows.parquet"), rows.filter("id < 5"))
    val sources = CatalogReader.sources(read(file), file, ColumnChoice.BY_KNOWN_NAMES).rows()
    val plan = sources
      .filter(SkyColumns.isWithin(col("ra"), col("dec"), cap, 0))
      .queryExecution
      .executedPlan
      .toString
    plan should include("GreaterThanOrEqual(dec,78.99999")
  }
}
