package allsky.spark.columns

import allsky.spark.LocalSpark

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class MagnitudeColumnsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val rows = Seq[(Option[Double], Float, Double, Double)](
    (Some(15.5), 14.5f, 0.3, -999),
    (Some(-9.9), 30f, 0.3, 4),
    (Some(-999), 14.5f, 0.3, 4),
    (Some(99.99), 9999f, 0.3, 4),
    (Some(Double.NaN), Float.NegativeInfinity, 0.3, 4),
    (None, 14.5f, 0.3, 4)
  ).toDF("w1mpro", "w2mpro", "w1mag_1", "w1snr")

  private def numbers(column: org.apache.spark.sql.Column): Seq[Option[Double]] =
    rows.select(column.as("number")).as[Option[Double]].collect().toSeq

  "A magnitude" should "be null for a placeholder, NaN and null" in {
    numbers(MagnitudeColumns.given("w1mpro")) shouldBe
      Seq(Some(15.5), Some(-9.9), None, None, None, None)
    numbers(MagnitudeColumns.given("w2mpro")) shouldBe
      Seq(Some(14.5), Some(30.0), Some(14.5), None, None, Some(14.5))
  }

  "A colour" should "need two magnitudes" in {
    numbers(MagnitudeColumns.colour("w1mpro", "w2mpro")) shouldBe
      Seq(Some(1.0), Some(-39.9), None, None, None, None)
  }

  "Another number" should "be what it is" in {
    numbers(MagnitudeColumns.number("w1snr")).head shouldBe Some(-999.0)
    numbers(MagnitudeColumns.number("w1mag_1")).head shouldBe Some(0.3)
    numbers(MagnitudeColumns.number("w1mpro"))(2) shouldBe None
  }
}
