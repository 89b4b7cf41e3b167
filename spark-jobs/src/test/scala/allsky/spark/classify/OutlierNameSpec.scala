package allsky.spark.classify

import allsky.calibration.OutlierRule.Reason._
import allsky.survey.Band

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class OutlierNameSpec extends AnyFlatSpec with Matchers {

  private val bands = Seq(Band.W1, Band.W2, Band.W3)

  /** Measures of a point, by its amplitudes in sigmas of a pixel, and of a calm background. */
  private def point(amplitudes: Double*): Array[Double] =
    amplitudes.toArray.flatMap { sigmas =>
      val ofBand = Array.fill(11)(0.0)
      ofBand(0) = math.log(sigmas / 2 + math.sqrt(sigmas * sigmas / 4 + 1))
      ofBand
    } ++ Array(0.0, 0.0)

  private def name(farByPixels: Boolean, amplitudes: Double*) =
    OutlierName.of(farByPixels, point(amplitudes: _*), bands.asJava)

  "A source that is far by its pixels" should "have the name of their case, if any" in {
    name(true, 1, 1, 1) shouldBe NO_SOURCE
    name(true, 20, 200, 5) shouldBe COOL_DWARF
    name(true, 20, 20, 400) shouldBe RED_IN_W3
    name(true, 200, 200, 20) shouldBe FAR_FROM_TRAINING
  }

  "A source that is far by its magnitudes only" should "have a name only by its colours" in {
    name(false, 1, 1, 1) shouldBe UNUSUAL_COLOURS
    name(false, 200, 200, 20) shouldBe UNUSUAL_COLOURS
    name(false, 20, 200, 5) shouldBe COOL_DWARF
    name(false, 20, 20, 400) shouldBe RED_IN_W3
  }
}
