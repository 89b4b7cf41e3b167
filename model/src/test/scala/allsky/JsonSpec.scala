package allsky

import com.google.gson.JsonParseException
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class JsonSpec extends AnyFlatSpec with Matchers {

  private def nested(levels: Int): String = "[" * levels + "]" * levels

  "A JSON text" should "be unchanged if its nesting is usual" in {
    Json.shallow(nested(64)) shouldBe nested(64)
  }

  it should "be refused if it is nested too deep" in {
    the[JsonParseException] thrownBy Json.shallow(nested(100000)) should have message
      "it is nested deeper than 64 levels"
  }

  it should "ignore brackets in strings" in {
    val text = "[\"\\\"" + "[" * 100 + "\"]"
    Json.shallow(text) shouldBe text
  }
}
