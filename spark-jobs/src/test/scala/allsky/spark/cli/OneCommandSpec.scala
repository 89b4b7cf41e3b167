package allsky.spark.cli

import allsky.spark.catalog.VoTables
import allsky.survey.Band
import java.net.ServerSocket
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.prop.TableDrivenPropertyChecks._

/** What classify-allsky downloads if it gets sources and no images. */
class OneCommandSpec extends AnyFlatSpec with OneCommandFixture {

  private def fits = fitsOf(
    "OBJECT_ID" -> Array(11L, 12L),
    "ALPHA_J2000" -> Array(0.01, 1.52),
    "DELTA_J2000" -> Array(0.01, 0.02),
    "FIELD" -> Array("north", "south")
  )

  private def voTable = {
    val rows = VoTables.tabledata(Seq("A", 0.01, 0.01), Seq("B", 1.52, 0.02))
    VoTables.document(VoTables.table(VoTables.Positions, rows))
  }

  "classify-allsky without --tiles" should "download squares for few sources, and keep their columns" in {
    val run = new Run
    archive.takeAsked()
    val outcome = done(run.classify(own))
    outcome.err should include(
      "classify-allsky: 4 sources on 2 tiles: 12 squares and 0 complete images, 0 of them already there"
    )
    outcome.err should include(
      s"download to ${run.tiles} from ${archive.url}: 12 files, at most 0.5 MB, about 1 min (a request each 0 ms, 10 MB/s)"
    )
    outcome.err should include("12 files: 12 fetched")
    archive.takeAsked().flatMap(_.query).count(_.contains("size=66arcsec")) shouldBe 12
    run.fetched should have size 12
    Predictions.in(run.output).columns.take(3) shouldBe Array("name", "source_class", "note")
    outcome.err should include("class is written as source_class")
    outcome.err should include(
      s"--sources $own: no column w1mpro: class fractions that depend on W1"
    )
    requireSame(run.rows, ownRows)
  }

  private def headings(page: Path): Seq[String] =
    "<h2>[^<]*".r.findAllIn(Files.readString(page)).map(_.drop(4)).toSeq

  it should "write a report of the predictions beside them" in {
    val run = new Run
    val outcome = done(run.classify(own, "--model", "pretrained"))
    outcome.out.linesIterator.toSeq.last shouldBe s"report         ${run.report}/index.html"
    run.report.toFile.list should contain theSameElementsAs
      Seq("index.html", "report.json", "summary.txt")
    val page = run.report.resolve("index.html")
    val html = Files.readString(page)
    headings(page) shouldBe
      Seq(
        "Sky map",
        "Counts",
        "Class fractions by magnitude",
        "Outliers",
        "Confidence histogram",
        "Provenance"
      )
    html should not include "bin/allsky crossmatch"
    html should include("job classify-allsky")
    html should include(
      "the model was trained on simulated images: its accuracy on real images was"
    )
    Files.readString(run.report.resolve("summary.txt")) should startWith(
      s"run            ${run.output}\nclassified     4\n"
    )
    val again = run.output.resolveSibling("again.html")
    done(CommandLine.allsky("report", "--run", s"${run.output}", "--output", s"$again"))
    headings(again) shouldBe headings(page)
  }

  it should "write no report that exists, that is declined, or where images are given" in {
    val run = new Run
    Files.createDirectory(run.report)
    Files.writeString(run.report.resolve("index.html"), "mine")
    archive.takeAsked()
    lastLine(run.classify(own)) shouldBe
      s"classify-allsky: Cannot write --report ${run.report}/index.html: ${run.report}/index.html" +
      " already exists; add --overwrite to replace it, or choose another folder."
    archive.takeAsked() shouldBe empty
    done(run.classify(own, briefly: _*))
    Files.readString(run.report.resolve("index.html")) shouldBe "mine"
    val given = new Run
    val images = Seq("--tiles", s"${this.images.path}", "--layout", "plain")
    done(given.classify(own, images: _*))
    Files.exists(given.report) shouldBe false
    val page = given.output.resolveSibling("page.html")
    done(given.classify(own, images ++ Seq("--report", s"$page", "--overwrite"): _*))
    Files.readString(page) should startWith("<!DOCTYPE html>")
    val inside = new Run
    lastLine(inside.classify(own, "--report", s"${inside.output}/page.html")) should
      include("it is in --output")
  }

