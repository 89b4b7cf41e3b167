package allsky.sky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class GalacticPositionSpec extends AnyFlatSpec with Matchers {

  // l, b and the ICRS position of astropy 8.0: SkyCoord(l, b, frame="galactic").icrs
  private val known = Seq(
    (0.0, 0.0, 266.4049882865, -28.9361777618),
    (90.0, 0.0, 318.0043815070, 48.3296372068),
    (210.0, -45.0, 60.4162974862, -16.8723290950),
    (33.3, 71.5, 213.4838861003, 25.7365861566),
    (0.0, 90.0, 192.8594778948, 27.1282524150)
  )

  "Galactic coordinates" should "agree with an Atlas header's GLON and GLAT" in {
    // The image of 1210p015_ac51: centre, GLON, GLAT.
    val galactic = GalacticPosition.of(new SkyPosition(121.008858, 1.514444))
    galactic.lonDeg shouldBe 220.040734 +- 1e-4
    galactic.latDeg shouldBe 16.809041 +- 1e-4
  }

  it should "have the pole at 90 degrees and Sagittarius A* near the centre" in {
    GalacticPosition.of(new SkyPosition(192.85948, 27.12825)).latDeg shouldBe 90.0 +- 1e-5
    val centre = GalacticPosition.of(new SkyPosition(266.41684, -29.00781))
    centre.lonDeg shouldBe 359.944 +- 1e-3
    centre.latDeg shouldBe -0.046 +- 1e-3
  }

  "A Galactic position" should "agree with astropy" in {
    for ((l, b, ra, dec) <- known) {
      val icrs = new GalacticPosition(l, b).toIcrs
      icrs.raDeg shouldBe ra +- 2e-5
      icrs.decDeg shouldBe dec +- 2e-5
    }
  }

  it should "be equal after conversion to ICRS and back" in {
    for ((l, b, _, _) <- known.init) {
      val back = GalacticPosition.of(new GalacticPosition(l, b).toIcrs)
      math.IEEEremainder(back.lonDeg - l, 360) shouldBe 0.0 +- 1e-9
      back.latDeg shouldBe b +- 1e-9
    }
  }
}
