package allsky.cutout

import allsky.survey.Band

import scala.collection.JavaConverters._
import scala.util.Random

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CutoutCentreSpec extends AnyFlatSpec with Matchers {

  private val shape = new CutoutShape(Seq(Band.W1, Band.W2).asJava, 50)
  private val window = shape.window

  /** A source of a PSF of 8.25 arcsec at an offset from the centre, in arcsec. */
  private case class Star(x: Double, y: Double, peak: Double)

  private def plane(stars: Seq[Star]): Array[Float] = {
    val noise = new Random(5)
    Array.tabulate(window * window) { i =>
      val (column, row) = (i % window - window / 2, i / window - window / 2)
      val light = stars.map { star =>
        val r2 = math.pow(1.375 * column - star.x, 2) + math.pow(1.375 * row - star.y, 2)
        star.peak * math.exp(-r2 / (2 * 3.5 * 3.5))
      }.sum
      (light + 0.3 * noise.nextGaussian()).toFloat
    }
  }

  private def centre(w1: Seq[Star], w2: Seq[Star]): CutoutCentre =
    CutoutCentre.of(
      StoredCutout.of(plane(w1) ++ plane(w2), 0f, 0f, 0, shape),
      Array(1f, 1f),
      shape
    )

  private val middle = Star(0, 0, 20)

  "A cutout" should "have a source where its centre shines" in {
    val alone = centre(Seq(middle), Seq())
    alone.hasNoSource shouldBe false
    alone.bands.get(0).signalToNoise shouldBe 17.5 +- 1.5
    alone.nearestPeakArcsec should be < 1.5
    alone.neighbourRatio shouldBe 0.0
  }

  it should "have none where no band detects it" in {
    val empty = centre(Seq(Star(20, 0, 50)), Seq())
    empty.hasNoSource shouldBe true
    empty.absence shouldBe CutoutCentre.Absence.NOT_DETECTED
    empty.nearestPeakArcsec shouldBe 20.0 +- 1.5
  }

  it should "have none in the light of a brighter source beside it" in {
    val beside = centre(Seq(Star(8, 0, 200)), Seq())
    beside.bands.get(0).signalToNoise should be > 3.0
    beside.hasNoSource shouldBe true
    beside.absence shouldBe CutoutCentre.Absence.OUTSHONE
    beside.neighbourRatio should be > 2.0
  }

  it should "keep a source that one band shows" in {
    centre(Seq(Star(8, 0, 200)), Seq(middle)).hasNoSource shouldBe false
  }

  it should "keep a source that is a peak next to a brighter one" in {
    val pair = centre(Seq(middle, Star(20, 0, 100)), Seq())
    pair.hasNoSource shouldBe false
    pair.neighbourRatio shouldBe 0.0
    centre(Seq(middle, Star(13, 0, 40)), Seq()).neighbourRatio shouldBe 2.2 +- 0.4
  }

  it should "measure the sub-pixel offset of its source" in {
    val shifted = StoredCutout.of(
      plane(Seq(Star(0.6, 0, 20))) ++ plane(Seq()),
      (0.6 / 1.375).toFloat,
      0f,
      0,
      shape
    )
    CutoutCentre.of(shifted, Array(1f, 1f), shape).nearestPeakArcsec should be < 1.0
  }

  it should "give numbers without a scatter of the background or pixels in the centre" in {
    val bare = CutoutCentre.of(
      StoredCutout.of(plane(Seq(middle)) ++ plane(Seq()), 0f, 0f, 0, shape),
      Array(0f, Float.NaN),
      shape
    )
    bare.bands.asScala.map(_.signalToNoise) shouldBe Seq(0.0, 0.0)
    bare.hasNoSource shouldBe true
    val holes = plane(Seq(middle))
    for (i <- -2 to 2; j <- -2 to 2) holes((window / 2 + i) * window + window / 2 + j) = Float.NaN
    val masked = StoredCutout.of(holes ++ plane(Seq()), 0f, 0f, 0, shape)
    CutoutCentre.of(masked, Array(1f, 1f), shape).bands.get(0).value shouldBe 0.0
  }

  "The asinh fluxes" should "be inverse hyperbolic sines of the values in reference noises" in {
    val found = centre(Seq(middle), Seq())
    val fluxes = found.asinhFluxes(shape)
    math.sinh(fluxes(0)) * Band.W1.referenceSigmaDn shouldBe found.bands.get(0).value +- 1e-9
    math.sinh(fluxes(1)) * Band.W2.referenceSigmaDn shouldBe found.bands.get(1).value +- 1e-9
  }
}