  it should "download the complete images of a tile with many sources" in {
    val crowd = listOf(
      "ra,dec" +: "1.52,0.02" +: (0 until 26).map(i => s"0.0${10 + i},0.0${10 + i}"): _*
    )
    val run = new Run
    val outcome = done(run.classify(crowd, briefly: _*))
    outcome.err should include("27 sources on 2 tiles: 3 squares and 3 complete images")
    run.fetched.count(_.contains("arcsec")) shouldBe 3
    requireSame(run.rows, fromImages(crowd))
  }

  it should "download nothing that is in the folder" in {
    val first = new Run
    done(first.classify(own, briefly: _*))
    archive.takeAsked()
    val second = new Run
    val there = briefly ++ Seq("--fetch-into", s"${first.tiles}")
    val outcome = done(second.classify(own, there ++ Seq("--columns", "none"): _*))
    outcome.err should include(s"download to ${first.tiles}: nothing is left")
    archive.takeAsked() shouldBe empty
    Files.exists(second.tiles) shouldBe false
    Predictions.in(second.output).columns should not contain "note"
  }

  it should "take sources as people have them" in {
    val lists = Table(
      ("sources", "key", "columns of the user"),
      (listOf("ra,dec", "0.01,0.01", "1.52,0.02"), "row", Seq()),
      (
        listOf("ID;RA;Dec;V", "1;00:00:02.4;+00:00:36;7", "2;00:06:04.8;+00:01:12;8"),
        "ID",
        Seq("V")
      ),
      (listOf(voTable), "id", Seq()),
      (fits, "OBJECT_ID", Seq("ALPHA_J2000", "DELTA_J2000", "FIELD"))
    )
    forAll(lists) { (sources, key, columns) =>
      val run = new Run
      done(run.classify(sources, briefly: _*))
      val rows = Predictions.in(run.output)
      rows.columns.takeWhile(_ != "ra").toSeq shouldBe key +: columns
      rows.filter("status = 'OK' and dec between 0.01 and 0.02").count() shouldBe 2
    }
  }

  it should "understand AllWISE's columns under VizieR's names" in {
    val vizier = fitsOf(
      "AllWISE" -> Array("J000002.40+000036.0", "J000604.80+000112.0"),
      "RAJ2000" -> Array(0.01, 1.52),
      "DEJ2000" -> Array(0.01, 0.02),
      "W1mag" -> Array(14.25f, Float.NaN),
      "ccf" -> Array("0000", "dd00"),
      "sat1" -> Array(0f, 0.25f),
      "sat2" -> Array(0f, 0f),
      "sat3" -> Array(0f, 0f)
    )
    val run = new Run
    val outcome = done(run.classify(vizier, briefly: _*))
    outcome.err should include(
      s"$vizier: columns have VizieR's names of AllWISE: w1mpro is W1mag, cc_flags is ccf, w1sat is sat1,"
    )
    outcome.err should not include "no column w1mpro"
    val rows = Predictions.in(run.output).orderBy("ra").select("w1mpro", "flags").collect()
    rows.head.getFloat(0) shouldBe 14.25f
    val (artefact, saturated, unknown) = (4, 8, 1024 + 2048)
    rows.map(_.getInt(1) & (artefact | saturated | unknown)) shouldBe Array(0, artefact | saturated)
  }

  it should "print its plan with --dry-run, and do nothing else" in {
    val run = new Run
    archive.takeAsked()
    val outcome = done(run.classify(own, "--dry-run"))
    outcome.out.linesIterator.filter(_.startsWith("plan")).toSeq shouldBe Seq(
      "plan    4 sources on 2 tiles: 12 squares and 0 complete images, 0 of them already there",
      s"plan    download to ${run.tiles} from ${archive.url}: 12 files, at most 0.5 MB, about 1 min (a request each 0 ms, 10 MB/s)",
      "plan    no --yes is needed for this download",
      "plan    4 sources to classify with IICnet-lite, inputs of 16 pixels"
    )
    outcome.out should include(s"output  --report ${run.report}/index.html: new")
    archive.takeAsked() shouldBe empty
    Seq(run.tiles, run.output).filter(Files.exists(_)) shouldBe empty
  }

  it should "ask for --yes above its limits" in {
    val run = new Run
    archive.takeAsked()
    val limits = Seq("--squares-up-to", "0", "--fetch-limit-gb", "0.3")
    val refused = run.classify(own, limits: _*)
    refused.exitCode shouldBe 1
    lastLine(refused) shouldBe
      "classify-allsky: Cannot download 6 files, at most 0.4 GB, about 1 min (a request each 0 ms," +
      " 10 MB/s) without --yes: the limits are --fetch-limit-gb 0.3 and --fetch-limit-files 3,000;" +
      " add --yes, or take fewer sources."
    lastLine(run.classify(own, "--fetch-limit-files", "11")) should include(
      "Cannot download 12 files"
    )
    archive.takeAsked() shouldBe empty
    done(run.classify(own, (limits :+ "--yes") ++ briefly: _*))
    run.fetched should have size 6
  }

