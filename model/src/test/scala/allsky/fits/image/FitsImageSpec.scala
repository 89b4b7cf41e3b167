package allsky.fits.image

import allsky.fits.AtlasImages
import allsky.fits.RampImages
import allsky.fits.UnreadableImageException
import allsky.survey.Band
import java.io.ByteArrayInputStream

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class FitsImageSpec extends AnyFlatSpec with Matchers with RampImages {

  "A FITS image" should "be read with the values of its header" in {
    val image = read(AtlasImages.fits(ramp, Band.W2))
    image.pixels shouldBe ramp
    image.header.width shouldBe 50
    image.header.height shouldBe 60
    image.header.band shouldBe Band.W2
    image.header.coaddId shouldBe "1210p015_ac51"
    image.header.magnitudeZeroPoint shouldBe 19.5
  }

  it should "be equal when read from gzip" in {
    read(AtlasImages.gzip(AtlasImages.fits(ramp, Band.W2))).pixels shouldBe ramp
  }

  it should "reuse the arrays of a returned image of the same size" in {
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

  /** The same ramp of integers below 251 in each data type of FITS. */
  private val types = Seq[(Int, AnyRef)](
    8 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toByte),
    16 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toShort),
    32 -> Array.tabulate(60, 50)((y, x) => (y * 50 + x) % 251),
    64 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toLong),
    -32 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toFloat),
    -64 -> Array.tabulate(60, 50)((y, x) => ((y * 50 + x) % 251).toDouble)
  )

  private def scaledRamp(scale: Float, zero: Float) =
    Array.tabulate(60, 50)((y, x) => zero + scale * ((y * 50 + x) % 251))

  for ((bitpix, numbers) <- types) {
    it should s"have the stored numbers for BITPIX $bitpix" in {
      read(AtlasImages.fits(numbers, Band.W1)).pixels shouldBe scaledRamp(1, 0)
    }

    it should s"apply BSCALE and BZERO to data of BITPIX $bitpix" in {
      val scaled = Map("BSCALE" -> 0.5, "BZERO" -> 7.0)
      read(AtlasImages.fits(numbers, Band.W1, scaled)).pixels shouldBe scaledRamp(0.5f, 7)
    }

    it should s"have no value for a BLANK integer in data of BITPIX $bitpix" in {
      val pixels = read(AtlasImages.fits(numbers, Band.W1, Map("BLANK" -> 54))).pixels
      pixels(1)(4).isNaN shouldBe bitpix > 0
      pixels(1)(5) shouldBe 55f
    }

    it should s"be refused if its data of BITPIX $bitpix have another BITPIX card" in {
      for (other <- Seq(8, 16, 32, -64) if math.abs(other) != math.abs(bitpix)) {
        val wrong = AtlasImages.edited(AtlasImages.fits(numbers, Band.W1))(
          _.map(card => if (card.startsWith("BITPIX")) s"BITPIX  = $other" else card)
        )
        withClue(s"BITPIX $other: ")(complaint(wrong) should startWith("it"))
      }
    }
  }

  it should "be refused if its data are longer than the header declares" in {
    val doubles = AtlasImages.fits(types.last._2, Band.W1)
    val wrong = AtlasImages.edited(doubles)(
      _.map(card => if (card.startsWith("BITPIX")) "BITPIX  = -32" else card)
    )
    complaint(wrong) shouldBe "its data are longer than the 12000 bytes that its BITPIX, NAXIS1" +
      " and NAXIS2 declare"
  }

  it should "be refused if its rows are one pixel longer than declared" in {
    val narrow = AtlasImages.edited(AtlasImages.fits(ramp, Band.W1))(
      _.map(card => if (card.startsWith("NAXIS1")) "NAXIS1  = 49" else card)
    )
    complaint(narrow) should startWith("its data are longer than the 11760 bytes ")
  }

  it should "be read without padding of the last block, and with extensions after it" in {
    val bytes = AtlasImages.fits(ramp, Band.W1)
    val header = bytes.length - 14400
    read(bytes.take(header + 12000)).pixels shouldBe ramp
    val extension = "XTENSION= 'IMAGE   '".padTo(80, ' ').getBytes ++ bytes.drop(80)
    read(bytes ++ extension).pixels shouldBe ramp
    read(AtlasImages.gzip(bytes ++ extension)).pixels shouldBe ramp
  }

  /** A gzip file in which one byte, at a position counted from the end, is changed. */
  private def damaged(fromEnd: Int): Array[Byte] = {
    val bytes = AtlasImages.gzip(AtlasImages.fits(ramp, Band.W1))
    bytes(bytes.length - fromEnd) = (bytes(bytes.length - fromEnd) ^ 0x55).toByte
    bytes
  }

  for ((what, bytes) <- Seq("sum" -> damaged(7), "length" -> damaged(3)))
    it should s"be refused if the $what of its gzip stream is wrong" in {
      complaint(bytes) should startWith("its gzip stream is truncated or corrupt (")
    }

  it should "be refused if its gzip stream ends early" in {
    val bytes = AtlasImages.gzip(AtlasImages.fits(ramp, Band.W1))
    for (most <- Seq(bytes.length - 1, bytes.length - 8, bytes.length - 30))
      complaint(bytes.take(most)) should startWith("its gzip stream is truncated or corrupt (")
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

  it should "be refused if its first extension is a table" in {
    complaint(compressed()) shouldBe "its first extension is not an image (XTENSION is BINTABLE)"
  }

  it should "be refused if it is truncated" in {
    val bytes = AtlasImages.fits(ramp, Band.W1)
    complaint(bytes.take(2880 * 2 + 500)) should startWith("it is truncated in row ")
    complaint(bytes.take(300)) shouldBe "its header is truncated"
    complaint(Array.emptyByteArray) shouldBe "it is empty"
  }

  for (
    (side, fault) <- Seq(
      "100000" -> ("its header declares 100000 x 100000 pixels; allsky reads at most 536,870,912" +
        " (23,170 x 23,170)"),
      "2000000" -> "its NAXIS1 is 2000000; allsky reads images of 1 to 1048576 pixels a side",
      "-50" -> "its NAXIS1 is -50; allsky reads images of 1 to 1048576 pixels a side",
      "999999999999999999" -> "its NAXIS1 is not a valid integer: 999999999999999999"
    )
  )
    it should s"be refused before it is read if it declares $side pixels a side" in {
      val bytes = AtlasImages.edited(AtlasImages.fits(ramp, Band.W1))(
        _.map(card => if (card.matches("NAXIS[12] .*")) card.take(8) + "= " + side else card)
      )
      complaint(bytes) shouldBe fault
    }

  it should "be refused if it needs more than a quarter of the memory" in {
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
    it should s"be refused if its BITPIX is $bitpix" in {
      val bytes = AtlasImages.edited(AtlasImages.fits(ramp, Band.W1))(
        _.map(card => if (card.startsWith("BITPIX")) s"BITPIX  = $bitpix" else card)
      )
      complaint(bytes) shouldBe s"its BITPIX is $bitpix; allowed are 8, 16, 32, 64, -32 and -64"
    }

  it should "be refused if it is not FITS" in {
    complaint("<html><body>503 Service Unavailable</body></html>".getBytes) shouldBe
      "it is not a FITS file; it begins with: <html><body>503 Service Unavailable</body></html>"
  }

  it should "be empty if it is a filled gap" in {
    AtlasImages.image(Array.fill(60, 50)(-Float.MaxValue), Band.W1).isEmpty shouldBe true
  }
}
