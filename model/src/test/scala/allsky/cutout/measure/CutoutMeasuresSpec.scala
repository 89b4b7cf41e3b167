package allsky.cutout.measure

import allsky.cutout.CutoutShape
import allsky.cutout.input.InputRecipe
import allsky.cutout.input.Stretch
import allsky.survey.Band

import java.util.SplittableRandom
import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CutoutMeasuresSpec extends AnyFlatSpec with Matchers {

  private val bands = Seq(Band.W1, Band.W2, Band.W3)
  private val sigma = Seq(0.13, 0.096, 0.45)
  private val fwhm = Seq(8.4, 9.7, 12.4)
  private val recipe = new InputRecipe(new CutoutShape(bands.asJava, 50), 40)

  /** Light in DN at a place in arcsec from the centre, with a little noise. */
  private def input(side: Int)(light: (Int, Double, Double) => Double): Array[Float] = {
    val random = new SplittableRandom(3)
    val step = 50.0 / side
    for {
      b <- bands.indices.toArray
      y <- 0 until side
      x <- 0 until side
    } yield {
      val dn = light(b, (x - (side - 1) / 2.0) * step, (y - (side - 1) / 2.0) * step)
      val noisy = dn + 0.1 * sigma(b) * random.nextGaussian()
      val perSigma = noisy / bands(b).referenceSigmaDn
      (math.log(math.abs(perSigma) + math.sqrt(perSigma * perSigma + 1)) *
        math.signum(perSigma) / 10).toFloat
    }
  }

  private def star(peak: Seq[Double], x0: Double = 0, y0: Double = 0, stretch: Double = 1)(
      b: Int,
      x: Double,
      y: Double
  ): Double = {
    val width = stretch * fwhm(b) / 2.3548
    peak(b) * math.exp(-0.5 * (math.pow(x - x0, 2) + math.pow(y - y0, 2)) / (width * width))
  }

  private def measured(light: (Int, Double, Double) => Double): Array[Double] =
    new CutoutMeasures(recipe).of(input(40)(light), 0)

  /** The peak of a point of a Vega magnitude, by the constants of the measures. */
  private def peaks(magnitudes: Double*): Seq[Double] =
    magnitudes.zip(bands).zip(Seq(4.38, 4.64, 5.65)).map { case ((magnitude, band), light) =>
      math.pow(10, 0.4 * (band.magnitudeZeroPoint - magnitude - light))
    }

  private def caseOf(light: (Int, Double, Double) => Double): Option[PixelCase] =
    Option(PixelCase.of(measured(light), bands.asJava).orElse(null))

  "The stretch of the test" should "be that of the network" in {
    val one = input(40)((_, _, _) => 7)
    Stretch.of(Band.W1).invert(one(0)) shouldBe 7f +- 0.1f
  }

  "The measures" should "give the amplitude of a star in each band" in {
    val measures = measured(star(Seq(2.0, 1.0, 5.0)))
    measures should have length 35
    for (b <- bands.indices)
      CutoutMeasures.amplitudeSigmas(measures, b) * sigma(b) shouldBe
        Seq(2.0, 1.0, 5.0)(b) +- 0.02
    CutoutMeasures.brightness(3) shouldBe Array(0, 11, 22)
  }

  it should "give a magnitude from the amplitude" in {
    val measures = measured(star(peaks(14, 13, 10)))
    for ((band, b) <- bands.zipWithIndex)
      CutoutMeasures.pointMagnitude(band, CutoutMeasures.amplitudeSigmas(measures, b)) shouldBe
        Seq(14.0, 13.0, 10.0)(b) +- 0.02
  }

  it should "see an extended source, an offset, and bands whose centres differ" in {
    val point = measured(star(Seq(2.0, 1.0, 5.0)))
    val extended = measured(star(Seq(2.0, 1.0, 5.0), stretch = 1.5))
    extended(7) should be > point(7) + 0.1
    measured(star(Seq(2.0, 1.0, 5.0), x0 = 3))(6) should be > point(6) + 1
    val shifted =
      measured((b, x, y) => star(Seq(2.0, 1.0, 5.0), x0 = if (b == 1) 2 else 0)(b, x, y))
    shifted(33) should be > point(33) + 1
    shifted(34) shouldBe point(34) +- 0.5
  }

  it should "be nearly the same at another side of the input" in {
    val large = new CutoutMeasures(new InputRecipe(recipe.shape, 80))
    val light = star(Seq(2.0, 1.0, 5.0)) _
    val (a, b) = (measured(light), large.of(input(80)(light), 0))
    for (i <- Seq(0, 1, 2, 3, 7, 11, 22)) a(i) shouldBe b(i) +- 0.05
  }

  "A case" should "be named by its pixels" in {
    caseOf((_, _, _) => 0) shouldBe Some(PixelCase.NO_SOURCE)
    caseOf(star(peaks(16.5, 14, 12.5))) shouldBe Some(PixelCase.COOL_DWARF)
    caseOf(star(peaks(15, 14.5, 9.5))) shouldBe Some(PixelCase.RED_IN_W3)
    caseOf { (b, x, y) =>
      star(peaks(15, 15, 14))(b, x, y) + (if (b == 2) 4 * math.cos(x / 5) else 0)
    } shouldBe Some(PixelCase.UNEVEN_BACKGROUND)
  }

  it should "not be named for ordinary stars, galaxies and quasars" in {
    for (magnitudes <- Seq(Seq(13.0, 13.0, 12.9), Seq(15.0, 14.8, 11.2), Seq(15.0, 13.8, 10.8)))
      caseOf(star(peaks(magnitudes: _*))) shouldBe None
  }
}
