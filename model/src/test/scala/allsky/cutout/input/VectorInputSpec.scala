package allsky.cutout.input

import allsky.cutout.CutoutShape
import allsky.cutout.arithmetic.{ArithmeticChoice, ScalarArithmetic}
import allsky.fits.header.ImageSurvey
import allsky.survey.Band
import java.lang.Float.floatToRawIntBits
import java.util.List

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class VectorInputSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val pixel = Gen.frequency(
    20 -> Gen.choose(-30f, 30f),
    2 -> Gen.choose(-1e3f, 1e6f),
    1 -> Gen.const(Float.NaN)
  )

  /** A source is within half a pixel of the middle, and a shift is another half. */
  private val offset = Gen.frequency(5 -> Gen.choose(-1f, 1f), 1 -> Gen.oneOf(-1f, -0.5f, 0f, 1f))

  "The input of a network" should "have the same bits with vectors, for all sides" in {
    assume(ArithmeticChoice.hasModule, s"without ${ArithmeticChoice.MODULE}")
    for (survey <- ImageSurvey.values; side <- 40 to 128) {
      val recipe = new InputRecipe(new CutoutShape(List.of(Band.W1, Band.W3), 50, survey), side)
      val vector = new NetworkInput(recipe, ArithmeticChoice.vector(1))
      val scalar = new NetworkInput(recipe, new ScalarArithmetic(1))
      val pixels = Gen.listOfN(recipe.shape.pixelCount, pixel).sample.get.toArray
      forAll(offset, offset, minSuccessful(3)) { (dx, dy) =>
        val (ours, theirs) = (new Array[Float](recipe.length), new Array[Float](recipe.length))
        vector.fill(pixels, dx, dy, ours, 0)
        scalar.fill(pixels, dx, dy, theirs, 0)
        ours.map(floatToRawIntBits).toSeq shouldBe theirs.map(floatToRawIntBits).toSeq
      }
    }
  }
}
