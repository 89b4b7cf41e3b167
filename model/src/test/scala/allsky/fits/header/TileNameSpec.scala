package allsky.fits.header

import allsky.survey.Band

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TileNameSpec extends AnyFlatSpec with Matchers {

  "A file's name" should "have its band at the end" in {
    for (
      (name, coaddId, band) <- Seq(
        ("view1-w2.fits", "view1", Band.W2),
        ("new1_w2.fits", "new1", Band.W2),
        ("WISE_W1.fits", "WISE", Band.W1),
        ("ngc-n-w1.fits", "ngc-n", Band.W1),
        ("a-w1-b-w3.fit.gz", "a-w1-b", Band.W3),
        ("w4.fits", "w4", Band.W4),
        ("view1.fits", "view1", null)
      )
    ) TileName.of(name) shouldBe new TileName(coaddId, band)
  }

  it should "not be a map because of parts that the archives do not use" in {
    for (name <- Seq("ngc-n-w1.fits", "my-std-w1.fits", "a-unc-b-w1.fits", "x-msk.fits"))
      withClue(name)(TileName.isOtherProduct(name) shouldBe false)
  }

  it should "identify an uncertainty, coverage or weight map" in {
    TileName.isOtherProduct("0138m107_ac51-w1-unc-3.fits.gz") shouldBe true
    TileName.isOtherProduct("unwise-3460p121-w1-invvar-m.fits.gz") shouldBe true
    TileName.isOtherProduct("unwise-3460p121-w1-n-m.fits.gz") shouldBe true
    TileName.isOtherProduct("unwise-3460p121-msk.fits.gz") shouldBe true
    TileName.isOtherProduct("1497p015_ac51-w2-unc.fits") shouldBe true
    TileName.isOtherProduct("00720a001-w1-msk-1b.fits.gz") shouldBe true
    TileName.isOtherProduct("unwise-3460p121-w1-img-m.fits") shouldBe false
    TileName.isOtherProduct("0138m107_ac51-w1-int-3.fits") shouldBe false
  }
}