  it should "classify what it has if the archive lacks some images" in {
    val sources = listOf("ra,dec", "0.01,0.01", "100,45")
    val run = new Run
    val outcome = done(run.classify(sources, briefly: _*))
    outcome.err should include(
      "warning: could not fetch 3 of 6 files (HTTP 404), such as 10/1001/1001p454_ac51/"
    )
    Predictions.in(run.output).orderBy("row").select("status").collect().map(
      _.getString(0)
    ) shouldBe
      Array("OK", "NO_TILE")
    Files.readString(run.tiles.resolve("_fetch.json")) should include(
      "\"image\": \"10/1001/1001p454_ac51/1001p454_ac51-w1-int-3.fits\""
    )
    val strict = new Run().classify(sources, "--fail-on-bad-tiles")
    strict.exitCode shouldBe 1
    lastLine(strict) should startWith("classify-allsky: Could not fetch 3 of 6 files (HTTP 404)")
  }

  private def isOutOfReach(run: Run, reason: String, options: String*) = {
    val outcome = run.classify(own, options: _*)
    outcome.exitCode shouldBe 1
    outcome.err should not include "\tat "
    lastLine(outcome) should startWith(s"classify-allsky: Could not fetch 12 of 12 files ($reason")
    lastLine(outcome) should endWith(
      s"): run the same command again later, or put these Atlas images into ${run.tiles} first:" +
        s" 6 files, such as $w1; ${run.tiles}/_fetch.json lists all."
    )
    Files.exists(run.output.resolve("_SUCCESS")) shouldBe false
  }

  it should "say which files to put where if the archive is out of reach, and use them then" in {
    val nobody = Seq("--base-url", "http://127.0.0.1:9/p3am_cdd", "--attempts", "2")
    val run = new Run
    isOutOfReach(run, "cannot connect to 127.0.0.1:9 (2 attempts)", nobody: _*)
    isOutOfReach(new Run, "HTTP 404", "--base-url", s"${archive.host}/elsewhere")
    val silent = new ServerSocket(0)
    val url = s"http://127.0.0.1:${silent.getLocalPort}"
    val soon = Seq("--base-url", url, "--stall-timeout-ms", "200", "--attempts", "1")
    try isOutOfReach(new Run, "request timed out", soon: _*)
    finally silent.close()
    for (band <- Seq(Band.W1, Band.W2, Band.W3); tile <- Seq("0000p000_ac51", "0015p000_ac51")) {
      val byHand = run.tiles.resolve(pathOf(band, tile))
      Files.createDirectories(byHand.getParent)
      Files.copy(images.path.resolve(pathOf(band, tile)), byHand)
    }
    val outcome = done(run.classify(own, nobody ++ briefly: _*))
    outcome.err should include("0 squares and 6 complete images, 6 of them already there")
    requireSame(run.rows, ownRows)
  }

  it should "go on with its download, and then with its chunks" in {
    val run = new Run
    val half = whole.length / 2
    val strict = Seq("--squares-up-to", "0", "--attempts", "1", "--connections", "1")
    archive.next(w1, archive.breakingOffAfter(half), archive.status(500))
    val first = run.classify(own, strict :+ "--fail-on-bad-tiles": _*)
    first.exitCode shouldBe 1
    run.fetched should have size 5
    archive.takeAsked()
    archive.next(w1)
    val chunks = Seq("--chunk-sources", "3") ++ briefly
    done(run.classify(own, strict ++ chunks: _*)).err should include("6 files: 1 fetched")
    archive.takeAsked().map(_.range) shouldBe Seq(Some(s"bytes=$half-"))
    Seq("_SUCCESS", "wave=00001/_SUCCESS").foreach(name => Files.delete(run.output.resolve(name)))
    // Another pace of the download is no other run.
    val resumed = done(run.classify(own, "--attempts" +: "3" +: chunks: _*))
    resumed.err should include("resuming: 1 of 2 chunks are left")
    requireSame(run.rows, ownRows)
  }

  "Options of the download" should "be refused if nothing is downloaded" in {
    val given = Seq("--tiles", s"${images.path}", "--base-url", archive.url)
    lastLine(new Run().classify(own, given ++ Seq("--fetch-into", "x"): _*)) shouldBe
      "classify-allsky: Cannot use --fetch-into with --tiles: no images are downloaded"
  }
}
