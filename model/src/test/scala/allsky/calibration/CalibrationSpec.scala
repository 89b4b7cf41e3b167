package allsky.calibration

import allsky.network.Softmax
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

class CalibrationSpec extends AnyFlatSpec with Matchers {

  /** Rows whose labels are drawn from the softmax of the logits divided by a temperature. */
  private def drawn(rows: Int, temperature: Double): (Array[Float], Array[Int]) = {
    val random = new Random(17)
    val logits = Array.fill(3 * rows)(4 * random.nextGaussian.toFloat)
    val labels = logits
      .grouped(3)
      .map { row =>
        val probabilities = Softmax.of(row, temperature)
        val draw = random.nextDouble
        if (draw < probabilities(0)) 0 else if (draw < probabilities(0) + probabilities(1)) 1 else 2
      }
      .toArray
    (logits, labels)
  }

  "The temperature" should "be recovered from labels that were drawn with it" in {
    for (temperature <- Seq(0.5, 1.0, 2.5)) {
      val (logits, labels) = drawn(20000, temperature)
      Calibration.temperature(logits, labels, 3) shouldBe temperature +- 0.06 * temperature
    }
  }

  it should "have the smallest negative log-likelihood" in {
    val (logits, labels) = drawn(500, 1.7)
    val best = Calibration.temperature(logits, labels, 3)
    def loss(t: Double) = Calibration.negativeLogLikelihood(logits, labels, 3, t)
    loss(best) should be <= loss(best * 1.01)
    loss(best) should be <= loss(best / 1.01)
    loss(best) should be < loss(1)
  }

  it should "stay finite if all answers are right or all wrong" in {
    val logits = Array(50f, 0f, 0f, 0f, 50f, 0f)
    Calibration.temperature(logits, Array(0, 1), 3) should be > 0.0
    Calibration.temperature(logits, Array(1, 0), 3) shouldBe 20.0 +- 0.01
  }

  it should "refuse logits that do not fit the labels" in {
    an[IllegalArgumentException] should be thrownBy
      Calibration.temperature(Array(1f, 2f), Array(0), 3)
  }
}
