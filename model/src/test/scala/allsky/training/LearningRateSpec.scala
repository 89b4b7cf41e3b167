package allsky.training

import allsky.training.LearningRate.Decay
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class LearningRateSpec extends AnyFlatSpec with Matchers {

  private def rates(rate: LearningRate, epochs: Int): Seq[Double] =
    (1 to epochs).map(rate.in(_, epochs))

  "A halved rate" should "be half of the initial rate after its epoch" in {
    rates(new LearningRate(0.5, Decay.HALVING, 2), 4) shouldBe Seq(0.5, 0.5, 0.25, 0.25)
    rates(new LearningRate(0.5, Decay.HALVING, 0), 2) shouldBe Seq(0.5, 0.5)
  }

  "A cosine" should "have the values at the middle of each epoch" in {
    val expected =
      Seq(0.9619397662556434, 0.6913417161825449, 0.3086582838174551, 0.038060233744356624)
    rates(new LearningRate(0.5, Decay.COSINE, 50), 4).zip(expected).foreach {
      case (rate, of) => rate shouldBe 0.5 * of +- 1e-15
    }
    rates(new LearningRate(0.5, Decay.COSINE, 0), 1).head shouldBe 0.25 +- 1e-15
  }

  "A rate" should "be refused outside of 0 to 1, or with a negative epoch" in {
    Seq(0.0, 1.0, -1e-4, Double.NaN).foreach { rate =>
      (the[IllegalArgumentException] thrownBy new LearningRate(
        rate,
        Decay.COSINE,
        0
      )).getMessage should
        startWith("Invalid learning rate (0 to 1): ")
    }
    an[IllegalArgumentException] should be thrownBy new LearningRate(0.1, Decay.HALVING, -1)
  }
}
