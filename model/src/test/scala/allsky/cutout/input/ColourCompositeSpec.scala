package allsky.cutout.input

import allsky.survey.Band
import java.util.List

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ColourCompositeSpec extends AnyFlatSpec with Matchers {

  private val bands = List.of(Band.W1, Band.W2, Band.W3)

  /** A cutout of 3 x 2 pixels that is dark except for one pixel of one band. */
  private def cutout(band: Int, pixel: Int, dn: Float): Array[Float] = {
    val pixels = Array.fill(18)(-1e6f)
    pixels(band * 6 + pixel) = dn
    pixels
  }

  "A colour composite" should "be blue in W1, green in W2 and red in W3" in {
    ColourComposite.rgb(cutout(0, 3, 1e6f), bands, 3)(0) shouldBe 0x0000ff
    ColourComposite.rgb(cutout(1, 3, 1e6f), bands, 3)(0) shouldBe 0x00ff00
    ColourComposite.rgb(cutout(2, 3, 1e6f), bands, 3)(0) shouldBe 0xff0000
  }

  it should "have the image's last row on top" in {
    val picture = ColourComposite.rgb(cutout(0, 2, 1e6f), bands, 3)
    picture.toSeq shouldBe Seq(0, 0, 0, 0, 0, 0x0000ff)
  }

  it should "be the same grey for the same signal to noise in every band" in {
    val pixels = bands.toArray(Array.empty[Band]).flatMap(b =>
      Array.fill(6)((20 * b.referenceSigmaDn).toFloat)
    )
    val colour = ColourComposite.rgb(pixels, bands, 3)(0)
    Set(colour & 0xff, colour >> 8 & 0xff, colour >> 16 & 0xff) should have size 1
  }

  it should "show the level of the sky for a missing pixel" in {
    ColourComposite.rgb(Array.fill(18)(Float.NaN), bands, 3) shouldBe
      ColourComposite.rgb(Array.fill(18)(0f), bands, 3)
  }

  it should "identify the bands by name, not by index" in {
    ColourComposite.rgb(Array(1e6f), Band.ofNames("W3"), 1).toSeq shouldBe Seq(0xff0000)
    ColourComposite.rgb(Array(1e6f), Band.ofNames("W4"), 1).toSeq shouldBe Seq(0xffffff)
  }

  it should "refuse pixels that do not fill its rows" in {
    an[IllegalArgumentException] should be thrownBy ColourComposite.rgb(
      new Array[Float](17),
      bands,
      3
    )
  }
}
