package allsky.spark.fetch.archive

import allsky.UserError
import java.util.Base64

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class BaseUrlSpec extends AnyFlatSpec with Matchers {

  private def sent(url: String): Option[String] = {
    val header = BaseUrl.of(url).authorization
    if (header.isEmpty) None
    else Some(new String(Base64.getDecoder.decode(header.get.stripPrefix("Basic ")), "UTF-8"))
  }

  "A base URL" should "show no secret" in {
    val urls = Table(
      ("url", "shown"),
      ("https://me:pw@host/a", "https://***@host/a"),
      ("https://me:p w@host/a", "https://***@host/a"),
      ("https://host/a?token=abc&b=c", "https://host/a?token=***&b=***"),
      ("s3a://KEY:SECRET@bucket/a", "s3a://***@bucket/a")
    )
    forAll(urls)((url, shown) => BaseUrl.of(url).toString shouldBe shown)
  }

  it should "send user and password, percent-decoded, as HTTP Basic credentials" in {
    val urls = Table(
      ("url", "credentials"),
      ("https://me:pw@host/a", Some("me:pw")),
      ("https://me%40here:p%3Aw%2F+%20%C3%A9@host/a", Some("me@here:p:w/+ é")),
      ("https://me:a:b@host/a", Some("me:a:b")),
      ("https://me@host/a", Some("me:")),
      ("https://host/a", None),
      ("https://@host/a", None)
    )
    forAll(urls)((url, credentials) => sent(url) shouldBe credentials)
  }

  it should "combine its query with the path of a file" in {
    val requests = Table(
      ("base", "path", "request"),
      ("https://host/a", "00/b.fits", "https://host/a/00/b.fits"),
      ("https://host", "b.fits", "https://host/b.fits"),
      ("https://me:pw@HOST:443/a//", "b.fits", "https://host/a/b.fits"),
      ("http://host:8080/a/?token=t", "b.fits", "http://host:8080/a/b.fits?token=t"),
      ("https://host/a?t=%2F%26", "b.fits?size=6", "https://host/a/b.fits?t=%2F%26&size=6"),
      ("https://host/a", "b.fits?size=6", "https://host/a/b.fits?size=6")
    )
    forAll(requests)((base, path, request) =>
      BaseUrl.of(base).request(path).toString shouldBe request
    )
  }

  it should "be refused without its secrets where it is wrong" in {
    val wrong = Table(
      ("url", "message"),
      ("https://me:p/w@host/a", "in a password write @ : / ? # % as"),
      ("https://me:p w@host/a", "Illegal character"),
      ("https://host/a#pw", "without #"),
      ("http://host:99999/a", "port 1 to 65535"),
      ("http:///pw", "a URL with a host")
    )
    forAll(wrong) { (url, message) =>
      val fault = the[UserError] thrownBy BaseUrl.of(url).origin
      fault.getMessage should startWith("Invalid --base-url (")
      fault.getMessage should include(message)
      fault.getMessage.replace(" of a password", "") should not include "p w"
      fault.getMessage should not include "me:"
    }
  }

  it should "have no colon in its user's name" in {
    (the[UserError] thrownBy BaseUrl.of("https://m%3Ae:pw@host").authorization).getMessage shouldBe
      "Invalid --base-url (no colon in the user name): https://***@host"
  }
}
