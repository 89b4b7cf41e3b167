package allsky.spark.report.html

import java.net.URLDecoder

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PageCsvSpec extends AnyFlatSpec with Matchers {

  private def cells(values: Object*): Csv = Csv.withHead(values.indices.map(i => s"c$i"): _*).row(
    values: _*
  )

  "A CSV" should "have numbers in few digits, and nothing for those that are not finite" in {
    val row = cells(
      Double.box(0.123456789),
      Double.box(12.0),
      Double.box(Double.NaN),
      Long.box(5L),
      null
    )
    row.text shouldBe "c0,c1,c2,c3,c4\n0.123457,12,,5,\n"
  }

  it should "quote texts with commas, quotes and line breaks" in {
    cells("a,b", "say \"x\"", "l\nm").text shouldBe
      "c0,c1,c2\n\"a,b\",\"say \"\"x\"\"\",\"l\nm\"\n"
  }

  it should "be a link that saves the same text" in {
    val csv = cells("W1 − W2 [Vega mag], 100 %", "#&<\">")
    val link = csv.link("colours").toString
    link should include("download=\"colours.csv\"")
    val address =
      "href=\"data:text/csv;charset=utf-8,([^\"]*)\"".r.findFirstMatchIn(link).get.group(1)
    URLDecoder.decode(address, "UTF-8") shouldBe csv.text
    address should fullyMatch regex "[A-Za-z0-9,.:;/()+*=~_%-]*"
  }

  it should "refuse a row that is not as long as the head" in {
    an[IllegalArgumentException] should be thrownBy Csv.withHead("a", "b").row("1")
  }
}
