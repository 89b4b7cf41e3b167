package allsky.fits.image

import allsky.cutout.BandImages
import allsky.fits.AtlasImages
import allsky.fits.UnreadableImageException
import allsky.fits.UnwiseImages
import allsky.fits.header.ImageSurvey
import allsky.fits.header.NoPixelsException
import allsky.fits.header.OtherProductException
import allsky.fits.header.TileName
import allsky.survey.Band
import java.io.ByteArrayInputStream

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

  /** One ramp of whole numbers in each type that FITS has, none above a byte. */
  private val types = Seq[(Int, AnyRef)](
    8 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toByte),
    16 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toShort),
    32 -> Array.tabulate(60, 50)((y, x) => (y * 50 + x) % 251),
    64 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toLong),
    -32 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toFloat),
    -64 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toDouble)
  )

  private def ramp(scale: Float, zero: Float) =
    Array.tabulate(60, 50)((y, x) => zero + scale * ((y * 50 + x) % 251))

  for ((bitpix, numbers) <- types) {
    it should s"be the numbers of its data of BITPIX $bitpix" in {
      read(AtlasImages.fits(numbers, Band.W1)).pixels shouldBe ramp(1, 0)
    }

    it should s"apply BSCALE and BZERO to data of BITPIX $bitpix" in {
      val scaled = Map("BSCALE" -> 0.5, "BZERO" -> 7.0)
      read(AtlasImages.fits(numbers, Band.W1, scaled)).pixels shouldBe ramp(0.5f, 7)
    }

    it should s"have no value where data of BITPIX $bitpix are a BLANK of integers" in {
      val pixels = read(AtlasImages.fits(numbers, Band.W1, Map("BLANK" -> 54))).pixels
      pixels(1)(4).isNaN shouldBe bitpix > 0
      pixels(1)(5) shouldBe 55f
    }

    it should s"be refused where its data are not of the BITPIX $bitpix that it says" in {
      for (other <- Seq(8, 16, 32, -64) if math.abs(other) != math.abs(bitpix)) {
        val wrong = AtlasImages.edited(AtlasImages.fits(numbers, Band.W1))(
          _.map(card => if (card.startsWith("BITPIX")) s"BITPIX  = $other" else card)
        )
        withClue(s"BITPIX $other: ")(complaint(wrong) should startWith("it"))
      }
    }
  }

  it should "say that its data are longer than its header" in {
    val doubles = AtlasImages.fits(types.last._2, Band.W1)
    val wrong = AtlasImages.edited(doubles)(
      _.map(card => if (card.startsWith("BITPIX")) "BITPIX  = -32" else card)
    )
    complaint(wrong) shouldBe "its data are longer than the 12000 bytes that its BITPIX, NAXIS1" +
      " and NAXIS2 promise"
  }

  it should "be refused where its rows are one pixel longer than it says" in {
    val narrow = AtlasImages.edited(AtlasImages.fits(ramp, Band.W1))(
      _.map(card => if (card.startsWith("NAXIS1")) "NAXIS1  = 49" else card)
    )
    complaint(narrow) should startWith("its data are longer than the 11760 bytes ")
  }

  it should "be read without the filling of its last block, and with extensions behind it" in {
    val bytes = AtlasImages.fits(ramp, Band.W1)
    val header = bytes.length - 14400
    read(bytes.take(header + 12000)).pixels shouldBe ramp
    val extension = "XTENSION= 'IMAGE   '".padTo(80, ' ').getBytes ++ bytes.drop(80)
    read(bytes ++ extension).pixels shouldBe ramp
    read(AtlasImages.gzip(bytes ++ extension)).pixels shouldBe ramp
  }

  /** A gzip file whose byte at a place from its end is another one. */
  private def damaged(fromEnd: Int): Array[Byte] = {
    val bytes = AtlasImages.gzip(AtlasImages.fits(ramp, Band.W1))
    bytes(bytes.length - fromEnd) = (bytes(bytes.length - fromEnd) ^ 0x55).toByte
    bytes
  }

  for ((what, bytes) <- Seq("sum" -> damaged(7), "length" -> damaged(3)))
    it should s"be refused where the $what of its gzip stream is wrong" in {
      complaint(bytes) should startWith("its gzip stream is cut off or corrupt (")
    }

  it should "be refused where its gzip stream ends early" in {
    val bytes = AtlasImages.gzip(AtlasImages.fits(ramp, Band.W1))
    for (most <- Seq(bytes.length - 1, bytes.length - 8, bytes.length - 30))
      complaint(bytes.take(most)) should startWith("its gzip stream is cut off or corrupt (")
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

  /** A primary header without data, and a header of a table with the cards of an image. */
  private def compressed(cards: String*): Array[Byte] = {
    val primary = Seq("SIMPLE  =                    T", "BITPIX  = 8", "NAXIS   = 0")
    val table = Seq("XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 8") ++
      Seq("NAXIS2  = 260", "PCOUNT  = 0", "GCOUNT  = 1") ++ cards
    def block(cards: Seq[String]) =
      (cards :+ "END").map(_.padTo(80, ' ')).mkString.padTo(2880, ' ').getBytes
    val wcs = Seq("CTYPE1  = 'RA---SIN'", "CTYPE2  = 'DEC--SIN'", "CRVAL1  = 10", "CRVAL2  = 20") ++
      Seq("CRPIX1  = 30", "CRPIX2  = 30", "CDELT1  = -3.8E-4", "CDELT2  = 3.8E-4") ++
      Seq("BAND    = 1", "MAGZP   = 20.5")
    block(primary) ++ block(table ++ wcs) ++ new Array[Byte](2880)
  }

  it should "be refused where a table is first" in {
    complaint(compressed()) shouldBe "it has a table first (XTENSION is BINTABLE)"
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
    complaint(bytes.take(2880 * 2 + 500)) should startWith("it is cut off in row ")
    complaint(bytes.take(300)) shouldBe "its header is cut off"
    complaint(Array.emptyByteArray) shouldBe "it is empty"
  }

  for (
    (side, fault) <- Seq(
      "100000" -> ("its header promises 100000 x 100000 pixels; at most 536,870,912 are read," +
        " 23,170 x 23,170"),
      "2000000" -> "its NAXIS1 is 2000000; images of 1 to 1048576 are read",
      "-50" -> "its NAXIS1 is -50; images of 1 to 1048576 are read",
      "999999999999999999" -> "its NAXIS1 is no size: 999999999999999999"
    )
  )
    it should s"be refused before it is read where it promises $side pixels a side" in {
      val bytes = AtlasImages.edited(AtlasImages.fits(ramp, Band.W1))(
        _.map(card => if (card.matches("NAXIS[12] .*")) card.take(8) + "= " + side else card)
      )
      complaint(bytes) shouldBe fault
    }

  it should "be refused where it takes more than a quarter of the memory" in {
    val rows = Runtime.getRuntime.maxMemory / 4 / (20000 * 4)
    assume(rows < 26000)
    val bytes = AtlasImages.edited(AtlasImages.fits(ramp, Band.W1))(
      _.map(card =>
        if (card.startsWith("NAXIS1 ")) "NAXIS1  = 20000"
        else if (card.startsWith("NAXIS2 ")) s"NAXIS2  = $rows"
        else card
      )
    )
    complaint(bytes) should include("more than a quarter of the ")
  }

  for (bitpix <- Seq("7", "4294967312", "0"))
    it should s"be refused where its BITPIX is $bitpix" in {
      val bytes = AtlasImages.edited(AtlasImages.fits(ramp, Band.W1))(
        _.map(card => if (card.startsWith("BITPIX")) s"BITPIX  = $bitpix" else card)
      )
      complaint(bytes) shouldBe s"its BITPIX is $bitpix, which is none"
    }

  it should "be refused where it is something else" in {
    complaint("<html><body>503 Service Unavailable</body></html>".getBytes) shouldBe
      "it is no FITS file; it begins with: <html><body>503 Service Unavailable</body></html>"
  }

  it should "be refused without a zero point, a band or a WCS" in {
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("MAGZP"))) shouldBe
      "its header has no MAGZP card (photometric zero point)"
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("BAND"))) shouldBe
      "neither a BAND card nor its name says which band it is"
    complaint(AtlasImages.fits(ramp, Band.W1, without = Seq("CTYPE1"))) shouldBe
      "its header has no WCS (no CTYPE1 card)"
  }

  for (zeroPoint <- Seq[Any](-999.0, 0.5, 99.0, "NaN", "unknown"))
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
    header.survey.get shouldBe ImageSurvey.UNWISE
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
    val header = start(bytes.take(5760)).header
    header.band shouldBe Band.W4
    header.sameGridAs(read(bytes).header) shouldBe true
  }

  private def start(bytes: Array[Byte], name: String = "x.fits") =
    ImageStart.read(new ByteArrayInputStream(bytes), name)

  it should "be no promise of more pixels than the file holds" in {
    val bytes = AtlasImages.fits(ramp, Band.W4)
    start(bytes).requireIn(bytes.length)
    val cut = the[NoPixelsException] thrownBy start(bytes).requireIn(bytes.length - 2880)
    cut.getMessage shouldBe s"it is cut off: ${bytes.length - 2880} of ${bytes.length - 2400} bytes"
    cut.promised.height shouldBe 60
  }

  for (kind <- Seq("1-sigma uncertainty image", "depth-of-coverage image", "mask image", "unc"))
    it should s"be refused where its FILETYPE is $kind" in {
      val bytes = AtlasImages.fits(ramp, Band.W1, Map("FILETYPE" -> kind))
      the[OtherProductException] thrownBy start(bytes) should have message
        s"its FILETYPE is '$kind'; only an intensity image is read"
    }

  it should "be read where its FILETYPE is intensity image, whatever its name" in {
    val bytes = AtlasImages.fits(ramp, Band.W1, Map("FILETYPE" -> "intensity image"))
    start(bytes, "my-std-w3.fits").header.band shouldBe Band.W1
  }

  it should "have the band that is in its BAND card" in {
    for ((card, band) <- Seq[(Any, Band)](3 -> Band.W3, "W2" -> Band.W2, 1.0 -> Band.W1))
      start(AtlasImages.fits(ramp, Band.W4, Map("BAND" -> card))).header.band shouldBe band
    for (card <- Seq[Any](5, 3.35, "K"))
      complaint(AtlasImages.fits(ramp, Band.W1, Map("BAND" -> card))) shouldBe
        s"its BAND is $card; only 1 to 4 are read"
  }

  "A file's name" should "have its band last" in {
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

  it should "say nothing of the kind by parts that the archives do not have" in {
    for (name <- Seq("ngc-n-w1.fits", "my-std-w1.fits", "a-unc-b-w1.fits", "x-msk.fits"))
      withClue(name)(TileName.isOtherProduct(name) shouldBe false)
  }

  it should "say that it is an uncertainty, coverage or weight map" in {
    TileName.isOtherProduct("0138m107_ac51-w1-unc-3.fits.gz") shouldBe true
    TileName.isOtherProduct("unwise-3460p121-w1-invvar-m.fits.gz") shouldBe true
    TileName.isOtherProduct("unwise-3460p121-w1-n-m.fits.gz") shouldBe true
    TileName.isOtherProduct("unwise-3460p121-msk.fits.gz") shouldBe true
    TileName.isOtherProduct("1497p015_ac51-w2-unc.fits") shouldBe true
    TileName.isOtherProduct("00720a001-w1-msk-1b.fits.gz") shouldBe true
    TileName.isOtherProduct("unwise-3460p121-w1-img-m.fits") shouldBe false
    TileName.isOtherProduct("0138m107_ac51-w1-int-3.fits") shouldBe false
  }

  "The images of a tile" should "lie on one grid of a known scale" in {
    val w1 = AtlasImages.image(ramp, Band.W1)
    val w2 = AtlasImages.image(ramp, Band.W2)
    BandImages.of(java.util.List.of(w1, w2)).bands shouldBe java.util.List.of(Band.W1, Band.W2)
    val shifted = AtlasImages.image(ramp, Band.W2, Map("CRPIX1" -> 26.5))
    the[UnreadableImageException] thrownBy BandImages.of(java.util.List.of(w1, shifted)) should
      have message "its W1 and W2 images differ in size or position"
    val coarse =
      AtlasImages.image(ramp, Band.W1, Map("CDELT1" -> -2.0 / 3600, "CDELT2" -> 2.0 / 3600))
    the[UnreadableImageException] thrownBy BandImages.of(
      java.util.Collections.singletonList(coarse)
    ) should
      have message "its pixels are 2.000 arcsec wide; those of Atlas images are 1.375, of unWISE 2.75"
  }
}
