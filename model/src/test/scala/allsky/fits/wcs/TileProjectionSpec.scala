package allsky.fits.wcs

import allsky.fits.AtlasImages
import allsky.fits.UnreadableImageException
import allsky.sky.SkyPosition
import scala.io.Source

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
        AtlasImages.projection(header(kind, ra0.toDouble, dec0.toDouble, rotation.toDouble))
      val pixel = projection.toPixel(ra.toDouble, dec.toDouble)
      withClue(s"$kind $ra0 $dec0 $rotation: ") {
        pixel.x shouldBe x.toDouble +- 1e-6
        pixel.y shouldBe y.toDouble +- 1e-6
      }
    }
  }

  it should "find every pixel from its position" in {
    val coordinate = Gen.choose(-500.0, 4600.0)
    val declination = Gen.choose(-90.0, 90.0)
    forAll(coordinate, coordinate, Gen.choose(0.0, 359.99), declination, Gen.oneOf("SIN", "TAN")) {
      (x, y, ra, dec, kind) =>
        val projection = AtlasImages.projection(header(kind, ra, dec, 17))
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
    val expected = AtlasImages.projection(header("SIN", 10, 20, 30)).toPixel(10.2, 20.3)
    val pixel = AtlasImages.projection(withCd).toPixel(10.2, 20.3)
    pixel.x shouldBe expected.x +- 1e-9
    pixel.y shouldBe expected.y +- 1e-9
  }

  private val spellings = Seq[(Int, Int) => String](
    (i, j) => s"PC${i}_$j",
    (i, j) => s"PC0${i}_0$j",
    (i, j) => s"PC00${i}00$j"
  )

  for (name <- spellings)
    it should s"read the matrix of ${name(1, 1)} with CDELT as it reads CROTA2" in {
      val other = header("SIN", 10, 20, 0)
      other.deleteKey("CROTA2")
      val angle = math.toRadians(30)
      // CDELT1 is the negative of CDELT2, so that PC1_2 and PC2_1 are equal.
      Seq((1, 1, math.cos(angle)), (1, 2, math.sin(angle)), (2, 1, -math.sin(angle)))
        .foreach { case (i, j, value) => other.addValue(name(i, j), value, "") }
      other.addValue(name(2, 2), math.cos(angle), "")
      val expected = AtlasImages.projection(header("SIN", 10, 20, 30)).toPixel(10.2, 20.3)
      val pixel = AtlasImages.projection(other).toPixel(10.2, 20.3)
      pixel.x shouldBe expected.x +- 1e-9
      pixel.y shouldBe expected.y +- 1e-9
    }

  it should "read the old spelling of a CD matrix" in {
    val other = header("SIN", 10, 20, 0)
    val angle = math.toRadians(30)
    Seq((1, 1, -math.cos(angle)), (1, 2, -math.sin(angle)), (2, 1, -math.sin(angle)))
      .foreach { case (i, j, value) => other.addValue(s"CD00${i}00$j", scaleDeg * value, "") }
    other.addValue("CD002002", scaleDeg * math.cos(angle), "")
    val expected = AtlasImages.projection(header("SIN", 10, 20, 30)).toPixel(10.2, 20.3)
    val pixel = AtlasImages.projection(other).toPixel(10.2, 20.3)
    pixel.x shouldBe expected.x +- 1e-9
    pixel.y shouldBe expected.y +- 1e-9
  }

  it should "refuse cards of a matrix that contradict each other" in {
    complaint("PC1_1" -> 1.0, "PC001001" -> 0.9) shouldBe
      "its cards PC1_1 and PC001001 differ, but they mean the same"
    complaint("PC1_1" -> 1.0, "CD1_1" -> 1e-4) shouldBe
      "it has both CD and PC cards; give only one of them"
    complaint("PC1_1" -> 1.0, "CROTA2" -> 30.0) shouldBe
      "its PC and CROTA2 cards differ; give one of them"
    complaint("CROTA1" -> 30.0) shouldBe
      "its CROTA1 is 30.0 and its CROTA2 is 0.0; they must be equal"
  }

  it should "refuse unknown WCS cards and name them" in {
    complaint("CRPIX01" -> 3.0) shouldBe "its CRPIX01 card has an unknown spelling"
    complaint("PC1_3" -> 0.1) shouldBe "its PC1_3 couples the image to a third axis; it must be 0"
    complaint(
      "PROJP1" -> 0.1
    ) shouldBe "its PROJP1 is 0.1; allsky does not support projection parameters"
  }

  it should "have no pixel for the other side of the sky" in {
    val projection = TileProjection.sin(SkyPosition.ofDegrees(10, 0), 2048, 2048, 1.375)
    projection.toPixel(190, 0).x.isNaN shouldBe true
  }

  it should "know its scale" in {
    val projection = AtlasImages.projection(header("SIN", 10, 20, 30))
    projection.pixelScaleArcsec shouldBe 1.375 +- 1e-6
  }

  private def complaint(cards: (String, Any)*): String = {
    val other = header("TAN", 10, 20, 0)
    cards.foreach {
      case (card, value: String) => other.addValue(card, value, "")
      case (card, value: Double) => other.addValue(card, value, "")
      case (card, value: Int)    => other.addValue(card, value, "")
    }
    the[UnreadableImageException].thrownBy(AtlasImages.projection(other)).getMessage
  }

  it should "refuse unknown projections and axes and name them" in {
    for (other <- Seq("RA---ZEA", "RA---TAN-SIP", "RA---TPV", "DEC--TAN", "GLON-TAN", "ELON-SIN"))
      complaint("CTYPE1" -> other) shouldBe
        s"its CTYPE1 is $other; allsky supports only RA---SIN and RA---TAN"
    for (other <- Seq("DEC--SIN", "RA---TAN", "GLAT-TAN", "DEC--TAN-SIP"))
      complaint("CTYPE2" -> other) shouldBe
        s"its CTYPE2 is $other; with CTYPE1 RA---TAN allsky supports only DEC--TAN"
  }

  it should "refuse distortions, also if CTYPE does not mention them" in {
    for (card <- Seq("A_ORDER" -> 3, "B_ORDER" -> 2, "CPDIS1" -> "Lookup", "D2IMDIS1" -> "Lookup"))
      complaint(
        card
      ) shouldBe s"its ${card._1} card describes a distortion, which allsky does not support"
  }

  it should "refuse projection parameters: slant SIN and polynomials" in {
    complaint("CTYPE1" -> "RA---SIN", "CTYPE2" -> "DEC--SIN", "PV2_1" -> 0.1) shouldBe
      "its PV2_1 is 0.1; allsky does not support projection parameters"
    complaint("PV2_2" -> -0.02) should startWith("its PV2_2 is -0.02;")
    complaint("PV1_1" -> 1.0) should startWith("its PV1_1 is 1.0;")
    complaint("PV1_12" -> 1e-9) should startWith("its PV1_12 is 1.E-9;")
  }

  it should "refuse a rotated native pole, explicit or by default at the celestial pole" in {
    complaint("LONPOLE" -> 90.0) shouldBe "its LONPOLE is 90.0; allsky supports only 180"
    complaint("CRVAL2" -> 90.0) shouldBe "its LONPOLE is 0.0; allsky supports only 180"
  }

  for (card <- Seq("RADESYS", "RADECSYS"); frame <- Seq("FK4", "FK4-NO-E", "GAPPT", "B1950"))
    it should s"refuse the frame of a $card of $frame" in {
      complaint(card -> frame) shouldBe s"its $card is $frame; allsky supports only ICRS and FK5"
    }

  for (
    card <- Seq("EQUINOX", "EPOCH"); year <- Seq[Any](1950.0, "B1950", "B1950.0", "1950", 2010.5)
  )
    it should s"refuse the frame of an $card of $year" in {
      complaint(card -> year) shouldBe s"its $card is $year; allsky supports only 2000"
    }

  for (
    cards <- Seq(
      Seq("EQUINOX" -> "J2000"),
      Seq("EQUINOX" -> "J2000.0", "RADECSYS" -> "FK5"),
      Seq("EPOCH" -> 2000.0, "RADESYS" -> "icrs"),
      Seq("EQUINOX" -> 2000.0, "EPOCH" -> -1)
    )
  )
    it should s"read a frame of J2000 as $cards" in {
      val other = header("TAN", 10, 20, 0)
      cards.foreach {
        case (card, value: String) => other.addValue(card, value, "")
        case (card, value: Double) => other.addValue(card, value, "")
        case (card, value: Int)    => other.addValue(card, value, "")
      }
      AtlasImages.projection(other).sameAs(AtlasImages.projection(header("TAN", 10, 20, 0)))
        .shouldBe(true)
    }

  it should "refuse other units" in {
    complaint("CUNIT1" -> "arcsec") shouldBe "its CUNIT1 is ARCSEC; allsky supports only deg"
  }

  it should "refuse values that are not numbers" in {
    complaint("CRPIX1" -> "middle") shouldBe "its CRPIX1 card is not a number"
    complaint("CRVAL2" -> 91.0) shouldBe "its CRVAL is not a position on the sky: 10.0, 91.0"
  }

  it should "accept cards without effect" in {
    val plain = AtlasImages.projection(header("SIN", 10, 20, 30))
    val full = header("SIN", 10, 20, 30)
    Seq("LONPOLE" -> 180.0, "LATPOLE" -> 0.0, "PV1_1" -> 0.0, "PV1_2" -> 90.0, "PV1_3" -> 180.0)
      .foreach { case (card, value) => full.addValue(card, value, "") }
    Seq("PV1_4" -> 20.0, "PV2_1" -> 0.0, "PV2_2" -> 0.0, "EQUINOX" -> 2000.0)
      .foreach { case (card, value) => full.addValue(card, value, "") }
    Seq("RADESYS" -> "FK5", "CUNIT1" -> "deg", "CUNIT2" -> "degree")
      .foreach { case (card, value) => full.addValue(card, value, "") }
    full.addValue("A_ORDER", 0, "")
    AtlasImages.projection(full).sameAs(plain) shouldBe true
  }

  it should "be equal when made from its own cards" in {
    val one = AtlasImages.projection(header("TAN", 359.9, -89.3, 217))
    val again = TileProjection.of(one.cards)
    again.sameAs(one) shouldBe true
    again.toPixel(12.3, -89.4) shouldBe one.toPixel(12.3, -89.4)
  }

  it should "name a missing card" in {
    val other = header("SIN", 10, 20, 0)
    other.deleteKey("CRPIX2")
    the[UnreadableImageException] thrownBy AtlasImages.projection(other) should have message
      "its header has no CRPIX2 card"
  }
}
