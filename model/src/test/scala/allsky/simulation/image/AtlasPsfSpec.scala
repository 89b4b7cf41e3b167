package allsky.simulation.image

import allsky.simulation.source.Preset
import allsky.survey.Band
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

object AtlasPsfSpec {

  /**
   * Brightness in rings of 2 pixels, relative to the first: medians of 14 stars of two real Atlas
   * images. StarProfileSpec measures them.
   */
  val STARS: Map[Band, Seq[Double]] = Map(
    Band.W1 -> Seq(1, 0.589, 0.212, 0.066, 0.0225),
    Band.W2 -> Seq(1, 0.646, 0.277, 0.0995, 0.031)
  )
}

class AtlasPsfSpec extends AnyFlatSpec with Matchers {

  private def brightness(psf: AtlasPsf, radius: Double): Double = {
    val image = Array.ofDim[Float](1, 2)
    psf.point.addTo(image, -radius, 0, 1e6, 1e-9)
    image(0)(0)
  }

  private def fullWidthArcsec(psf: AtlasPsf): Double = {
    val half = brightness(psf, 0) / 2
    2 * 1.375 * (0 to 2000).map(_ / 100.0).find(brightness(psf, _) < half).get
  }

  private def rings(psf: AtlasPsf): Seq[Double] = {
    val means = (0 until 5).map { ring =>
      val radii = (0 until 200).map(i => 2 * ring + (i + 0.5) / 100)
      radii.map(r => r * brightness(psf, r)).sum / radii.sum
    }
    means.map(_ / means.head)
  }

  "The PSF of the calibrated preset" should "have the profile of stars in real Atlas images" in {
    AtlasPsfSpec.STARS.foreach { case (band, measured) =>
      rings(AtlasPsf.ofImages(band, Preset.SDSS)).zip(measured).zipWithIndex.foreach {
        case ((ring, star), number) =>
          withClue(s"$band, ring $number: ")(ring shouldBe star +- (0.02 + 0.02 * star))
      }
    }
  }

  it should "be broader than the PSF of a single exposure" in {
    val widths = Band.values.map(band => fullWidthArcsec(AtlasPsf.ofImages(band, Preset.SDSS)))
    widths.zip(Seq(8.4, 9.7, 12.4, 19.2)).foreach { case (width, known) =>
      width shouldBe known +- 0.1
    }
  }

  "Every PSF" should "have all its light, none of it negative" in {
    for (preset <- Preset.values; band <- Band.values) {
      val psf = AtlasPsf.ofImages(band, preset)
      psf.point.enclosedLight(1000) shouldBe 1.0 +- 1e-9
      (0 to 60).foreach(radius => brightness(psf, radius) should be >= 0.0)
    }
  }
}
