package allsky.simulation.image

import allsky.simulation.source.SourceShape
import allsky.survey.AtlasTiling
import allsky.survey.Band
import allsky.simulation.source.SourceShape.Profile
import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class GaussianMixtureSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val psf = AtlasPsf.of(Band.W1)
  private val galaxies = for {
    profile <- Gen.oneOf(Profile.EXPONENTIAL, Profile.DE_VAUCOULEURS)
    radius <- Gen.choose(0.0, 5.0)
    ratio <- Gen.choose(0.15, 1.0)
    angle <- Gen.choose(0.0, 180.0)
  } yield new SourceShape(profile, radius, ratio, angle)

  private def picture(mixture: GaussianMixture, x: Double, y: Double, size: Int) = {
    val image = Array.ofDim[Float](size, size)
    mixture.addTo(image, x, y, 1000, 1e-7)
    image
  }

  "A source's picture" should "contain all its light" in {
    forAll(galaxies) { shape =>
      picture(psf.image(shape), 100.3, 99.6, 201).flatten.map(_.toDouble).sum shouldBe 1000.0 +- 1.0
    }
  }

  it should "have the brightness of its Gaussians at every pixel" in {
    forAll(galaxies) { shape =>
      val mixture = psf.image(shape)
      val image = picture(mixture, 20.3, 19.6, 41)
      for (y <- 0 until 41 by 5; x <- 0 until 41 by 5) {
        image(y)(x).toDouble shouldBe 1000 * brightness(mixture, x - 20.3, y - 19.6) +- 1e-4
      }
    }
  }

  it should "be cut at the image's edge" in {
    val whole = picture(psf.point, 30, 30, 61)
    val image = Array.ofDim[Float](40, 40)
    psf.point.addTo(image, -2, 37, 1000, 1e-7)
    for (y <- 20 until 40; x <- 0 until 20) {
      image(y)(x) shouldBe whole(y - 7)(x + 32) +- 1e-4f
    }
  }

  "A galaxy" should "have half of its light within its half-light radius before the PSF" in {
    for (profile <- Seq(Profile.EXPONENTIAL, Profile.DE_VAUCOULEURS)) {
      // The galaxy is so large that the PSF does not matter.
      val shape = new SourceShape(profile, 400, 1, 0)
      val radius = 400 / AtlasTiling.PIXEL_SCALE_ARCSEC
      // De Vaucouleurs's profile is truncated at 8 radii, which removes 4 % of the light.
      psf.image(shape).enclosedLight(radius) shouldBe 0.51 +- 0.02
    }
  }

  "A major axis to the north-east" should "point to larger y and smaller x" in {
    val image = picture(psf.image(new SourceShape(Profile.EXPONENTIAL, 10, 0.2, 45)), 50, 50, 101)
    image(58)(42) should be > 5 * image(58)(58)
  }

  private def brightness(mixture: GaussianMixture, dx: Double, dy: Double): Double = {
    var sum = 0.0
    mixture.components.forEach { c =>
      val det = c.determinant
      val q = (c.yy * dx * dx - 2 * c.xy * dx * dy + c.xx * dy * dy) / det
      sum += c.weight * math.exp(-q / 2) / (2 * math.Pi * math.sqrt(det))
    }
    sum
  }
}
