package allsky.metrics

import scala.util.Random

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class AreaUnderCurveSpec extends AnyFlatSpec with Matchers {

  "The interval of an area" should "end 1.96 standard errors from the area" in {
    val estimate = AreaUnderCurve.of(0.9, 40, 60)
    for (end <- Seq(estimate.low, estimate.high)) {
      // Hanley and McNeil's variance; both numbers minus one are 49.
      val pairs = 49 * (end / (2 - end) - end * end) + 49 * (2 * end * end / (1 + end) - end * end)
      val variance = (end * (1 - end) + pairs) / (40 * 60)
      math.abs(0.9 - end) shouldBe 1.959963984540054 * math.sqrt(variance) +- 1e-9
    }
    estimate.low should be < 0.9
    estimate.high should be > 0.9
  }

  it should "have a width above 0 for perfectly separated classes" in {
    val estimate = AreaUnderCurve.of(1, 20, 20)
    estimate.high shouldBe 1.0 +- 1e-9
    estimate.low should (be > 0.8 and be < 0.99)
  }

  it should "contain the true area in 95 of 100 samples" in {
    val random = new Random(5)
    // Normal scores that differ by d have the area Phi(d / sqrt 2); 0.9 at d = 1.8124.
    val held = (0 until 400).count { _ =>
      val scores =
        Array.fill(40)(random.nextGaussian() + 1.81238) ++ Array.fill(60)(random.nextGaussian())
      val area = RocCurve.of(scores, Array.tabulate(100)(_ < 40)).area
      val estimate = AreaUnderCurve.of(area, 40, 60)
      estimate.low <= 0.9 && 0.9 <= estimate.high
    }
    held / 400.0 shouldBe 0.95 +- 0.035
  }
}
