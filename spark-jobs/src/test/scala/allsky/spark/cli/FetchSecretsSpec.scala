package allsky.spark.cli

import allsky.spark.fetch.AwkwardArchive
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.file.{Files, Path}
import java.util.Base64

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.prop.TableDrivenPropertyChecks._

/** To whom fetch-tiles tells a password or a token: to the archive, and to nobody else. */
class FetchSecretsSpec extends AnyFlatSpec with FetchFixture {

  private val other = new AwkwardArchive(images.path)
  private val otherHost = other.host.stripPrefix("http://")

  override def afterAll(): Unit =
    try other.close()
    finally super.afterAll()

  private val secret = "http://me%40here:pass%2Fword@" + archive.url.stripPrefix("http://")

  private val credentials =
    "Basic " + Base64.getEncoder.encodeToString("me@here:pass/word".getBytes)

  private def written(folder: Path): String =
    Files
      .walk(folder)
      .iterator
      .asScala
      .filter(Files.isRegularFile(_))
      .filterNot(_.toString.endsWith(".fits"))
      .map(Files.readString(_, ISO_8859_1))
      .mkString

  private def asked(answer: AwkwardArchive): Seq[Option[String]] =
    answer.takeAsked().map(_.authorization)

  "fetch-tiles" should "send user and password to the archive" in {
    archive.takeAsked()
    done(new Target().fetch("--bands", "W1", "--base-url", secret))
    asked(archive) shouldBe Seq(Some(credentials))
  }

  it should "send no credentials where none are given" in {
    archive.takeAsked()
    done(new Target().fetch("--bands", "W1"))
    asked(archive) shouldBe Seq(None)
  }

  it should "send the query of the base URL with each request" in {
    archive.takeAsked()
    done(new Target().fetch("--bands", "W1,W2", "--base-url", s"${archive.url}?token=abc"))
    archive.takeAsked().map(_.query) shouldBe Seq.fill(2)(Some("token=abc"))
  }

  it should "print and store no secret, whatever comes of it" in {
    val calls = Table(
      ("base URL", "secrets"),
      (secret, Seq("pass%2Fword", "pass/word", "me%40here", "me@here")),
      (s"${archive.url}?token=abcdef&X-Amz-Signature=0123", Seq("abcdef", "0123")),
      (s"${archive.url}?abcdef", Seq("abcdef")),
      ("http://me:my pass@127.0.0.1/a", Seq("my pass")),
      ("http://me:my/pass@127.0.0.1/a", Seq("my/pass")),
      ("s3a://AKIA:my/pass@bucket/a", Seq("AKIA", "my/pass")),
      ("hdfs://me:qwerty@127.0.0.1:9/a", Seq("qwerty")),
      ("me:qwerty@127.0.0.1/a", Seq("qwerty"))
    )
    forAll(calls) { (url, secrets) =>
      val target = new Target
      archive.next(w1, archive.status(404))
      val result = target.fetch("--bands", "W1,W2", "--base-url", url, "--attempts", "1")
      archive.next(w1)
      result.exitCode shouldBe 1
      val said = result.out + result.err + written(target.folder)
      said should include("***")
      secrets.foreach(word => said should not include word)
    }
  }

  it should "not follow a redirect to another host, and say in one line how to allow it" in {
    val target = new Target
    val elsewhere = archive.status(302, "Location" -> s"${other.url}/$w1?token=abc")
    archive.next(w1, elsewhere)
    val result = target.fetch("--bands", "W1", "--base-url", secret)
    result.exitCode shouldBe 1
    lastLine(
      result
    ) shouldBe "fetch-tiles: Could not fetch 1 of 1 files (the archive redirects to" +
      s" ${other.host}; if you trust that host, add --allow-redirect-to $otherHost): see" +
      s" ${target.folder}/_fetch.json; run the same command again to resume, or add --allow-missing."
    other.takeAsked() shouldBe empty
  }

  it should "follow a redirect to a host that is allowed, without user and password" in {
    val target = new Target
    archive.takeAsked()
    archive.next(w1, archive.status(307, "Location" -> s"${other.url}/$w1"))
    done(
      target.fetch("--bands", "W1", "--base-url", secret, "--allow-redirect-to", otherHost)
    )
    target.bytes(w1) shouldBe whole
    (asked(archive), asked(other)) shouldBe ((Seq(Some(credentials)), Seq(None)))
  }

  it should "follow a redirect of its own host with user and password" in {
    archive.takeAsked()
    archive.next(w1, archive.status(302, "Location" -> s"/moved/$w1"))
    done(new Target().fetch("--bands", "W1", "--base-url", secret))
    asked(archive) shouldBe Seq.fill(2)(Some(credentials))
  }

  it should "not follow redirects for ever" in {
    val target = new Target
    archive.takeAsked()
    archive.next(w1, Seq.fill(30)(archive.status(302, "Location" -> s"/moved/$w1")): _*)
    val result = target.fetch("--bands", "W1")
    archive.next(w1)
    lastLine(result) should include("the archive redirects more than 5 times")
    archive.takeAsked() should have size 6
  }

  it should "refuse a host that is none in --allow-redirect-to" in {
    val result = new Target().fetch("--allow-redirect-to", "http://host/a")
    (result.exitCode, lastLine(result)) shouldBe
      ((1, "fetch-tiles: Invalid --allow-redirect-to (HOST or HOST:PORT): http://host/a"))
  }

  "Every job" should "refuse a path with a password, and not show it" in {
    val paths = Table(
      ("path", "remedy"),
      ("s3a://AKIA:my/pass@bucket/a", "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
      ("ftp://me:my%2Fpass@host/a", "set spark.hadoop.fs.ftp.user.HOST"),
      ("hdfs://me:pass@host/a", "give them as Hadoop's settings of hdfs:")
    )
    forAll(paths) { (path, remedy) =>
      val calls = Seq(
        Seq("fetch-tiles", "--coadd-ids", "0000p000_ac51", "--tiles", path),
        Seq("crossmatch", "--sources", path, "--spectra", "x", "--output", "y"),
        Seq("stack-cutouts", "--sources", "x", "--tiles", path, "--output", "y"),
        Seq("sql", "--run", path, "-e", "select 1")
      )
      for (words <- calls) {
        val result = CommandLine.allsky(words: _*)
        result.exitCode shouldBe 1
        lastLine(result) should startWith(s"${words.head}: Cannot use --")
        lastLine(result) should include(remedy)
        result.out + result.err should not include "pass@"
      }
    }
  }

  "A wrong usage" should "not show a password" in {
    val result = CommandLine.allsky("fetch-tiles", "https://me:pass@host/a")
    (result.exitCode, result.err.contains("pass@")) shouldBe ((2, false))
  }
}
