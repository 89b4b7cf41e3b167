package allsky.survey

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ColourInputSpec extends AnyFlatSpec with Matchers {

  import NetworkInputs._

  private def colours(inputs: NetworkInputs, w1: Double, w2: Double, w3: Double): Seq[Float] = {
    val found = inputs.colours(new Magnitudes(w1, w2, w3))
    if (found.isPresent) found.get.toSeq else Seq.empty
  }

  "The inputs of a network" should "be colours less their centre, in units of their scale" in {
    colours(COLOURS, 15.5, 14.5, 10.5) shouldBe Seq(1f, 1f)
    colours(FUSION, 15.5, 14.5, 10.5) shouldBe Seq(1f, 1f, 0.5f, 0f)
    IMAGES.colours(new Magnitudes(Double.NaN, Double.NaN, Double.NaN)).get shouldBe empty
  }

  "A W3 that is not measured" should "be said to a fusion, and have no place among the colours" in {
    colours(FUSION, 15.5, 14.5, Double.NaN) shouldBe Seq(1f, 0f, 0.5f, 1f)
    colours(COLOURS, 15.5, 14.5, Double.NaN) shouldBe empty
  }

  "A source without W1 or W2" should "have no colours" in {
    for (inputs <- Seq(COLOURS, FUSION); w3 <- Seq(10.0, Double.NaN)) {
      colours(inputs, Double.NaN, 14.5, w3) shouldBe empty
      colours(inputs, 15.5, Double.NaN, w3) shouldBe empty
    }
  }

  "A magnitude" should "be measured only with an error" in {
    Magnitudes.measured(15.5, 0.03) shouldBe 15.5
    Magnitudes.measured(-2.9, 0.0) shouldBe -2.9
    val none = null.asInstanceOf[java.lang.Double]
    for (
      (magnitude, error) <- Seq[(java.lang.Double, java.lang.Double)](
        (15.5, none),
        (15.5, Double.NaN),
        (15.5, -1.0),
        (none, 0.03),
        (Double.NaN, 0.03),
        (Double.PositiveInfinity, 0.03),
        (99.0, 0.03),
        (-999.0, 0.03)
      )
    )
      withClue(s"$magnitude +- $error: ")(
        Magnitudes.measured(magnitude, error).isNaN shouldBe true
      )
  }
}
