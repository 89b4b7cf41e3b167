package allsky.survey

import scala.collection.JavaConverters._

import allsky.survey.Band.{W1, W2, W3, W4}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks

class BandSpec extends AnyFlatSpec with Matchers with TableDrivenPropertyChecks {

  "A list of bands" should "be read with commas and without, in any case" in {
    val lists = Table(
      ("text", "bands"),
      ("W1,W2,W3", Seq(W1, W2, W3)),
      ("W1W2W3", Seq(W1, W2, W3)),
      ("w4w1", Seq(W4, W1)),
      (" W1 , w3 ", Seq(W1, W3)),
      ("W1W2,W4", Seq(W1, W2, W4)),
      ("W2", Seq(W2))
    )
    forAll(lists)((text, bands) => Band.ofNames(text).asScala shouldBe bands)
  }

  it should "be refused with the name that is not a band" in {
    for ((text, name) <- Seq("W5" -> "W5", "W1W5" -> "W5", "W1,,W2" -> "", "" -> "", "J" -> "J")) {
      the[IllegalArgumentException] thrownBy Band.ofNames(text) should have message
        "\"" + name + "\" is not a band (W1, W2, W3, W4)"
    }
  }

  it should "be refused if a band is repeated" in {
    for (text <- Seq("W1,W1", "W1w1"))
      the[IllegalArgumentException] thrownBy Band.ofNames(text) should have message
        "a band is repeated"
  }
}
