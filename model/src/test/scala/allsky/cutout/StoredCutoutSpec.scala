package allsky.cutout

import allsky.survey.Band
import java.util.List

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class StoredCutoutSpec extends AnyFlatSpec with Matchers {

  private val shape = new CutoutShape(List.of(Band.W1, Band.W2), 50)
  private val bandPixels = shape.window * shape.window

  private def window(odd: (Int, Float)*): Array[Float] = {
    val values = Array.tabulate(shape.pixelCount)(i => (i % 97 - 40).toFloat)
    odd.foreach { case (place, value) => values(place) = value }
    values
  }

  private def stored(
      pixels: Array[Float] = window(),
      dx: Float = 0.2f,
      dy: Float = -0.5f,
      flags: Int = 0
  ): StoredCutout = StoredCutout.of(pixels, dx, dy, flags, shape)

  "A cutout of a table" should "be unchanged if it is valid" in {
    val good = stored()
    good.status shouldBe CutoutStatus.OK
    good.pixels shouldBe window()
    good.dy shouldBe -0.5f
    good.flags shouldBe 0
  }

  for (odd <- Seq(Float.PositiveInfinity, Float.NegativeInfinity, 3e38f, -Float.MaxValue, 2e12f))
    it should s"have no value in a pixel of $odd" in {
      val flagged = stored(window(77 -> odd))
      flagged.pixels()(77).isNaN shouldBe true
      flagged.flags shouldBe CutoutFlag.BAD_PIXELS
    }

  it should "keep the flags that it was written with" in {
    val edge = stored(window(3 -> Float.NaN), flags = CutoutFlag.EDGE)
    edge.flags shouldBe CutoutFlag.EDGE
  }

  it should "be masked if more than half of a band's pixels have no value" in {
    val half = (0 to bandPixels / 2).map(i => bandPixels + i -> Float.NaN)
    stored(window(half: _*)).status shouldBe CutoutStatus.MASKED
    stored(window(half.tail: _*)).status shouldBe CutoutStatus.OK
  }

  it should "be flagged if a band has only one value" in {
    stored(window((0 until bandPixels).map(_ -> 0f): _*)).flags shouldBe CutoutFlag.CONSTANT
  }

  for (offset <- Seq(Float.NaN, Float.PositiveInfinity, 0.7f, -21f))
    it should s"be bad with an offset of $offset" in {
      stored(dx = offset).status shouldBe CutoutStatus.BAD_CUTOUT
      stored(dy = offset).status shouldBe CutoutStatus.BAD_CUTOUT
    }

  it should "be bad if its number of pixels does not fit the shape" in {
    stored(window().drop(1)).status shouldBe CutoutStatus.BAD_CUTOUT
  }
}
