package allsky.spark.fetch.archive

import java.net.URI
import java.util.Optional

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class RedirectsSpec extends AnyFlatSpec with Matchers {

  private def redirects(from: String, allowed: String*): Redirects =
    new Redirects(HttpOrigin.of(URI.create(from)), allowed.map(RedirectHost.parse).asJava)

  private def follow(from: String, location: String, allowed: String*): String =
    redirects(from, allowed: _*).follow(URI.create(from), Optional.of(location)).toString

  "A redirect" should "be followed to the archive's own host and port" in {
    val own = Table(
      ("from", "location", "next"),
      ("http://host/a/b", "c?d=e", "http://host/a/c?d=e"),
      ("http://host/a/b", "//HOST/c", "http://host/c"),
      ("https://host/a", "https://host:443/c", "https://host/c"),
      ("http://host:8080/a", "http://host:8080/c", "http://host:8080/c"),
      ("http://host/a", "https://host/c", "https://host/c"),
      ("http://host:8080/a", "https://host:8080/c", "https://host:8080/c"),
      ("http://host/a", "http://you:pw@host/c", "http://host/c")
    )
    forAll(own)((from, location, next) => follow(from, location) shouldBe next)
  }

  it should "not be followed to another host or port, which is named with the option" in {
    val others = Table(
      ("from", "location", "named"),
      ("http://host/a", "http://other/c?token=t", "http://other; if you trust that host, add"),
      ("http://host/a", "http://other.host/c", "add --allow-redirect-to other.host"),
      ("http://host/a", "http://host:8080/c", "add --allow-redirect-to host:8080"),
      ("http://host:8080/a", "https://host/c", "add --allow-redirect-to host"),
      ("http://host/a", "//169.254.169.254/c", "add --allow-redirect-to 169.254.169.254"),
      ("http://host/a", "http://host@other/c", "add --allow-redirect-to other")
    )
    forAll(others) { (from, location, named) =>
      val message = (the[ArchiveFault] thrownBy follow(from, location)).getMessage
      message should startWith("the archive redirects to http")
      message should include(named)
      message should not include "token"
    }
  }

  it should "be followed to a host that the user named" in {
    val named = Table(
      ("location", "option"),
      ("https://other/c", "other"),
      ("http://other/c", "OTHER"),
      ("http://other:81/c", "other:81"),
      ("http://[::1]:81/c", "[::1]:81")
    )
    forAll(named)((location, option) => follow("http://host/a", location, option) shouldBe location)
  }

  it should "not be followed to another port of a host that the user named" in {
    an[ArchiveFault] should be thrownBy follow("http://host/a", "http://other:81/c", "other")
  }

  it should "never be followed from https to http" in {
    val message =
      (the[ArchiveFault] thrownBy follow("https://host/a", "http://host/c", "host")).getMessage
    message shouldBe "the archive redirects from https to http://host, which is not encrypted"
  }

  it should "not be followed to what is no address over HTTP" in {
    for (location <- Seq("file:///etc/passwd", "ftp://host/c", "http:///c", "http://a b", ""))
      an[ArchiveFault] should be thrownBy follow("http://host/a", location)
  }

  "User and password" should "be for the archive only" in {
    val archive = redirects("http://host/a", "other")
    def isArchive(uri: String) = archive.isArchive(URI.create(uri))
    Seq("http://host/b", "https://host/b").map(isArchive) shouldBe Seq(true, true)
    Seq("http://other/b", "http://host:81/b").map(isArchive) shouldBe Seq(false, false)
  }

  "A host" should "be HOST or HOST:PORT" in {
    for (text <- Seq("http://host", "host/a", "me@host", "host:", "host:x", "host:99999", "", " "))
      an[IllegalArgumentException] should be thrownBy RedirectHost.parse(text)
  }
}
