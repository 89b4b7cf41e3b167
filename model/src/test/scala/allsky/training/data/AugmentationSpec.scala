package allsky.training.data

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class AugmentationSpec extends AnyFlatSpec with Matchers {

  private def transformed(side: Int, symmetry: Int): Seq[Float] = {
    val pixels = Array.tabulate(side * side)(_.toFloat)
    Augmentation.transform(pixels, 0, side, symmetry)
    pixels.toSeq
  }

  "The symmetries of a square" should "be four rotations, then the same after a flip" in {
    // 0 1
    // 2 3
    (0 to 7).map(transformed(2, _).map(_.toInt).mkString) shouldBe
      Seq("0123", "1302", "3210", "2031", "1032", "0213", "2301", "3120")
  }

  it should "be eight different ones that keep all pixels, also for odd sides" in {
    for (side <- Seq(2, 3, 5, 8)) {
      val all = (0 to 7).map(transformed(side, _))
      all.distinct.size shouldBe 8
      all.foreach(_.sorted shouldBe transformed(side, 0))
    }
  }

  "An augmentation" should "transform all bands of its cutout equally and nothing else" in {
    val pixels = Array.tabulate(4 * 9)(i => (i % 9).toFloat)
    Augmentation.FLIPS_AND_TURNS.apply(pixels, 9, 2, 3, 6L)
    pixels.slice(0, 9).toSeq shouldBe transformed(3, 0)
    pixels.slice(9, 18).toSeq shouldBe transformed(3, 6)
    pixels.slice(18, 27).toSeq shouldBe transformed(3, 6)
    pixels.slice(27, 36).toSeq shouldBe transformed(3, 0)
  }

  it should "do nothing if it is off" in {
    val pixels = Array.tabulate(9)(_.toFloat)
    Augmentation.NONE.apply(pixels, 0, 1, 3, 5L)
    pixels.toSeq shouldBe transformed(3, 0)
  }
}
