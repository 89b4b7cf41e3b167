package allsky.footprint

import allsky.fits.wcs.TileProjection
import allsky.sky.SkyPosition
import allsky.survey.AtlasTiling
import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class AtlasLocatorSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val middle = (AtlasTiling.TILE_PIXELS + 1) / 2.0

  /** Pixels from a position to the nearest edge of a tile; negative outside. */
  private def inside(centre: SkyPosition, ra: Double, dec: Double): Double = {
    val pixel = TileProjection
      .sin(centre, middle, middle, AtlasTiling.PIXEL_SCALE_ARCSEC)
      .toPixel(ra, dec)
    Seq(pixel.x, pixel.y, 4094 - pixel.x, 4094 - pixel.y).min
  }

  private def pixelsInside(ra: Double, dec: Double): Double =
    inside(AtlasLocator.tileOf(ra, dec).centre, ra, dec)

  "A tile's centre" should "belong to the tile" in {
    for (tile <- Seq("0000p000_ac51", "0015p000_ac51", "1926p272_ac51", "0000m894_ac51")) {
      val known = AtlasTiling.tiles.stream.filter(_.coaddId == tile).findFirst.get
      AtlasLocator.tileOf(known.raDeg, known.decDeg).coaddId shouldBe tile
    }
  }

  "Every position" should "be inside its tile, at least half a cutout from the edge" in {
    val anywhere = Gen.zip(Gen.choose(0.0, 360.0), Gen.choose(-1.0, 1.0).map(math.asin))
    forAll(anywhere, minSuccessful(2000)) { case (ra, decRad) =>
      pixelsInside(ra, math.toDegrees(decRad)) should be > 21.5
    }
    for (dec <- Seq(-90.0, 90.0); ra <- Seq(0.0, 123.0, 360.0))
      pixelsInside(ra, dec) should be > 21.5
  }

  it should "not always belong to the tile with the nearest centre, which may not cover it" in {
    val beside = for (step <- 0 until 240; row <- 0 until 30) yield {
      val (ra, dec) = (step * 0.25, 45 + row * 0.1)
      val nearest = AtlasTiling.nearest(SkyPosition.ofDegrees(ra, dec))
      inside(nearest.centre, ra, dec) < 0
    }
    beside should contain(true)
  }
}
