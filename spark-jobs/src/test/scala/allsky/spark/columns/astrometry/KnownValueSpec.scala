package allsky.spark.columns.astrometry

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class KnownValueSpec extends AnyFlatSpec with Matchers with AstrometryFixture {

  import spark.implicits._

  "A row without a value" should "have null, and NaN and infinity are no values" in {
    for (nothing <- Seq(Double.NaN, Double.PositiveInfinity, Double.NegativeInfinity)) {
      val rows =
        Seq[(Long, Option[Double], Double, Double)]((1L, None, 0.3, nothing))
          .toDF("source_id", "ra_error", "dec_error", "pmra")
          .selectExpr("*", "1d as pmdec", "2016d as ref_epoch")
      value(rows, of(rows).errorArcsec) shouldBe None
      value(rows, of(rows).pmRaMasPerYear) shouldBe None
      value(rows, of(rows).pmDecMasPerYear) shouldBe Some(1.0)
      of(rows).hasMotion shouldBe true
    }
  }

  private val unknownErrors = Seq(-1.0, -0.3, -999.0, -9999.0, 0.0, 999.0, 9999.0)

  "An error" should "not be known where it is negative, 0 or a placeholder, of either axis" in {
    for {
      unknown <- unknownErrors
      (ra, dec) <- Seq((unknown, unknown), (unknown, 0.3), (0.3, unknown))
      columns <- Seq(("sigra", "sigdec"), ("raErr", "decErr"), ("ra_error", "dec_error"))
    } withClue(s"$columns $ra $dec: ") {
      val rows = Seq((ra, dec)).toDF(columns._1, columns._2)
      val error = of(rows).errorArcsec
      error.isPresent shouldBe true
      value(rows, error) shouldBe None
    }
  }

  it should "not be known where the one of both axes is a placeholder" in {
    val radius = AstrometryChoice.ofNullable("pos_err", null, null, null, null)
    for (unknown <- unknownErrors) withClue(s"$unknown: ") {
      val rows = Seq(unknown).toDF("pos_err")
      value(rows, of(rows, radius).errorArcsec) shouldBe None
    }
  }

  private val motions = Table(
    ("pmra", "pmdec", "known"),
    (-9999.0, -9999.0, false),
    (-9999.0, 3.5, false),
    (3.5, -999.0, false),
    (99.99, 99.99, false),
    (-99.0, -99.0, false),
    (20000.5, 3.5, false),
    (-32768.0, 3.5, false),
    (-99.0, 3.5, true),
    (-801.551, 10362.394, true),
    (0.0, 0.0, true)
  )

  "A motion" should "not be known where it is a placeholder or faster than any star" in {
    forAll(motions) { (pmRa, pmDec, known) =>
      val rows = Seq((1L, 5.0, pmRa, pmDec, 2016.0))
        .toDF("source_id", "phot_g_mean_mag", "pmra", "pmdec", "ref_epoch")
      val found = of(rows)
      Seq(found.pmRaMasPerYear, found.pmDecMasPerYear).map(value(rows, _)).contains(None) shouldBe
        !known
    }
  }
}
