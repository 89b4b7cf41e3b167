package allsky.cutout

import allsky.cutout.arithmetic.{ArithmeticChoice, PixelArithmetic, ScalarArithmetic}
import allsky.fits.AtlasImages
import allsky.survey.Band
import java.util.List

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

/** Compares the ways to cut out a source: kept or passing, with scalar code or vectors. */
class PassingCutoutsSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val side = 120
  private val shape = new CutoutShape(List.of(Band.W1, Band.W3), 50)
  private val random = new scala.util.Random(7)

  /** Noise with some missing pixels in one half. */
  private def field(level: Float) = Array.tabulate(side, side) { (_, x) =>
    if (x < side / 2 && random.nextInt(40) == 0) Float.NaN
    else level + random.nextGaussian().toFloat
  }

  private lazy val tile = BandImages.of(
    List.of(
      AtlasImages.image(field(0), Band.W1, Map.empty),
      AtlasImages.image(field(600), Band.W3, Map.empty)
    )
  )

  private val place = Gen.choose(-1.0, side + 0.0)

  private def extract(extractor: CutoutExtractor, x: Double, y: Double): CutoutResult = {
    val position = tile.header.projection.toSky(x, y)
    extractor.extract(tile, position.raDeg, position.decDeg)
  }

  private def bits(values: Array[Float]) = values.toSeq.map(java.lang.Float.floatToRawIntBits)

  private def shouldBeEqual(one: CutoutResult, other: CutoutResult): Unit = {
    one.status shouldBe other.status
    if (one.cutout != null) {
      bits(one.cutout.pixels) shouldBe bits(other.cutout.pixels)
      bits(one.cutout.background) shouldBe bits(other.cutout.background)
      one.cutout.flags shouldBe other.cutout.flags
      one.cutout.badPixels shouldBe other.cutout.badPixels
    }
  }

  "A passing cutout" should "have the pixels of one that is kept, and no scatter" in {
    val (kept, passing) = (new CutoutExtractor(shape), CutoutExtractor.ofPassingCutouts(shape))
    forAll(place, place) { (x, y) =>
      val result = extract(passing, x, y)
      shouldBeEqual(result, extract(kept, x, y))
      if (result.cutout != null) result.cutout.sigma.forall(_.isNaN) shouldBe true
    }
  }

  it should "be overwritten by the next one, which a kept cutout is not" in {
    val (kept, passing) = (new CutoutExtractor(shape), CutoutExtractor.ofPassingCutouts(shape))
    val first = extract(passing, 60, 60).cutout.pixels
    extract(passing, 80, 60).cutout.pixels should be theSameInstanceAs first
    val own = extract(kept, 60, 60).cutout.pixels
    extract(kept, 80, 60).cutout.pixels should not be theSameInstanceAs(own)
  }

  "A cutout" should "have the same bits with vectors, at edges and holes too" in {
    assume(ArithmeticChoice.hasModule, s"without ${ArithmeticChoice.MODULE}")
    def extractor(arithmetic: PixelArithmetic) = new CutoutExtractor(shape, arithmetic, null)
    val most = shape.window * shape.window
    val scalar = extractor(new ScalarArithmetic(most))
    val vector = extractor(ArithmeticChoice.vector(most))
    forAll(place, place) { (x, y) =>
      val (ours, theirs) = (extract(vector, x, y), extract(scalar, x, y))
      shouldBeEqual(ours, theirs)
      if (ours.cutout != null) bits(ours.cutout.sigma) shouldBe bits(theirs.cutout.sigma)
    }
  }
}
