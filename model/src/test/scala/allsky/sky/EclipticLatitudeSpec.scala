package allsky.sky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class EclipticLatitudeSpec extends AnyFlatSpec with Matchers {

  "The ecliptic latitude" should "agree with astropy's BarycentricMeanEcliptic of J2000" in {
    for (
      (ra, dec, lat) <- Seq(
        (121.008858, 1.514444, -18.455168),
        (255.8, 31.8, 54.214396),
        (10.0, -70.0, -62.347127),
        (359.5, 20.0, 18.485168)
      )
    ) EclipticLatitude.deg(new SkyPosition(ra, dec)) shouldBe lat +- 1e-4
  }

  it should "be 90 degrees at the pole and 0 at the equinox" in {
    EclipticLatitude.deg(new SkyPosition(270, 66.5607)) shouldBe 90.0 +- 1e-4
    EclipticLatitude.sine(new SkyPosition(180, 0)) shouldBe 0.0 +- 1e-12
  }
}
