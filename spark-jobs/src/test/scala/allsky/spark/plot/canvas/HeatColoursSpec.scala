package allsky.spark.plot.canvas

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class HeatColoursSpec extends AnyFlatSpec with Matchers {

  /** Rec. 709 luma. */
  private def brightness(rgb: Int): Double =
    0.2126 * (rgb >> 16 & 0xff) + 0.7152 * (rgb >> 8 & 0xff) + 0.0722 * (rgb & 0xff)

  "Heat colours" should "be those of viridis at 0, at the middle and at 1" in {
    Seq(0.0, 0.5, 1.0).map(HeatColours.rgb) shouldBe Seq(0x440154, 0x21918c, 0xfde725)
  }

  it should "become brighter with each step" in {
    val steps = (0 to 64).map(i => brightness(HeatColours.rgb(i / 64.0)))
    steps.zip(steps.tail).foreach { case (dark, bright) => bright should be > dark }
  }

  it should "have the colour of the end beyond it" in {
    HeatColours.rgb(-3) shouldBe HeatColours.rgb(0)
    HeatColours.rgb(7) shouldBe HeatColours.rgb(1)
  }
}
