package allsky.spark.columns.position

import allsky.UserError
import allsky.sky.{CelestialFrame, Separation}
import allsky.spark.LocalSpark
import allsky.spark.columns.{ColumnChoice, TableInput}
import allsky.spark.table.SourceTable
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Positions in other frames; the same objects in ICRS are from astropy. */
class FrameColumnsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val icrs =
    Seq(10.684708 -> 41.26875, 187.70593 -> 12.391123, 266.416817 -> -29.007825, 150.0 -> -60.0)

  private lazy val galactic = Seq(
    (1, 121.17432879, -21.57330879, 0.5f),
    (2, 283.77775260, 74.49115407, 0.5f),
    (3, 359.94423583, -0.04616032, 0.5f),
    (4, 282.99979464, -3.93944883, 0.5f)
  ).toDF("id", "GLON", "GLAT", "Dec")

  private lazy val b1950 = Seq(
    (1, "00:40:00.09505", "+40:59:41.7315"),
    (2, "12:28:17.57531", "+12:40:01.8707"),
    (3, "17:42:29.30692", "-28:59:18.5585"),
    (4, "09:58:24.20566", "-59:45:33.5761")
  ).toDF("id", "RAB1950", "DEB1950")

  private def table(rows: DataFrame, frame: CelestialFrame, ra: String = null): SourceTable =
    SourceTable.of(
      rows,
      TableInput.sources("list.csv"),
      ColumnChoice.ofNullable(ra, null, null, null).inFrame(frame)
    )

  private def apart(found: SourceTable): Seq[Double] = {
    val positions = found.rows.orderBy("id").select("ra", "dec").as[(Double, Double)].collect()
    positions.toSeq.zip(icrs).map { case ((ra, dec), (itsRa, itsDec)) =>
      Separation.arcsec(ra, dec, itsRa, itsDec)
    }
  }

  "Galactic positions" should "become ICRS, beside the columns of the catalog" in {
    val found = table(galactic, CelestialFrame.GALACTIC)
    found.rows.columns shouldBe Array("id", "GLON", "GLAT", "original_dec", "ra", "dec")
    val distances = apart(found)
    distances should have size 4
    every(distances) should be < 0.05
    found.roles.toString should include("dec is GLAT (both galactic, converted to icrs)")
  }

  "Positions of the equinox B1950" should "become ICRS from sexagesimal text" in {
    every(apart(table(b1950, CelestialFrame.FK4_B1950))) should be < 1e-3
    the[UserError].thrownBy(table(b1950, CelestialFrame.ICRS)).getMessage should
      include("has an equinox before J2000")
  }

  "Positions in FK5" should "be turned by some hundredths of an arcsecond" in {
    val rows = Seq((1, 10.0, 20.0)).toDF("id", "ra", "dec")
    val found = table(rows, CelestialFrame.FK5).rows.select("ra", "dec").as[(Double, Double)].head
    Separation.arcsec(found._1, found._2, 10, 20) should (be > 0.01 and be < 0.04)
  }

  "A position that is not valid" should "keep its fault" in {
    val rows = Seq((1, Some(10.0), 91.0), (2, None, 0.0), (3, Some(-5.0), 0.0)).toDF("id", "l", "b")
    val faults = table(rows, CelestialFrame.GALACTIC).rows
      .orderBy("id")
      .select(SourceTable.positionFault())
      .as[String]
      .collect()
    faults shouldBe Array("DEC_OUT_OF_RANGE", "NO_POSITION", "RA_OUT_OF_RANGE")
  }

  "A frame" should "need its columns" in {
    val message = the[UserError].thrownBy(table(b1950, CelestialFrame.GALACTIC)).getMessage
    message should include("no column glon or _glon or gal_lon or l; name it with --ra-column")
    val named = galactic.withColumnRenamed("GLON", "x").withColumnRenamed("GLAT", "b")
    every(apart(table(named, CelestialFrame.GALACTIC, ra = "x"))) should be < 0.05
  }

  "Columns that the catalog's metadata names" should "not be taken for those of another frame" in {
    val ofCatalog = ColumnChoice.ofNullable("ra", "dec", null, null)
    val own = ColumnChoice.BY_KNOWN_NAMES.inFrame(CelestialFrame.GALACTIC)
    own.orElse(ofCatalog).ra.isPresent shouldBe false
    ColumnChoice.BY_KNOWN_NAMES.orElse(ofCatalog).ra.get shouldBe "ra"
  }
}
