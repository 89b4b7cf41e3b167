package allsky.spectrum

import java.util.Optional

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SpectrumKeySpec extends AnyFlatSpec with Matchers {

  private def key(text: String): Optional[SpectrumKey] = SpectrumKey.ofSpecObjId(text)

  /** Rows of SDSS's table SpecPhotoAll: specObjID, plate, mjd, fiberID. */
  "SDSS's number of a spectrum" should "have plate, date and fibre" in {
    key("7992903188490768384") shouldBe Optional.of(new SpectrumKey(7099, 56666, 508))
    key(" 6816420789287669760 ") shouldBe Optional.of(new SpectrumKey(6054, 56089, 810))
  }

  it should "be read where it is above a signed long" in {
    val late = java.lang.Long.toUnsignedString((9000L << 50) | (1000L << 38) | (8077L << 24))
    late should have length 20
    key(late) shouldBe Optional.of(new SpectrumKey(9000, 58077, 1000))
  }

  it should "be missing in a text that is no number" in {
    Seq("", "abc", "-5", "99999999999999999999").map(key).distinct shouldBe Seq(Optional.empty)
  }
}
