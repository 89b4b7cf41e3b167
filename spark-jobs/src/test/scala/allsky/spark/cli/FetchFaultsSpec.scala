package allsky.spark.cli

import allsky.survey.Band
import java.nio.file.Files
import java.time.format.DateTimeFormatter
import java.time.{ZoneOffset, ZonedDateTime}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.prop.TableDrivenPropertyChecks._

/** What fetch-tiles makes of an archive that is not well, and of what broke off. */
class FetchFaultsSpec extends AnyFlatSpec with FetchFixture {

  private def soon =
    DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1))

  "fetch-tiles" should "get over an archive's moods" in {
    val (half, busy) = (whole.length / 2, "Retry-After" -> "1")
    val moods = Table(
      ("mood", "answers", "ranges of the requests"),
      ("busy", Seq(archive.status(429, busy)), Seq(None, None)),
      ("busy until", Seq(archive.status(503, "Retry-After" -> soon)), Seq(None, None)),
      ("faults", Seq(archive.status(500), archive.status(502)), Seq(None, None, None)),
      ("breaks off", Seq(archive.breakingOffAfter(half)), Seq(None, Some(s"bytes=$half-"))),
      ("stalls", Seq(archive.stallingAfter(half)), Seq(None, Some(s"bytes=$half-"))),
      ("says nothing", Seq(archive.silent), Seq(None, None)),
      ("drips", Seq(archive.dripping), Seq(None)),
      ("redirects", Seq(archive.status(302, "Location" -> s"/moved/$w1")), Seq(None, None)),
      (
        "knows no ranges",
        Seq(archive.breakingOffAfter(half), archive.ignoringRange),
        Seq(None, Some(s"bytes=$half-"))
      ),
      (
        "refuses the range",
        Seq(archive.breakingOffAfter(half), archive.status(416)),
        Seq(None, Some(s"bytes=$half-"), None)
      ),
      ("is cut off once", Seq(archive.without(2880)), Seq(None, None))
    )
    forAll(moods) { (_, answers, ranges) =>
      val target = new Target
      archive.takeAsked()
      archive.next(w1, answers: _*)
      done(target.fetch("--bands", "W1"))
      target.bytes(w1) shouldBe whole
      archive.takeAsked().map(_.range) shouldBe ranges
    }
  }

  it should "say what could not be had and why, and go on with the rest" in {
    val faults = Table(
      ("answers", "reason", "requests"),
      (Seq.fill(9)(archive.status(404)), "HTTP 404", 1),
      (Seq.fill(9)(archive.status(403)), "HTTP 403", 1),
      (Seq.fill(9)(archive.status(410)), "HTTP 410", 1),
      (Seq.fill(9)(archive.status(500)), "HTTP 500 (3 attempts)", 3),
      (Seq.fill(9)(archive.status(429, "Retry-After" -> "3600")), "retry in 3600 s", 1),
      (
        Seq.fill(9)(archive.text("<html>Down for maintenance</html>")),
        "it is not a FITS file; it begins with: <html>Down for maintenance</html>",
        2
      ),
      (
        Seq.fill(9)(archive.without(2880)),
        s"it is truncated: ${whole.length - 2880} of ${whole.length} bytes",
        2
      )
    )
    forAll(faults) { (answers, reason, requests) =>
      val target = new Target
      archive.takeAsked()
      archive.next(w1, answers: _*)
      val result = target.fetch("--bands", "W1,W2", "--attempts", "3")
      archive.next(w1)
      result.exitCode shouldBe 1
      result.out should startWith("2 files: 1 fetched")
      result.out should include(s"missing: $w1: ")
      lastLine(result) should startWith("fetch-tiles: Could not fetch 1 of 2 files (")
      lastLine(result) should endWith(
        s"): see ${target.folder}/_fetch.json; run the same command again to resume," +
          " or add --allow-missing."
      )
      target.report should include(reason)
      archive.takeAsked().count(_.path == w1) shouldBe requests
      target.has(w1) shouldBe false
      target.has(pathOf(Band.W2)) shouldBe true
    }
  }

  it should "accept what is missing where that is allowed" in {
    val target = new Target
    archive.next(w1, archive.status(404))
    done(target.fetch("--bands", "W1", "--allow-missing"))
    target.report should include("\"reason\": \"HTTP 404\"")
    done(target.fetch("--bands", "W1")).out should startWith("1 files: 1 fetched")
  }

  it should "go on at the byte where it was stopped" in {
    val target = new Target
    archive.takeAsked()
    archive.next(w1, archive.breakingOffAfter(70000), archive.status(500))
    target.fetch("--bands", "W1", "--attempts", "1").exitCode shouldBe 1
    target.has(w1) shouldBe false
    archive.takeAsked()
    done(target.fetch("--bands", "W1"))
    val Seq(request) = archive.takeAsked()
    (request.range, request.ifRange) shouldBe ((Some("bytes=70000-"), Some("\"first\"")))
    target.bytes(w1) shouldBe whole
  }

  it should "start again where the archive's file has changed meanwhile" in {
    val target = new Target
    archive.next(w1, archive.breakingOffAfter(70000), archive.status(500))
    target.fetch("--bands", "W1", "--attempts", "1").exitCode shouldBe 1
    archive.etag = "\"second\""
    try done(target.fetch("--bands", "W1")).out should include("1 fetched")
    finally archive.etag = "\"first\""
    target.bytes(w1) shouldBe whole
  }

  it should "replace a file that is not whole" in {
    val target = new Target
    val broken = target.folder.resolve(w1)
    Files.createDirectories(broken.getParent)
    Files.write(broken, whole.dropRight(100))
    done(target.fetch("--bands", "W1")).out should startWith("1 files: 1 fetched")
    target.bytes(w1) shouldBe whole
  }

  it should "stop after twenty failures of an archive that answers" in {
    val far = Positions.csv((1 to 21).map(i => s"${i * 10.0},0.0"): _*)
    val target = new Target
    val connection = Seq("--connections", "1", "--bands", "W1")
    target.fetchFrom(far, connection: _*).exitCode shouldBe 1
    target.report should include("not requested, because 20 files before it failed in a row")
  }

  it should "not go on for ever with an archive that is not there" in {
    val target = new Target
    val everywhere = Positions.csv((0 until 30).map(i => s"${i * 10.0},0.0"): _*)
    val result = target.fetchFrom(
      everywhere,
      "--base-url",
      "http://127.0.0.1:9/p3am_cdd",
      "--attempts",
      "1",
      "--bands",
      "W1"
    )
    result.exitCode shouldBe 1
    result.out should include("cannot connect to 127.0.0.1:9")
    target.report should include("not requested, because 4 files before it failed in a row")
  }
}
