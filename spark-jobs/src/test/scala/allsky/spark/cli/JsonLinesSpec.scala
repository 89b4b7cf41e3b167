package allsky.spark.cli

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.time.{Clock, Instant, ZoneOffset}

import com.google.gson.{JsonObject, JsonParser}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Log lines as JSON. */
class JsonLinesSpec extends AnyFlatSpec with Matchers {

  private val clock = Clock.fixed(Instant.parse("2026-11-28T11:52:03.25Z"), ZoneOffset.UTC)

  private def written(text: String): Seq[String] = {
    val bytes = new ByteArrayOutputStream
    new PrintStream(new JsonLines(new PrintStream(bytes, true, UTF_8), clock), true, UTF_8)
      .print(text)
    bytes.toString(UTF_8).linesIterator.toSeq
  }

  private val time = """{"time":"2026-11-28T11:52:03.250Z""""

  "A line" should "name the job that printed it" in {
    written("crossmatch: done in 2 s\n") shouldBe
      Seq(s"""$time,"source":"crossmatch","message":"done in 2 s"}""")
  }

  it should "have the level and the class of Spark" in {
    written("21:37:43 WARN TaskSetManager: Lost \"task\"\n") shouldBe Seq(
      s"""$time,"source":"TaskSetManager","level":"WARN","message":"Lost \\"task\\""}"""
    )
  }

  it should "be a message where nobody is named, also with letters that are not ASCII" in {
    written("\tat größer\n") shouldBe Seq(s"""$time,"message":"\\tat größer"}""")
  }

  it should "be written when it is complete" in {
    written("a\nb") shouldBe Seq(s"""$time,"message":"a"}""")
  }

  "A job" should "print JSON lines, and its result as before" in {
    val outcome =
      CommandLine.allsky("sql", "--log-format", "json", "-e", "select 1 as n", "--format", "csv")
    outcome.out shouldBe "n\n1\n"
    val lines = outcome.err.linesIterator.map(objectOf).toSeq
    lines.map(_.get("source").getAsString).toSet shouldBe Set("sql")
    lines.head.get("message").getAsString should startWith("--execute 'select 1 as n'")
  }

  it should "report an error as a JSON line" in {
    val outcome = CommandLine.allsky("sql", "--log-format=json", "-q", "-e", "selec 1")
    outcome.exitCode shouldBe 1
    objectOf(outcome.err.trim).get("message").getAsString should startWith("Cannot run the query")
  }

  private def objectOf(line: String): JsonObject =
    JsonParser.parseString(line).getAsJsonObject
}
