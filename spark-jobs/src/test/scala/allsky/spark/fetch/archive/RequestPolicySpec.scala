package allsky.spark.fetch.archive

import java.time.Duration.{ofHours, ofMillis, ofSeconds}
import java.time.format.DateTimeFormatter
import java.time.{ZoneOffset, ZonedDateTime}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class RequestPolicySpec extends AnyFlatSpec with Matchers {

  private val policy =
    new RequestPolicy(
      4,
      ofMillis(250),
      6,
      ofSeconds(1),
      ofSeconds(20),
      ofSeconds(20),
      ofSeconds(60),
      ofHours(1)
    )

  "A wait" should "double from half to all of its length, to a limit" in {
    for ((attempt, max) <- Seq(1 -> 1000L, 2 -> 2000L, 4 -> 8000L, 6 -> 20000L, 900 -> 20000L)) {
      val waits = Seq.fill(50)(policy.waitAfter(attempt).toMillis)
      waits.min should be >= max / 2
      waits.max should be <= max
      waits.distinct.size should be > 1
    }
  }

  "Retry-After" should "be seconds or a date" in {
    HttpArchive.pause("120") shouldBe ofSeconds(120)
    val inAnHour = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1)
    val wait = HttpArchive.pause(DateTimeFormatter.RFC_1123_DATE_TIME.format(inAnHour))
    wait.toSeconds should (be > 3590L and be <= 3600L)
    HttpArchive.pause("Wed, 21 Oct 2015 07:28:00 GMT") shouldBe ofSeconds(0)
    HttpArchive.pause("tomorrow") shouldBe ofSeconds(0)
  }
}
