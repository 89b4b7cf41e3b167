package allsky.training.data

import allsky.survey.Band
import java.util.Arrays

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CutoutChangeSpec extends AnyFlatSpec with Matchers {

  private val count = 20000
  private val bands = Arrays.asList(Band.W1, Band.W3)

  private def fainter(mag: Double, seed: Long = 3): CutoutChange =
    new CutoutChange(0, 0, mag, seed)

  /** Two bands of constant DN. */
  private def dimmed(change: CutoutChange, dn: Float): Seq[Seq[Float]] = {
    val pixels = Array.fill(2 * count)(dn)
    change.dim(pixels, bands)
    pixels.grouped(count).map(_.toSeq).toSeq
  }

  private def mean(values: Seq[Float]): Double = values.map(_.toDouble).sum / count

  "A source that becomes fainter" should "have its flux times 10^(-0.4 m), and noise" in {
    for (mag <- Seq(0.25, 1.0)) {
      val factor = math.pow(10, -0.4 * mag)
      for ((values, band) <- dimmed(fainter(mag), 50).zip(Seq(Band.W1, Band.W3))) {
        val variance = (1 - factor * factor) * math.pow(band.referenceSigmaDn, 2)
        mean(values) shouldBe 50 * factor +- 4 * math.sqrt(variance / count)
        val measured = values.map(value => math.pow(value - 50 * factor, 2)).sum / count
        measured shouldBe variance +- 4 * variance * math.sqrt(2.0 / count)
      }
    }
  }

  /** The variances f^2 sigma^2 of the image and (1 - f^2) sigma^2 of the change. */
  it should "have an image with as much noise as before" in {
    val random = new java.util.Random(1)
    val sigma = Band.W2.referenceSigmaDn
    val pixels = Array.fill(count)((sigma * random.nextGaussian).toFloat)
    fainter(0.7).dim(pixels, Arrays.asList(Band.W2))
    pixels.map(value => math.pow(value, 2)).sum / count shouldBe
      sigma * sigma +- 4 * sigma * sigma * math.sqrt(2.0 / count)
  }

  "The noise" should "be that of its seed and its band, whatever the other bands" in {
    val Seq(w1, w3) = dimmed(fainter(1), 0)
    dimmed(fainter(1), 0) shouldBe Seq(w1, w3)
    dimmed(fainter(1, seed = 4), 0).head should not be w1
    val only = new Array[Float](count)
    fainter(1).dim(only, Arrays.asList(Band.W3))
    only.toSeq shouldBe w3
    w1.map(_ / Band.W1.referenceSigmaDn) should not be w3.map(_ / Band.W3.referenceSigmaDn)
  }

  "A pixel without a value" should "stay without one" in {
    val pixels = Array(Float.NaN, 1f)
    fainter(0.5).dim(pixels, Arrays.asList(Band.W1))
    pixels.map(_.isNaN) shouldBe Array(true, false)
  }

  "No change" should "change nothing" in {
    dimmed(CutoutChange.NONE, 7) shouldBe Seq.fill(2)(Seq.fill(count)(7f))
  }
}
