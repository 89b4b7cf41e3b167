package allsky.cutout.input

import allsky.fits.header.ImageSurvey
import allsky.survey.Band
import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class NetworkInputSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val recipe = InputRecipe.PAPER
  private val window = recipe.shape.window
  private val side = recipe.side

  private def input(pixels: Array[Float], dx: Float = 0, dy: Float = 0): Array[Float] = {
    val target = new Array[Float](recipe.length)
    new NetworkInput(recipe).fill(pixels, dx, dy, target, 0)
    target
  }

  "The stretch" should "be invertible over the whole range of the bands" in {
    forAll(Gen.oneOf(Band.values.toSeq), Gen.choose(-1e5f, 1e5f)) { (band, dn) =>
      val stretch = Stretch.of(band)
      stretch.invert(stretch.apply(dn)) shouldBe dn +- (math.abs(dn) * 1e-4f + 1e-4f)
    }
  }

  it should "equal the formula in float precision for every possible pixel" in {
    val stretch = Stretch.of(Band.W2)
    val size = Gen.choose(-45.0, 39.8).map(exponent => math.pow(2, exponent).toFloat)
    forAll(size, Gen.oneOf(1, -1), minSuccessful(5000)) { (dn, sign) =>
      val ratio = dn / Band.W2.referenceSigmaDn
      val formula = if (ratio < 1e-3) ratio else math.log(ratio + math.hypot(ratio, 1))
      stretch.apply(sign * dn) shouldBe (sign * formula / 10).toFloat +-
        (2e-7 * formula / 10 + 2e-9).toFloat
    }
  }

  it should "map the sky to 0 and a W1 source of 8 mag to nearly 0.9" in {
    val peak = 0.0242 * math.pow(10, 0.4 * (20.5 - 8))
    Stretch.of(Band.W1).apply(0f) shouldBe 0f
    Stretch.of(Band.W1).apply(peak.toFloat) shouldBe 0.92f +- 0.01f
  }

  for (dn <- Seq(Float.NaN, Float.PositiveInfinity, Float.NegativeInfinity, 3e38f, -1e30f))
    it should s"map $dn, an impossible value, to the value of the sky" in {
      Stretch.of(Band.W1).apply(dn) shouldBe 0f
    }

  "The paper's input" should "step by exactly 5/11 of an Atlas pixel" in {
    recipe.stepPixels shouldBe 5.0 / 11 +- 1e-15
    recipe.length shouldBe 3 * 80 * 80
  }

  "The input from unWISE images" should "have the same size on the sky, in steps of 5/22 of a pixel" in {
    val coarse = new InputRecipe(recipe.shape.from(ImageSurvey.UNWISE), side)
    coarse.stepPixels shouldBe 5.0 / 22 +- 1e-15
    val target = new Array[Float](coarse.length)
    val sky = Array.fill(coarse.shape.pixelCount)(Band.W1.referenceSigmaDn.toFloat)
    new NetworkInput(coarse).fill(sky, 0.5f, -0.5f, target, 0)
    target.take(side * side).toSet shouldBe Set(Stretch.of(Band.W1).apply(sky.head))
  }

  it should "be centred on the source for any sub-pixel position" in {
    // A plane in x and y survives bilinear interpolation exactly.
    val resampler = new Resampler(window, side, recipe.stepPixels)
    val plane = Array.tabulate(window * window)(i => 2f * (i % window) - 3f * (i / window))
    val output = new Array[Float](side * side)
    val offset = Gen.choose(-1f, 1f)
    forAll(offset, offset, Gen.choose(0, side - 1), Gen.choose(0, side - 1)) { (dx, dy, i, j) =>
      resampler.resample(plane, dx, dy, output, 0)
      val x = 21 + dx + (i - 39.5) * 5 / 11
      val y = 21 + dy + (j - 39.5) * 5 / 11
      output(j * side + i).toDouble shouldBe (2 * x - 3 * y) +- 1e-3
    }
  }

  it should "reproduce pixels at common points of both grids" in {
    val values = Array.tabulate(window * window)(i => ((i * 7919) % 1000).toFloat)
    val output = new Array[Float](5 * 5)
    new Resampler(window, 5, 3).resample(values, 0, 0, output, 0)
    for (j <- 0 until 5; i <- 0 until 5)
      output(j * 5 + i) shouldBe values((21 + (j - 2) * 3) * window + 21 + (i - 2) * 3)
  }

  it should "be finite with any missing pixels" in {
    val pixels = Array.fill(recipe.shape.pixelCount)(Float.NaN)
    input(pixels).forall(_ == 0f) shouldBe true
  }

  it should "keep the bands apart" in {
    val pixels = Array.tabulate(recipe.shape.pixelCount)(i => (i / (window * window)).toFloat)
    val values = input(pixels, 0.2f, -0.4f)
    for ((band, b) <- Band.values.take(3).zipWithIndex; i <- 0 until side * side)
      values(b * side * side + i) shouldBe Stretch.of(band).apply(b.toFloat) +- 1e-6f
  }

  it should "refuse a cutout of another size" in {
    an[IllegalArgumentException] should be thrownBy input(new Array[Float](100))
  }

  "A recipe" should "name everything that changes a value" in {
    recipe.method shouldBe "asinh10/bilinear/ring4"
  }

  it should "be refused if another version made it" in {
    an[IllegalArgumentException] should be thrownBy
      new InputRecipe(recipe.shape, 80, "linear/bilinear/ring4")
  }

  "A resampler" should "refuse a window that is too small" in {
    an[IllegalArgumentException] should be thrownBy new Resampler(37, 80, 5.0 / 11)
  }
}
