package allsky.image

import java.io.ByteArrayInputStream

import allsky.survey.Band
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class FitsImageSpec extends AnyFlatSpec with Matchers {

  private val ramp = Array.tabulate(60, 50)((y, x) => 100f * y + x)

  private def read(bytes: Array[Byte], name: String = "1210p015_ac51-w2-int-3.fits") =
    FitsImage.read(new ByteArrayInputStream(bytes), name)

  private def complaint(bytes: Array[Byte], name: String = "image.fits"): String =
    the[UnreadableImageException].thrownBy(read(bytes, name)).getMessage

  "A FITS image" should "be read with its header's facts" in {
    val image = read(AtlasImages.fits(ramp, Band.W2))
    image.pixels shouldBe ramp
    image.header.width shouldBe 50
    image.header.height shouldBe 60
    image.header.band shouldBe Band.W2
    image.header.coaddId shouldBe "1210p015_ac51"
    image.header.magnitudeZeroPoint shouldBe 19.5
  }

  it should "be the same from gzip" in {
    read(AtlasImages.gzip(AtlasImages.fits(ramp, Band.W2))).pixels shouldBe ramp
  }

  it should "be read into the arrays of an image of its size that is not needed any more" in {
    val arrays = new PixelArrays
    def read(pixels: Array[Array[Float]], most: Int = Int.MaxValue) = {
      val bytes = AtlasImages.fits(pixels, Band.W2).take(most)
      FitsImage.read(new ByteArrayInputStream(bytes), "a.fits", arrays)
    }
    val first = read(ramp)
    val other = ramp.map(_.map(value => 7 - value))
    read(other).pixels should not be theSameInstanceAs(first.pixels)
    first.pixels shouldBe ramp
    arrays.giveBack(first)
    val second = read(other)
    second.pixels should be theSameInstanceAs first.pixels
    second.pixels shouldBe other
    arrays.giveBack(second)
    an[UnreadableImageException] should be thrownBy read(ramp, 2880 * 2 + 500)
    read(ramp).pixels shouldBe ramp
    arrays.giveBack(second)
    read(ramp.map(_.take(40))).pixels shouldBe ramp.map(_.take(40))
  }

  it should "apply BSCALE and BZERO of integer pixels" in {
    val counts = Array.tabulate(60, 50)((y, x) => (10 * y + x).toShort)
    val image = read(AtlasImages.fits(counts, Band.W1, Map("BSCALE" -> 0.5, "BZERO" -> 7.0)))
    image.pixels()(3)(4) shouldBe 24f
  }

  it should "take what its header leaves out from its name" in {
    val bytes = AtlasImages.fits(ramp, Band.W2, without = Seq("COADDID", "BAND"))
    val header = read(bytes, "m74_wise_w3.fits").header
    header.coaddId shouldBe "m74_wise"
    header.band shouldBe Band.W3
    read(bytes, "0138m107_ac51-w1-int-3_ra14.17.fits.gz").header.coaddId shouldBe "0138m107_ac51"
  }

  it should "be refused where it is cut short" in {
    val bytes = AtlasImages.fits(ramp, Band.W1)
    complaint(bytes.take(2880 * 2 + 500)) should startWith("it is truncated or no FITS image (")
    complaint(bytes.take(300)) should startWith("it is truncated or no FITS image (")
    complaint(Array.emptyByteArray) should startWith("it")
  }

  it should "be refused where it is something else" in {
    complaint("<html><body>503 Service Unavailable</body></html>".getBytes) should startWith("it")
  }

  it should "be refused without a zero point, a band or a WCS" in {
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("MAGZP"))) shouldBe
      "its header has no MAGZP card (photometric zero point)"
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("BAND"))) shouldBe
      "neither a BAND card nor its name says which band it is"
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("CTYPE1"))) shouldBe
      "its header has no WCS (no CTYPE1 card)"
  }

  for (zeroPoint <- Seq[Any](-999.0, 0.0, 99.0, "NaN", "unknown"))
    it should s"be refused with a zero point of $zeroPoint" in {
      complaint(AtlasImages.fits(ramp, Band.W1, Map("MAGZP" -> zeroPoint))) shouldBe
        s"its MAGZP is $zeroPoint; a photometric zero point is a number from 1 to 50"
    }

  it should "have no pixel with a value where all are those of a filled gap" in {
    AtlasImages.image(Array.fill(60, 50)(-Float.MaxValue), Band.W1).isEmpty shouldBe true
  }

  it should "be refused where it is larger than the sky" in {
    val wide = Map("CDELT1" -> -5.0, "CDELT2" -> 5.0)
    complaint(AtlasImages.fits(ramp, Band.W1, wide)) shouldBe
      "its WCS puts its corners outside the sky"
  }

  "An unWISE image" should "be known by its pixels, and its tile by its name" in {
    val header =
      read(UnwiseImages.fits(ramp, Band.W2), UnwiseImages.name("1210p015", Band.W2)).header
    header.coaddId shouldBe "1210p015"
    header.band shouldBe Band.W2
    header.magnitudeZeroPoint shouldBe 22.5
    header.imagery.get shouldBe Imagery.UNWISE
  }

  it should "be in nanomaggies where it does not say so" in {
    val name = UnwiseImages.name("1210p015", Band.W1)
    for (left <- Seq(Seq("MAGZP"), Seq("MAGZP", "UNW_VER")))
      read(UnwiseImages.fits(ramp, Band.W1, without = left), name).header
        .magnitudeZeroPoint shouldBe 22.5
    complaint(UnwiseImages.fits(ramp, Band.W1, without = Seq("MAGZP", "UNW_VER"))) shouldBe
      "its header has no MAGZP card (photometric zero point)"
  }

  "A tile's header" should "be read without its pixels" in {
    val bytes = AtlasImages.fits(ramp, Band.W4)
    val header = TileHeader.read(new ByteArrayInputStream(bytes.take(5760)), "x.fits")
    header.band shouldBe Band.W4
    header.sameGridAs(read(bytes).header) shouldBe true
  }

  it should "know uncertainty, coverage and weight maps by their names" in {
    TileHeader.isOtherProduct("0138m107_ac51-w1-unc-3.fits.gz") shouldBe true
    TileHeader.isOtherProduct("unwise-3460p121-w1-invvar-m.fits.gz") shouldBe true
    TileHeader.isOtherProduct("unwise-3460p121-w1-n-m.fits.gz") shouldBe true
    TileHeader.isOtherProduct("unwise-3460p121-msk.fits.gz") shouldBe true
    TileHeader.isOtherProduct("unwise-3460p121-w1-img-m.fits") shouldBe false
    TileHeader.isOtherProduct("0138m107_ac51-w1-int-3.fits") shouldBe false
  }

  "The images of a tile" should "lie on one grid of a known scale" in {
    val w1 = AtlasImages.image(ramp, Band.W1)
    val w2 = AtlasImages.image(ramp, Band.W2)
    TileImages.of(java.util.List.of(w1, w2)).bands shouldBe java.util.List.of(Band.W1, Band.W2)
    val shifted = AtlasImages.image(ramp, Band.W2, Map("CRPIX1" -> 26.5))
    the[UnreadableImageException] thrownBy TileImages.of(java.util.List.of(w1, shifted)) should
      have message "its W1 and W2 images differ in size or position"
    val coarse =
      AtlasImages.image(ramp, Band.W1, Map("CDELT1" -> -2.0 / 3600, "CDELT2" -> 2.0 / 3600))
    the[UnreadableImageException] thrownBy TileImages.of(
      java.util.Collections.singletonList(coarse)
    ) should
      have message "its pixels are 2.000 arcsec wide; those of Atlas images are 1.375, of unWISE 2.75"
  }
}
