package allsky.spark.table

import allsky.UserError
import allsky.spark.LocalSpark
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SourceTableSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val input = TableInput.sources("allwise.parquet")
  private val known = ColumnChoice.BY_KNOWN_NAMES

  "Sources" should "have ra and dec under these names, whatever the archive calls them" in {
    val sources = SourceTable.of(
      Seq((7L, "10.5", -3.25f)).toDF("CNTR", "RAJ2000", "DEC"),
      input,
      known
    )
    sources.keyColumn shouldBe "CNTR"
    sources.rows.columns shouldBe Array("CNTR", "RAJ2000", "dec", "ra")
    sources.rows.select("ra", "dec").as[(Double, Double)].collect() shouldBe Array((10.5, -3.25))
  }

  it should "prefer the columns that the user names" in {
    val choice = ColumnChoice.ofNullable("RAmean", "decmean", "designation", null)
    val sources = SourceTable.of(
      Seq((7L, "J1", 1.0, 2.0, 3.0, 4.0)).toDF(
        "cntr",
        "designation",
        "ra",
        "dec",
        "ramean",
        "decmean"
      ),
      input,
      choice
    )
    sources.keyColumn shouldBe "designation"
    sources.rows.select("ra", "dec", "original_ra").as[(Double, Double, Double)].collect() shouldBe
      Array((3.0, 4.0, 1.0))
  }

  it should "know their Atlas tile from AllWISE's source_id" in {
    val sources = SourceTable.of(
      Seq(("0000m016_ac51-000001", 0.1, -1.6), ("nonsense", 1.0, 1.0)).toDF(
        "source_id",
        "ra",
        "dec"
      ),
      input,
      known
    )
    sources.rows.select("coadd_id").as[Option[String]].collect() shouldBe
      Array(Some("0000m016_ac51"), None)
  }

  it should "keep rows without a valid position and tell them apart" in {
    val positions = Seq[(Long, Option[Double], Option[Double])](
      (1L, Some(0.0), Some(-90.0)),
      (2L, Some(360.0), Some(90.0)),
      (3L, Some(Double.NaN), Some(0.0)),
      (4L, None, Some(0.0)),
      (5L, Some(10.0), Some(90.001)),
      (6L, Some(-0.001), Some(0.0))
    )
    val sources = SourceTable.of(positions.toDF("cntr", "ra", "dec"), input, known)
    sources.rows.count() shouldBe 6
    sources.rows.filter(SourceTable.isValidPosition()).select("cntr").as[Long].collect() shouldBe
      Array(1L, 2L)
  }

  it should "say what is wrong with each position that is none" in {
    val positions = Seq[(String, Option[Double], Option[Double])](
      (null, Some(0.0), Some(-90.0)),
      (null, Some(360.0), Some(90.0)),
      ("NO_POSITION", Some(Double.NaN), Some(0.0)),
      ("NO_POSITION", Some(400.0), None),
      ("NO_POSITION", None, Some(Double.NaN)),
      ("RA_OUT_OF_RANGE", Some(-0.001), Some(0.0)),
      ("RA_OUT_OF_RANGE", Some(Double.PositiveInfinity), Some(91.0)),
      ("DEC_OUT_OF_RANGE", Some(10.0), Some(90.001)),
      ("DEC_OUT_OF_RANGE", Some(10.0), Some(-1e300))
    )
    val sources = SourceTable.of(positions.toDF("name", "ra", "dec"), input, known)
    val faults = sources.rows
      .select($"name", SourceTable.positionFault().as("fault"), SourceTable.isValidPosition())
      .as[(Option[String], Option[String], Boolean)]
      .collect()
    faults.length shouldBe positions.length
    faults.foreach { case (expected, fault, valid) =>
      fault shouldBe expected
      valid shouldBe expected.isEmpty
    }
  }

  it should "say which column is missing and which option names it" in {
    the[UserError] thrownBy SourceTable.of(Seq((1, 2)).toDF("cntr", "x"), input, known) should
      have message "Cannot read --sources allwise.parquet: no column ra or raj2000 or ra_icrs or" +
      " plug_ra or target_ra or ra_deg or ramean; name it with --ra-column (it has cntr x)."
    val choice = ColumnChoice.ofNullable("alpha", null, null, null)
    the[UserError] thrownBy SourceTable.of(Seq((1, 2)).toDF("cntr", "x"), input, choice) should
      have message "Cannot read --sources allwise.parquet: --ra-column alpha names no column of it;" +
      " it has cntr x."
  }
}
