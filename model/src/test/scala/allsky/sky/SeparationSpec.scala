package allsky.sky

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class SeparationSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val ra = Gen.choose(0.0, 359.999)
  private val dec = Gen.choose(-90.0, 90.0)

  "A separation" should "be what astropy 8 gives for SkyCoord.separation" in {
    Separation.arcsec(10.625, 41.2, 10.75, 41.3) shouldBe 494.0300204702259 +- 1e-9
    Separation.arcsec(359.9999, -60, 0.0001, -60) shouldBe 0.36 +- 1e-9
    Separation.arcsec(53.2, -87.5, 73.9, -87.4) shouldBe 3316.480743601246 +- 1e-9
    Separation.arcsec(0, 0, 180, 0) shouldBe 648000.0 +- 1e-9
  }

  it should "be exactly 0 for equal positions in any notation" in {
    Separation.arcsec(0, 12, 360, 12) shouldBe 0.0
    Separation.arcsec(10, 90, 200, 90) shouldBe 0.0
    Separation.arcsec(10, -90, 200, -90) shouldBe 0.0
  }

  it should "be the difference of declination on a meridian, down to a nanoarcsecond" in {
    Separation.arcsec(17, 89.5, 17, 89.5 + math.pow(2, -41)) shouldBe
      math.pow(2, -41) * 3600 +- 1e-18
  }

  it should "be symmetric" in {
    forAll(ra, dec, ra, dec) { (ra1: Double, dec1: Double, ra2: Double, dec2: Double) =>
      Separation.arcsec(ra2, dec2, ra1, dec1) shouldBe Separation.arcsec(ra1, dec1, ra2, dec2)
    }
  }

  it should "obey the triangle inequality" in {
    forAll(ra, dec, ra, dec, ra, dec) {
      (ra1: Double, dec1: Double, ra2: Double, dec2: Double, ra3: Double, dec3: Double) =>
        Separation.arcsec(ra1, dec1, ra3, dec3) should be <=
          Separation.arcsec(ra1, dec1, ra2, dec2) + Separation.arcsec(ra2, dec2, ra3, dec3) + 1e-6
    }
  }
}
