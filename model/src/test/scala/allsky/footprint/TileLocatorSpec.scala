package allsky.footprint

import allsky.fits.header.TileHeader
import allsky.fits.wcs.TileProjection
import allsky.sky.SkyPosition
import allsky.survey.Band
import scala.collection.JavaConverters._

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class TileLocatorSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private def tile(ra: Double, dec: Double, width: Int = 4095, height: Int = 4095) = {
    val centre = SkyPosition.ofDegrees(ra, dec)
    val projection = TileProjection.sin(centre, (width + 1) / 2.0, (height + 1) / 2.0, 1.375)
    new TileHeader(s"$ra $dec", Band.W1, width, height, 20.5, projection, false)
  }

  private val tiles = Seq(
    tile(0, 0),
    tile(1.5, 0),
    tile(358.5, 0),
    tile(0, 1.5144444),
    tile(0, 89.352),
    tile(180, 89.352),
    tile(40, -60, width = 261, height = 700)
  )

  private val locator = new TileLocator(tiles.asJava)

  "A position" should "belong to the tile in which it is farthest from the edge" in {
    locator.locate(0.1, 0.1) shouldBe 0
    locator.locate(0.76, 0) shouldBe 1
    locator.locate(0.74, 0) shouldBe 0
    locator.locate(359.3, 0) shouldBe 0
    locator.locate(359.2, 0) shouldBe 2
    locator.locate(40, -60) shouldBe 6
  }

  it should "belong to no tile if none covers it" in {
    locator.locate(20, 20) shouldBe TileLocator.NONE
    locator.locate(40.2, -60) shouldBe TileLocator.NONE
    new TileLocator(Seq.empty[TileHeader].asJava).locate(0, 0) shouldBe TileLocator.NONE
  }

  it should "belong to the same tile as in a comparison with all tiles" in {
    forAll(Gen.choose(-2.5, 2.5), Gen.oneOf(Gen.choose(-1.0, 2.5), Gen.choose(88.0, 90.0))) {
      (offset, dec) =>
        val ra = (offset + 360) % 360
        val all = tiles.indices.toArray
        locator.locate(ra, dec) shouldBe locator.locateAmong(all, ra, dec)
    }
  }
}
