package allsky.training.data

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class MixupSpec extends AnyFlatSpec with Matchers {

  private def shares(alpha: Double): Seq[Double] =
    (0 until 20000).map(i => new Mixup(alpha).share(new EpochOrder(2, 1).batchDraw(i)))

  // With both parameters a, the mean of (x - 1/2)^2 is 1 / (4 (2 a + 1)).
  "The share of the other cutout" should "have the beta distribution, up to a half" in {
    for (alpha <- Seq(0.1, 0.4, 1.0)) withClue(alpha) {
      val drawn = shares(alpha)
      drawn.min should be >= 0.0
      drawn.max should be <= 0.5
      drawn.map(share => (share - 0.5) * (share - 0.5)).sum / drawn.size shouldBe
        1 / (4 * (2 * alpha + 1)) +- 0.003
    }
    shares(0.4) shouldBe shares(0.4)
  }

  it should "be 0 without a mixture" in {
    Mixup.NONE.share(5L) shouldBe 0
  }

  "A batch" should "be mixed in pairs from both ends, with its middle as it was" in {
    val batch = new Batch(4, 2, 1)
    Array(0f, 10f, 1f, 11f, 4f, 14f, 99f, 99f).copyToArray(batch.pixels)
    Array(0f, 1f, 4f, 99f).copyToArray(batch.teacherPixels)
    batch.resize(3)
    batch.mixPairs(0.25)
    batch.pixels shouldBe Array(1f, 11f, 1f, 11f, 3f, 13f, 99f, 99f)
    batch.teacherPixels shouldBe Array(1f, 1f, 3f, 99f)
    batch.resize(3)
    val rows = Array(1f, 2f, 3f)
    batch.mixRows(rows, 1)
    rows shouldBe Array(1f, 2f, 3f)
  }

  "A mixup" should "be refused beyond 1 and close to 0" in {
    for (alpha <- Seq(-0.1, 0.001, 1.1, Double.NaN))
      (the[IllegalArgumentException] thrownBy new Mixup(alpha)) should have message
        s"Invalid mixup (0, or from 0.01 to 1): $alpha"
  }
}
