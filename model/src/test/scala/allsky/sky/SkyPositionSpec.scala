package allsky.sky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SkyPositionSpec extends AnyFlatSpec with Matchers {

  "A sky position" should "bring any right ascension into 0 to 360" in {
    SkyPosition.ofDegrees(-0.25, 10).raDeg shouldBe 359.75
    SkyPosition.ofDegrees(360, 10).raDeg shouldBe 0.0
    SkyPosition.ofDegrees(-1e-20, 10).raDeg shouldBe 0.0
  }

  it should "refuse a declination beyond a pole" in {
    the[IllegalArgumentException] thrownBy SkyPosition.ofDegrees(0, 90.5) should have message
      "Invalid declination (degrees, -90 to 90): 90.5"
  }
}
