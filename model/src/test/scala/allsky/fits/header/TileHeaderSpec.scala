package allsky.fits.header

import allsky.fits.AtlasImages
import allsky.fits.RampImages
import allsky.fits.UnwiseImages
import allsky.fits.image.ImageStart
import allsky.survey.Band
import java.io.ByteArrayInputStream

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TileHeaderSpec extends AnyFlatSpec with Matchers with RampImages {

  private def start(bytes: Array[Byte], name: String = "x.fits") =
    ImageStart.read(new ByteArrayInputStream(bytes), name)

  "A tile's header" should "be read without its pixels" in {
    val bytes = AtlasImages.fits(ramp, Band.W4)
    val header = start(bytes.take(5760)).header
    header.band shouldBe Band.W4
    header.sameGridAs(read(bytes).header) shouldBe true
  }

  it should "be refused if it declares more pixels than the file has" in {
    val bytes = AtlasImages.fits(ramp, Band.W4)
    start(bytes).requireIn(bytes.length)
    val cut = the[NoPixelsException] thrownBy start(bytes).requireIn(bytes.length - 2880)
    cut.getMessage shouldBe s"it is truncated: ${bytes.length - 2880} of ${bytes.length - 2400} bytes"
    cut.header.height shouldBe 60
  }

  for (kind <- Seq("1-sigma uncertainty image", "depth-of-coverage image", "mask image", "unc"))
    it should s"be refused if its FILETYPE is $kind" in {
      val bytes = AtlasImages.fits(ramp, Band.W1, Map("FILETYPE" -> kind))
      the[OtherProductException] thrownBy start(bytes) should have message
        s"its FILETYPE is '$kind'; allsky reads only intensity images"
    }

  it should "be read if its FILETYPE is intensity image, with any name" in {
    val bytes = AtlasImages.fits(ramp, Band.W1, Map("FILETYPE" -> "intensity image"))
    start(bytes, "my-std-w3.fits").header.band shouldBe Band.W1
  }

  it should "have the band of its BAND card" in {
    for ((card, band) <- Seq[(Any, Band)](3 -> Band.W3, "W2" -> Band.W2, 1.0 -> Band.W1))
      start(AtlasImages.fits(ramp, Band.W4, Map("BAND" -> card))).header.band shouldBe band
    for (card <- Seq[Any](5, 3.35, "K"))
      complaint(AtlasImages.fits(ramp, Band.W1, Map("BAND" -> card))) shouldBe
        s"its BAND is $card; the WISE bands are 1 to 4"
  }

  for (card <- Seq("MAGZP" -> 25.0, "BAND" -> 1, "COADDID" -> "other", "NAXIS1" -> 7))
    it should s"take the first of two ${card._1} cards" in {
      val more = f"${card._1}%-8s= " + (if (card._2 == "other") "'other'" else s"${card._2}")
      val header = read(AtlasImages.withCards(AtlasImages.fits(ramp, Band.W2), more)).header
      header.magnitudeZeroPoint shouldBe 19.5
      header.band shouldBe Band.W2
      header.coaddId shouldBe "1210p015_ac51"
      header.width shouldBe 50
    }

  it should "take missing values from the file's name" in {
    val bytes = AtlasImages.fits(ramp, Band.W2, without = Seq("COADDID", "BAND"))
    val header = read(bytes, "m74_wise_w3.fits").header
    header.coaddId shouldBe "m74_wise"
    header.band shouldBe Band.W3
    read(bytes, "0138m107_ac51-w1-int-3_ra14.17.fits.gz").header.coaddId shouldBe "0138m107_ac51"
  }

  it should "be refused without a zero point, a band or a WCS" in {
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("MAGZP"))) shouldBe
      "its header has no MAGZP card (photometric zero point)"
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("BAND"))) shouldBe
      "its band is unknown: it has no BAND card, and its name has no band"
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("CTYPE1"))) shouldBe
      "its header has no WCS (no CTYPE1 card)"
  }

  for (zeroPoint <- Seq[Any](-999.0, 0.5, 99.0, "NaN", "unknown"))
    it should s"be refused with a zero point of $zeroPoint" in {
      complaint(AtlasImages.fits(ramp, Band.W1, Map("MAGZP" -> zeroPoint))) shouldBe
        s"its MAGZP is $zeroPoint; a photometric zero point is a number from 1 to 50"
    }

  it should "be refused if it is larger than the sky" in {
    val wide = Map("CDELT1" -> -5.0, "CDELT2" -> 5.0)
    complaint(AtlasImages.fits(ramp, Band.W1, wide)) shouldBe
      "its WCS places the corners of the image outside the sky"
  }

  "An unWISE image" should "be identified by its pixels, and its tile by its name" in {
    val header =
      read(UnwiseImages.fits(ramp, Band.W2), UnwiseImages.name("1210p015", Band.W2)).header
    header.coaddId shouldBe "1210p015"
    header.band shouldBe Band.W2
    header.magnitudeZeroPoint shouldBe 22.5
    header.survey.get shouldBe ImageSurvey.UNWISE
  }

  it should "be in nanomaggies without a MAGZP card" in {
    val name = UnwiseImages.name("1210p015", Band.W1)
    for (left <- Seq(Seq("MAGZP"), Seq("MAGZP", "UNW_VER")))
      read(UnwiseImages.fits(ramp, Band.W1, without = left), name).header
        .magnitudeZeroPoint shouldBe 22.5
    complaint(UnwiseImages.fits(ramp, Band.W1, without = Seq("MAGZP", "UNW_VER"))) shouldBe
      "its header has no MAGZP card (photometric zero point)"
  }
}
