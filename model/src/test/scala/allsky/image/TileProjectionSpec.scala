package allsky.image

import scala.io.Source

import allsky.sky.SkyPosition
import nom.tam.fits.Header
import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class TileProjectionSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val scaleDeg = 0.0003819444391411

  private def header(projection: String, ra: Double, dec: Double, rotation: Double): Header = {
    val header = new Header()
    header.addValue("CTYPE1", s"RA---$projection", "")
    header.addValue("CTYPE2", s"DEC--$projection", "")
    header.addValue("CRVAL1", ra, "")
    header.addValue("CRVAL2", dec, "")
    header.addValue("CRPIX1", 2048.0, "")
    header.addValue("CRPIX2", 2048.0, "")
    header.addValue("CDELT1", -scaleDeg, "")
    header.addValue("CDELT2", scaleDeg, "")
    header.addValue("CROTA2", rotation, "")
    header
  }

  private def golden: Seq[Array[String]] = {
    val source = Source.fromResource("golden/projection.csv")
    try source.getLines().filterNot(_.startsWith("#")).drop(1).map(_.split(",")).toList
    finally source.close()
  }

  "A tile's projection" should "agree with astropy.wcs to a millionth of a pixel" in {
    golden should have size 90
    for (Array(kind, ra0, dec0, rotation, ra, dec, x, y) <- golden) {
      val projection =
        TileProjection.ofHeader(header(kind, ra0.toDouble, dec0.toDouble, rotation.toDouble))
      val pixel = projection.toPixel(ra.toDouble, dec.toDouble)
      withClue(s"$kind $ra0 $dec0 $rotation: ") {
        pixel.x shouldBe x.toDouble +- 1e-6
        pixel.y shouldBe y.toDouble +- 1e-6
      }
    }
  }

  it should "find every pixel again from its position" in {
    val coordinate = Gen.choose(-500.0, 4600.0)
    val declination = Gen.choose(-90.0, 90.0)
    forAll(coordinate, coordinate, Gen.choose(0.0, 359.99), declination, Gen.oneOf("SIN", "TAN")) {
      (x, y, ra, dec, kind) =>
        val projection = TileProjection.ofHeader(header(kind, ra, dec, 17))
        val position = projection.toSky(x, y)
        val pixel = projection.toPixel(position.raDeg, position.decDeg)
        pixel.x shouldBe x +- 1e-6
        pixel.y shouldBe y +- 1e-6
    }
  }

  it should "read a CD matrix as it reads CDELT and CROTA2" in {
    val withCd = header("SIN", 10, 20, 0)
    Seq("CDELT1", "CDELT2", "CROTA2").foreach(withCd.deleteKey)
    val angle = math.toRadians(30)
    withCd.addValue("CD1_1", -scaleDeg * math.cos(angle), "")
    withCd.addValue("CD1_2", -scaleDeg * math.sin(angle), "")
    withCd.addValue("CD2_1", -scaleDeg * math.sin(angle), "")
    withCd.addValue("CD2_2", scaleDeg * math.cos(angle), "")
    val expected = TileProjection.ofHeader(header("SIN", 10, 20, 30)).toPixel(10.2, 20.3)
    val pixel = TileProjection.ofHeader(withCd).toPixel(10.2, 20.3)
    pixel.x shouldBe expected.x +- 1e-9
    pixel.y shouldBe expected.y +- 1e-9
  }

  it should "have no pixel for the other side of the sky" in {
    val projection = TileProjection.sin(SkyPosition.ofDegrees(10, 0), 2048, 2048, 1.375)
    projection.toPixel(190, 0).x.isNaN shouldBe true
  }

  it should "know its scale" in {
    val projection = TileProjection.ofHeader(header("SIN", 10, 20, 30))
    projection.pixelScaleArcsec shouldBe 1.375 +- 1e-6
  }

  it should "refuse a projection that it does not know by name" in {
    val other = header("SIN", 10, 20, 0)
    other.addValue("CTYPE1", "RA---ZEA", "")
    the[UnreadableImageException] thrownBy TileProjection.ofHeader(other) should have message
      "its projection is RA---ZEA; only RA---SIN and RA---TAN are read"
  }

  it should "say which card is missing" in {
    val other = header("SIN", 10, 20, 0)
    other.deleteKey("CRPIX2")
    the[UnreadableImageException] thrownBy TileProjection.ofHeader(other) should have message
      "its header has no CRPIX2 card"
  }
}
