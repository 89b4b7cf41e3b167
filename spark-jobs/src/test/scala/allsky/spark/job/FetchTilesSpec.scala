package allsky.spark.job

import java.nio.file.{Files, Path}
import java.security.MessageDigest
import java.time.format.DateTimeFormatter
import java.time.{ZoneOffset, ZonedDateTime}

import allsky.image.AtlasImages
import allsky.spark.LocalSpark
import allsky.spark.fetch.AwkwardArchive
import allsky.spark.tiles.AtlasFolder
import allsky.survey.Band
import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class FetchTilesSpec extends AnyFlatSpec with Matchers with BeforeAndAfterAll {

  private val spark = LocalSpark.session

  private val images =
    new AtlasFolder().addTile("0000p000_ac51", 0.0, 0.0).addTile("0015p000_ac51", 1.512610, 0.0)

  private val archive = new AwkwardArchive(images.path)

  override def afterAll(): Unit = archive.close()

  private def pathOf(band: Band, coaddId: String = "0000p000_ac51") =
    s"${coaddId.take(2)}/${coaddId.take(4)}/$coaddId/$coaddId-w${band.number}-int-3.fits"

  private val w1 = pathOf(Band.W1)

  private val whole = Files.readAllBytes(images.path.resolve(w1))

  private def positions(lines: String*): Path =
    Files.write(
      Files.createTempFile("positions", ".csv"),
      ("ra,dec" +: lines).mkString("\n").getBytes
    )

  /** A folder of tiles that is filled, and the spool that belongs to it. */
  private class Target {
    val folder: Path = Files.createTempDirectory("allsky-fetched")
    private val spool = Files.createTempDirectory("allsky-spool")

    /** Fetches a tile by its name, which takes no work of Spark. */
    def fetch(options: String*): Outcome =
      fetchOf("--coadd-ids" -> "0000p000_ac51", options: _*)

    def fetchFrom(sources: Path, options: String*): Outcome =
      fetchOf("--sources" -> s"$sources", options: _*)

    private def fetchOf(place: (String, String), options: String*): Outcome = {
      val arguments = Map(
        place,
        "--tiles" -> s"$folder",
        "--base-url" -> archive.url,
        "--spool" -> s"$spool",
        "--pause-ms" -> "0",
        "--retry-ms" -> "10",
        "--longest-wait-ms" -> "2000",
        "--stall-timeout-ms" -> "800"
      ) ++ options.grouped(2).filter(_.size == 2).map(pair => pair.head -> pair(1))
      val flags = options.grouped(2).filter(_.size == 1).flatten
      val words = arguments.toSeq.flatMap { case (option, value) => Seq(option, value) } ++ flags
      CommandLine.allsky("fetch-tiles" +: words: _*)
    }

    def bytes(path: String): Array[Byte] = Files.readAllBytes(folder.resolve(path))

    def has(path: String): Boolean = Files.exists(folder.resolve(path))

    def report: String = Files.readString(folder.resolve("_fetch.json"))
  }

  private def done(outcome: Outcome): Outcome =
    withClue(outcome.err) {
      outcome.exitCode shouldBe 0
      outcome
    }

  private def lastLine(outcome: Outcome): String = outcome.err.linesIterator.toSeq.last

  "fetch-tiles" should "bring the bands of the tiles into the archive's layout, once" in {
    val target = new Target
    val sources = positions("0.1,0.1", "0.2,0.1", "1.5,-0.1", ",3.0")
    archive.takeAsked()
    val first = done(target.fetchFrom(sources, "--bands", "W1,W3"))
    first.out should startWith("4 files: 4 fetched (0.7 MB), 0 already there, 0 missing")
    first.err should include("1 sources have neither a coadd_id nor a position")
    for (band <- Seq(Band.W1, Band.W3); tile <- Seq("0000p000_ac51", "0015p000_ac51")) {
      val path = pathOf(band, tile)
      target.bytes(path) shouldBe Files.readAllBytes(images.path.resolve(path))
    }
    target.has(pathOf(Band.W2)) shouldBe false
    archive.takeAsked().map(_.agent).distinct shouldBe Seq("allsky/development")
    val second = done(target.fetchFrom(sources, "--bands", "W1,W3"))
    second.out should startWith("4 files: 0 fetched (0.0 MB), 4 already there, 0 missing")
    archive.takeAsked() shouldBe empty
  }

  it should "fetch the tile that the catalog names" in {
    import spark.implicits._
    val target = new Target
    val matches = Files.createTempDirectory("allsky-matches").resolve("matches")
    Seq((7L, 0.75, 0.0, "0015p000_ac51"), (8L, 0.75, 0.0, "../../etc"))
      .toDF("cntr", "ra", "dec", "coadd_id")
      .write
      .parquet(matches.toString)
    done(target.fetchFrom(matches, "--bands", "W1"))
    target.has(pathOf(Band.W1, "0015p000_ac51")) shouldBe true
    target.has(w1) shouldBe true
  }

  private def soon =
    DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1))

  it should "get over an archive's moods" in {
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
      (Seq.fill(9)(archive.status(429, "Retry-After" -> "3600")), "ask again in 3600 s", 1),
      (
        Seq.fill(9)(archive.text("<html>Down for maintenance</html>")),
        "it is no FITS file; it begins with: <html>Down for maintenance</html>",
        2
      ),
      (
        Seq.fill(9)(archive.without(2880)),
        s"it is cut off: ${whole.length - 2880} of ${whole.length} bytes",
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
      lastLine(result) shouldBe s"fetch-tiles: Could not fetch 1 of 2 files: see ${target.folder}" +
        "/_fetch.json; run it again to go on, or add --allow-missing."
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

  it should "compare checksums with --md5" in {
    val sum = MessageDigest.getInstance("MD5").digest(whole).map("%02x".format(_)).mkString
    val sums = Table(
      ("sidecar", "exit code", "in the report"),
      (s"$sum  ${w1.split('/').last}\n", 0, "\"notes\": []"),
      (sum.reverse, 1, "its md5 sum is"),
      ("", 0, "not compared: the archive has no .md5 of it")
    )
    forAll(sums) { (sidecar, exitCode, note) =>
      val target = new Target
      archive.next(
        s"$w1.md5",
        Seq.fill(2)(if (sidecar.isEmpty) archive.status(404) else archive.text(sidecar)): _*
      )
      val result = target.fetch("--bands", "W1", "--md5")
      archive.next(s"$w1.md5")
      result.exitCode shouldBe exitCode
      target.has(w1) shouldBe exitCode == 0
      target.report should include(note)
    }
  }

  it should "fetch uncertainty and coverage, which are packed" in {
    val packed = Seq("unc", "cov").map { kind =>
      val path = w1.replace("int-3.fits", s"$kind-3.fits.gz")
      Files.write(images.path.resolve(path), AtlasImages.gzip(whole))
      path
    }
    val target = new Target
    done(target.fetch("--bands", "W1", "--kinds", "int,unc,cov")).out should
      startWith("3 files: 3 fetched")
    packed.foreach(path => target.bytes(path) shouldBe AtlasImages.gzip(whole))
    done(target.fetch("--bands", "W1", "--kinds", "unc,cov")).out should
      include("2 already there")
  }

  it should "read a mirror on a Hadoop file system" in {
    val target = new Target
    val mirror = images.path.toUri.toString
    archive.takeAsked()
    done(target.fetch("--base-url", mirror)).out should startWith("3 files: 3 fetched")
    target.bytes(w1) shouldBe whole
    archive.takeAsked() shouldBe empty
    val far = positions("100.0,45.0")
    val result = target.fetchFrom(far, "--base-url", mirror, "--bands", "W1")
    result.exitCode shouldBe 1
    result.out should include("does not exist")
  }

  it should "fetch nothing with --dry-run, and not more than --most-gb" in {
    val target = new Target
    archive.takeAsked()
    val plan = "1 tiles, 3 files, 0 already there, at most 0.2 GB to fetch"
    done(target.fetch("--dry-run")).out shouldBe s"$plan\n"
    val refused = target.fetch("--most-gb", "0.1")
    refused.exitCode shouldBe 1
    lastLine(
      refused
    ) shouldBe "fetch-tiles: Cannot fetch up to 0.2 GB: --most-gb is 0.1; raise it," +
      " or take fewer sources or bands."
    archive.takeAsked() shouldBe empty
    Files.list(target.folder).count() shouldBe 0
  }

  it should "not go on for ever with an archive that is not there" in {
    val target = new Target
    val everywhere = positions((0 until 30).map(i => s"${i * 10.0},0.0"): _*)
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
    target.report should include("not asked for: 20 files before it failed in a row")
  }

  it should "say in one line what is wrong with an option" in {
    val wrong = Table(
      ("options", "complaint"),
      (Seq("--bands", "W1,W9"), "Invalid --bands: W1,W9"),
      (Seq("--kinds", "int,psf"), "Invalid --kinds: int,psf"),
      (Seq("--connections", "0"), "Invalid --connections (1 to 64): 0"),
      (Seq("--base-url", "http:///images"), "Invalid --base-url"),
      (Seq("--base-url", "nosuch://images"), "Cannot open --base-url nosuch://images")
    )
    forAll(wrong) { (options, complaint) =>
      val result = new Target().fetch(options: _*)
      result.exitCode shouldBe 1
      lastLine(result) should startWith(s"fetch-tiles: $complaint")
      result.err should not include "\tat "
    }
  }
}
