package allsky.fits.image

import allsky.fits.AtlasImages
import allsky.fits.UnreadableImageException
import allsky.survey.Band
import java.io.ByteArrayInputStream

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class FitsStructureSpec extends AnyFlatSpec with Matchers {

  private val image =
    AtlasImages.fits(Array.tabulate(60, 50)((y, x) => 100f * y + x), Band.W1)

  private val headerOnly = {
    val cards = Seq("SIMPLE  =                    T", "BITPIX  =                    8") ++
      Seq("NAXIS   =                    0", "EXTEND  =                    T", "END")
    cards.map(_.padTo(80, ' ')).mkString.padTo(2880, ' ').getBytes
  }

  private val extension =
    "XTENSION= 'IMAGE   '".padTo(80, ' ').getBytes ++ image.drop(80)

  private def check(bytes: Array[Byte]): Unit =
    FitsStructure.check(new ByteArrayInputStream(bytes), bytes.length)

  private def complaint(bytes: Array[Byte]): String =
    the[UnreadableImageException].thrownBy(check(bytes)).getMessage

  "A FITS file" should "be complete if it is as long as its headers declare" in {
    check(image)
    check(headerOnly)
    check(headerOnly ++ extension)
    check(AtlasImages.gzip(image))
  }

  it should "not be complete if it is truncated" in {
    complaint(image.dropRight(2880)) shouldBe
      s"it is truncated: ${image.length - 2880} of ${image.length} bytes"
    complaint(image.dropRight(1)) should startWith("it is truncated")
    complaint(image.take(1000)) shouldBe "its header is truncated"
    complaint(AtlasImages.gzip(image).dropRight(9)) should startWith(
      "it is truncated or not a gzip file"
    )
    complaint(AtlasImages.gzip(image.dropRight(2880))) should startWith("it is truncated")
    complaint(Array.emptyByteArray) shouldBe "it is empty"
  }

  it should "not be complete if it is too long" in {
    complaint(image ++ image) shouldBe
      s"it is longer than the ${image.length} bytes that its header declares"
    complaint(image :+ 0.toByte) should startWith("it is longer than the ")
  }

  it should "be distinguished from a web page by its first words" in {
    complaint("<html>\n  <h1>503 Service\tUnavailable</h1>\u0007</html>".getBytes) shouldBe
      "it is not a FITS file; it begins with: <html> <h1>503 Service Unavailable</h1>?</html>"
  }

  it should "need the cards of its size" in {
    val text = new String(image, "ISO-8859-1").replaceFirst("NAXIS2 ", "NAXISX ")
    complaint(text.getBytes("ISO-8859-1")) shouldBe "its header has no NAXIS2 card"
    val huge = new String(image, "ISO-8859-1")
      .replaceFirst("NAXIS1  = +50", "NAXIS1  =   999999999999999999")
    complaint(huge.getBytes("ISO-8859-1")) should startWith("its NAXIS1 is not a valid integer")
  }
}
