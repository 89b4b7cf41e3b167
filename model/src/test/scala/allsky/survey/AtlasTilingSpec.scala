package allsky.survey

import allsky.RealSky
import allsky.sky.Separation
import allsky.sky.SkyPosition
import scala.collection.JavaConverters._

import nom.tam.fits.{BinaryTableHDU, Fits}
import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class AtlasTilingSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val tiles = AtlasTiling.tiles().asScala

  private def arcsec(a: SkyPosition, b: SkyPosition) =
    Separation.arcsec(a.raDeg, a.decDeg, b.raDeg, b.decDeg)

  "The Atlas tiling" should "have 18,240 tiles with distinct names" in {
    tiles should have size 18240
    tiles.map(_.coaddId).toSet should have size 18240
    tiles.zipWithIndex.foreach { case (tile, i) => tile.index shouldBe i }
    all(tiles.map(_.coaddId)) should fullyMatch regex "[0-9]{4}[pm][0-9]{3}_ac51"
  }

  it should "find the nearest of all tiles anywhere, at the wrap and at the poles" in {
    val anywhere = for {
      ra <- Gen.oneOf(Gen.choose(0.0, 359.999999), Gen.oneOf(0.0, 359.9999999, 0.7))
      dec <- Gen.oneOf(Gen.choose(-90.0, 90.0), Gen.oneOf(-90.0, 90.0, 89.0, -88.6))
    } yield SkyPosition.ofDegrees(ra, dec)
    forAll(anywhere, minSuccessful(40)) { position =>
      val nearest = arcsec(AtlasTiling.nearest(position).centre, position)
      nearest shouldBe tiles.map(tile => arcsec(tile.centre, position)).min +- 1e-6
    }
  }

  it should "name files and keys as the archive does" in {
    val tile = tiles.find(_.coaddId == "1210p015_ac51").get
    tile.imagePath(Band.W2) shouldBe "12/1210/1210p015_ac51/1210p015_ac51-w2-int-3.fits"
    tile.sourceId(63) shouldBe "1210p015_ac51-000063"
    val first = tiles.find(_.coaddId == "0000p015_ac51").get
    // WISEA J000230.71+004959.1 in the AllWISE Source Catalog.
    first.cntr(63) shouldBe 101501351000063L
  }

  it should "equal the archive's list except for two digits" taggedAs RealSky in {
    val path = RealSky.path("tiles/allsky-atlas.fits")
    val fits = new Fits(path.toFile)
    try {
      val table = fits.getHDU(1).asInstanceOf[BinaryTableHDU]
      val names = table.getColumn("coadd_id").asInstanceOf[Array[String]].map(_.trim + "_ac51")
      val ra = table.getColumn("ra").asInstanceOf[Array[Double]]
      val dec = table.getColumn("dec").asInstanceOf[Array[Double]]
      names should have size 18240
      names.toSet.diff(tiles.map(_.coaddId).toSet).size should be <= 2
      val offsets = names.indices.map { i =>
        val centre = SkyPosition.ofDegrees(ra(i), dec(i))
        arcsec(AtlasTiling.nearest(centre).centre, centre)
      }
      offsets.max should be < 0.01
    } finally fits.close()
  }
}
