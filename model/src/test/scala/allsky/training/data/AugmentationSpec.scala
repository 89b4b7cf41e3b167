package allsky.training.data

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class AugmentationSpec extends AnyFlatSpec with Matchers {

  private def transformed(side: Int, symmetry: Int): Seq[Float] = {
    val pixels = Array.tabulate(side * side)(_.toFloat)
    SquareSymmetry.transform(pixels, 0, side, symmetry)
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
    Augmentation.FLIPS_AND_TURNS.turn(pixels, 9, 2, 3, 6L)
    pixels.slice(0, 9).toSeq shouldBe transformed(3, 0)
    pixels.slice(9, 18).toSeq shouldBe transformed(3, 6)
    pixels.slice(18, 27).toSeq shouldBe transformed(3, 6)
    pixels.slice(27, 36).toSeq shouldBe transformed(3, 0)
  }

  private val all = Augmentation.parse("flips-and-turns,shifts,noise")

  private def changes(of: Augmentation): Seq[CutoutChange] =
    (0 until 4000).map(i => of.change(new EpochOrder(1, 3).draw(i)))

  /** Mean and variance. */
  private def moments(values: Seq[Double]): (Double, Double) = {
    val mean = values.sum / values.size
    (mean, values.map(value => (value - mean) * (value - mean)).sum / values.size)
  }

  it should "have shifts that are uniform within half a pixel and symmetric" in {
    for (axis <- Seq[CutoutChange => Float](_.shiftX, _.shiftY)) {
      val shifts = changes(Augmentation.parse("shifts")).map(axis(_).toDouble)
      shifts.map(math.abs).max should (be <= 0.5 and be > 0.49)
      // Four standard deviations of the mean and of the variance of 4,000 uniform numbers.
      moments(shifts)._1 shouldBe 0.0 +- 0.019
      moments(shifts)._2 shouldBe 1.0 / 12 +- 0.005
    }
    val both = changes(all)
    moments(both.map(change => change.shiftX.toDouble * change.shiftY))._1 shouldBe 0.0 +- 0.006
  }

  it should "make half of the cutouts fainter, by up to 1 mag" in {
    val fainter = changes(Augmentation.parse("noise")).map(_.fainterMag)
    fainter.count(_ > 0) shouldBe 2000 +- 130
    fainter.max should (be <= 1.0 and be > 0.99)
    moments(fainter.filter(_ > 0))._1 shouldBe 0.5 +- 0.03
    changes(all).map(_.noiseSeed).distinct should have size 4000
  }

  it should "be a function of its random number" in {
    for (draw <- Seq(0L, -5L, Long.MaxValue)) all.change(draw) shouldBe all.change(draw)
    Augmentation.FLIPS_AND_TURNS.change(5L) shouldBe CutoutChange.NONE
    Augmentation.parse("shifts").change(5L).fainterMag shouldBe 0
    Augmentation.parse("noise").change(5L).shiftX shouldBe 0
  }

  it should "be equal after writing and parsing" in {
    for (text <- Seq("none", "flips-and-turns", "shifts,noise", "flips-and-turns,shifts,noise"))
      Augmentation.parse(text).optionName shouldBe text
    Augmentation.parse("noise,flips_and_turns").optionName shouldBe "flips-and-turns,noise"
    Augmentation.parse("none") shouldBe Augmentation.NONE
    for (text <- Seq("", "turns", "none,shifts", "shifts,", "SHIFTS"))
      (the[IllegalArgumentException] thrownBy Augmentation.parse(text)) should have message
        s"Invalid augmentation (none, or a list of flips-and-turns, shifts, noise): $text"
  }

  it should "do nothing if it is off" in {
    val pixels = Array.tabulate(9)(_.toFloat)
    Augmentation.NONE.turn(pixels, 0, 1, 3, 5L)
    pixels.toSeq shouldBe transformed(3, 0)
  }
}
