package allsky.sky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class GalacticPositionSpec extends AnyFlatSpec with Matchers {

  "Galactic coordinates" should "agree with an Atlas header's GLON and GLAT" in {
    // The image of 1210p015_ac51: centre, GLON, GLAT.
    val galactic = GalacticPosition.of(new SkyPosition(121.008858, 1.514444))
    galactic.lonDeg shouldBe 220.040734 +- 1e-4
    galactic.latDeg shouldBe 16.809041 +- 1e-4
  }

  it should "put the pole at 90 degrees and Sagittarius A* near the centre" in {
    GalacticPosition.of(new SkyPosition(192.85948, 27.12825)).latDeg shouldBe 90.0 +- 1e-5
    val centre = GalacticPosition.of(new SkyPosition(266.41684, -29.00781))
    centre.lonDeg shouldBe 359.944 +- 1e-3
    centre.latDeg shouldBe -0.046 +- 1e-3
  }
}
