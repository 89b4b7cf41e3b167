package allsky.spectrum

import java.io.ByteArrayInputStream
import java.nio.file.Files

import scala.collection.JavaConverters._

import allsky.RealSky
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Templates of stars in the pipeline's files. */
class StarTemplatesSpec extends AnyFlatSpec with Matchers {

  private val cards = Seq(
    "SIMPLE  = T",
    "BITPIX  = -32",
    "NAXIS   = 2",
    "NAXIS1  = 3",
    "NAXIS2  = 2",
    "COEFF0  = 3.5",
    "COEFF1  = 0.0001",
    "NAME0   = 'A0 (1)'",
    "NAME1   = 'M2III (2)'"
  )

  private val pixels = Array.fill(6)(Array[Byte](0x3f, 0x80.toByte, 0, 0)).flatten

  private def read(bytes: Array[Byte]): StarTemplates =
    StarTemplates.read(new ByteArrayInputStream(bytes))

  "StarTemplates" should "be one spectrum a row with its name" in {
    val file = read(SpectrumFits.header(cards) ++ pixels)
    file.grid shouldBe new LogGrid(3.5, 1e-4, 3)
    file.templates.asScala.map(_.name) shouldBe Seq("A0 (1)", "M2III (2)")
    file.templates.get(1).flux shouldBe Array(1f, 1f, 1f)
  }

  it should "refuse another file, with the reason" in {
    def refusal(bytes: Array[Byte]): String =
      (the[UnusableSpectrumException] thrownBy read(bytes)).getMessage
    refusal(SpectrumFits.header(cards) ++ pixels.take(20)) shouldBe "it is truncated"
    refusal(SpectrumFits.file()) should startWith("it is no spEigenStar file")
    refusal(SpectrumFits.header(cards.filterNot(_.startsWith("NAME")))) should include("NAME0")
    refusal(Array[Byte](1, 2)) should startWith("it is not a FITS file")
  }

  it should "read the real file" taggedAs RealSky in {
    val path = RealSky.path("spectra/pipeline-templates/spEigenStar-55734.fits")
    val stream = Files.newInputStream(path)
    val file =
      try StarTemplates.read(stream)
      finally stream.close()
    file.templates should have size 123
    file.templates.get(0).name shouldBe "A0 (19510)"
    file.templates.get(122).name shouldBe "WDmagnetic"
    file.grid shouldBe new LogGrid(3.4842, 1e-4, 5933)
  }
}
