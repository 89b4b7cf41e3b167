package allsky.cutout

import allsky.cutout.input.InputRecipe
import allsky.cutout.input.NetworkInput
import allsky.survey.Band
import java.util.{List => JList}

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class PixelTrimSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val bands = JList.of(Band.W1, Band.W2, Band.W3)
  private val shape = new CutoutShape(bands, 50)

  private def cutout(pixels: Array[Float], sigma: Float*): Cutout =
    new Cutout(pixels, 0.2f, -0.3f, Array(1f, 2f, 3f), sigma.toArray, 0, 0)

  private val noise = Gen.choose(1e-3, 1e3).map(_.toFloat)

  private val pixels = for {
    seed <- Gen.long
    scale <- Gen.oneOf(0.1, 1.0, 30.0, 1e5)
  } yield {
    val random = new scala.util.Random(seed)
    Array.fill(shape.pixelCount)((scale * random.nextGaussian()).toFloat)
  }

  "The step" should "be a power of two above a sixteenth and up to an eighth of the noise" in {
    forAll(noise) { sigma =>
      for (band <- Band.values) {
        val step = PixelTrim.step(band, sigma).toDouble
        val smaller = math.min(sigma.toDouble, band.referenceSigmaDn)
        step should be > smaller / 16
        step should be <= smaller / 8
        Math.scalb(1.0, Math.getExponent(step)) shouldBe step
      }
    }
    PixelTrim.step(Band.W1, 1f) shouldBe 1f / 16
    PixelTrim.step(Band.W3, 1f) shouldBe 1f / 8
  }

  "Rounded pixels" should "be multiples of the step and change by at most half a step" in {
    forAll(pixels, noise, noise, noise) { (values, one, two, three) =>
      val exact = cutout(values, one, two, three)
      val rounded = PixelTrim.rounded(exact, bands).pixels
      for (i <- values.indices) {
        val band = i / (43 * 43)
        val step = PixelTrim.step(bands.get(band), exact.sigma()(band)).toDouble
        val difference = math.abs(rounded(i).toDouble - values(i))
        if (difference > step / 2) fail(s"${values(i)} became ${rounded(i)} with steps of $step")
        if (rounded(i) / step != math.rint(rounded(i) / step)) fail(s"${rounded(i)} of $step")
      }
    }
  }

  they should "keep NaN and not change a band without noise" in {
    val values = Array.tabulate(shape.pixelCount)(i => if (i % 7 == 0) Float.NaN else i / 997f)
    val exact = cutout(values, 0.5f, 0f, Float.NaN)
    val rounded = PixelTrim.rounded(exact, bands).pixels
    rounded.map(_.isNaN) shouldBe values.map(_.isNaN)
    val area = 43 * 43
    rounded.slice(area, 3 * area).filterNot(_.isNaN) shouldBe
      values.slice(area, 3 * area).filterNot(_.isNaN)
    rounded.take(area).filterNot(_.isNaN).distinct.length should be < 60
  }

  they should "change the network's input by at most the documented limit" in {
    val input = new NetworkInput(InputRecipe.PAPER)
    def inputs(of: Cutout): Array[Float] = {
      val target = new Array[Float](InputRecipe.PAPER.length)
      input.fill(of.pixels, of.dx, of.dy, target, 0)
      target
    }
    forAll(pixels, noise, noise, noise) { (values, one, two, three) =>
      val exact = cutout(values, one, two, three)
      val changes =
        inputs(exact).zip(inputs(PixelTrim.rounded(exact, bands))).map { case (a, b) =>
          math.abs(a.toDouble - b)
        }
      changes.max should be <= PixelTrim.LARGEST_INPUT_CHANGE + 1e-6
    }
    PixelTrim.LARGEST_INPUT_CHANGE shouldBe 1.0 / 160 +- 1e-15
  }
}
