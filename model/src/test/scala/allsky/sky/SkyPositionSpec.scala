package allsky.sky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SkyPositionSpec extends AnyFlatSpec with Matchers {

  "A sky position" should "reduce any right ascension to 0 to 360" in {
    SkyPosition.ofDegrees(-0.25, 10).raDeg shouldBe 359.75
    SkyPosition.ofDegrees(360, 10).raDeg shouldBe 0.0
    SkyPosition.ofDegrees(-1e-20, 10).raDeg shouldBe 0.0
  }

  it should "refuse a declination beyond a pole" in {
    the[IllegalArgumentException] thrownBy SkyPosition.ofDegrees(0, 90.5) should have message
      "Invalid declination (degrees, -90 to 90): 90.5"
  }

  // From astropy 8.0.1: SkyCoord.directional_offset_by(137 deg, 5000 arcsec).
  it should "be at a given distance and position angle from another" in {
    def offset(ra: Double, dec: Double) = SkyPosition.ofDegrees(ra, dec).towards(137, 5000)
    Separation.arcsec(
      offset(269.45207695, 4.69336497),
      SkyPosition.ofDegrees(270.401201276451, 3.6770002183735935)
    ) should be < 1e-6
    Separation.arcsec(
      offset(0.00001, -60),
      SkyPosition.ofDegrees(1.9541017585716014, -61.00173201536224)
    ) should be < 1e-6
    Separation.arcsec(SkyPosition.ofDegrees(10, 89.9), offset(10, 89.9)) shouldBe 5000.0 +- 1e-6
  }
}
