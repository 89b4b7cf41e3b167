package allsky.spark.output

import java.util.{Map, Set}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class RunIdentitySpec extends AnyFlatSpec with Matchers {

  private def of(path: String) = RunIdentity.starting("fetch-tiles", Map.of("sources", path))

  "A run's identity" should "hold no secret of its options" in {
    of("s3a://KEY:SECRET@bucket/a").options.get("sources") shouldBe "s3a://***@bucket/a"
  }

  it should "not take a secret over from the file of an older version" in {
    val text = of("/a").toJson.replace("/a", "https://host/a?token=abc")
    RunIdentity.parse(text).options.get("sources") shouldBe "https://host/a?token=***"
  }

  it should "be the same with another password" in {
    of("ftp://me:old@host/a").differencesFrom(of("ftp://me:new@host/a"), Set.of()) shouldBe empty
    of("ftp://me:old@host/a").differencesFrom(
      of("ftp://me:old@host/b"),
      Set.of()
    ) should have size 1
  }
}
