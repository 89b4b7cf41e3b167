package allsky.spark.output

import java.util.{List => JList, Map => JMap}

import com.google.gson.JsonParser
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class StatusCountsSpec extends AnyFlatSpec with Matchers {

  private val counts =
    new StatusCounts(JMap.of(
      "NO_TILE",
      Long.box(3),
      "OK",
      Long.box(26950),
      "BAD_IMAGE",
      Long.box(50)
    ))

  "The line of the counts" should "begin with OK" in {
    counts.line("sources") shouldBe "27,003 sources: 26,950 OK, 50 BAD_IMAGE, 3 NO_TILE"
  }

  it should "name no status where there are no sources" in {
    new StatusCounts(JMap.of()).line("sources") shouldBe "0 sources"
  }

  "The summary" should "hold the total, the counts and the problems without passwords" in {
    val problems = JList.of("s3a://bucket/a.fits: cut", "https://USER:PASSWORD@host/b.fits: cut")
    val json = JsonParser.parseString(counts.toJson(problems)).getAsJsonObject
    json.get("sources").getAsLong shouldBe 27003
    json.getAsJsonObject("status").get("BAD_IMAGE").getAsLong shouldBe 50
    json.getAsJsonArray("problems").get(0).getAsString shouldBe "s3a://bucket/a.fits: cut"
    json.getAsJsonArray("problems").get(1).getAsString should not include "PASSWORD"
  }

  "A total of another number of sources" should "be a bug" in {
    noException should be thrownBy counts.requireTotal(27003)
    an[IllegalStateException] should be thrownBy counts.requireTotal(27004)
  }
}
