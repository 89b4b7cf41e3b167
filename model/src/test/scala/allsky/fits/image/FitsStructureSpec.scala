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

  "A FITS file" should "be whole where it is as long as its headers say" in {
    check(image)
    check(headerOnly)
    check(headerOnly ++ extension)
    check(AtlasImages.gzip(image))
  }

  it should "not be whole where it is cut off" in {
    complaint(image.dropRight(2880)) shouldBe
      s"it is cut off: ${image.length - 2880} of ${image.length} bytes"
    complaint(image.dropRight(1)) should startWith("it is cut off")
    complaint(image.take(1000)) shouldBe "its header is cut off"
    complaint(AtlasImages.gzip(image).dropRight(9)) should startWith(
      "it is cut off or no gzip file"
    )
    complaint(AtlasImages.gzip(image.dropRight(2880))) should startWith("it is cut off")
    complaint(Array.emptyByteArray) shouldBe "it is empty"
  }

  it should "not be whole where it goes on" in {
    complaint(image ++ image) shouldBe
      s"it goes on after the ${image.length} bytes that its header says"
    complaint(image :+ 0.toByte) should startWith("it goes on after")
  }

  it should "be told from a page by its first words" in {
    complaint("<html>\n  <h1>503 Service\tUnavailable</h1>\u0007</html>".getBytes) shouldBe
      "it is no FITS file; it begins with: <html> <h1>503 Service Unavailable</h1>?</html>"
  }

  it should "have the cards that say how long it is" in {
    val text = new String(image, "ISO-8859-1").replaceFirst("NAXIS2 ", "NAXISX ")
    complaint(text.getBytes("ISO-8859-1")) shouldBe "its header has no NAXIS2 card"
    val huge = new String(image, "ISO-8859-1")
      .replaceFirst("NAXIS1  = +50", "NAXIS1  =   999999999999999999")
    complaint(huge.getBytes("ISO-8859-1")) should startWith("its NAXIS1 is no size")
  }
}
