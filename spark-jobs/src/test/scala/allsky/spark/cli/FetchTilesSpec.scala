package allsky.spark.cli

import allsky.fits.AtlasImages
import allsky.spark.LocalSpark
import allsky.survey.Band
import java.nio.file.Files
import java.security.MessageDigest

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.prop.TableDrivenPropertyChecks._

/** What fetch-tiles brings from an archive that is well, and by which options. */
class FetchTilesSpec extends AnyFlatSpec with FetchFixture {

  private lazy val spark = LocalSpark.session

  "fetch-tiles" should "bring the bands of the tiles into the archive's layout, once" in {
    val target = new Target
    val sources = Positions.csv("0.1,0.1", "0.2,0.1", "1.5,-0.1", ",3.0")
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

  it should "compare checksums with --md5" in {
    val sum = MessageDigest.getInstance("MD5").digest(whole).map("%02x".format(_)).mkString
    val sums = Table(
      ("sidecar", "exit code", "in the report"),
      (s"$sum  ${w1.split('/').last}\n", 0, "\"notes\": []"),
      (sum.reverse, 1, "its MD5 checksum is"),
      ("", 0, "not compared: the archive has no .md5 file for it")
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
    val far = Positions.csv("100.0,45.0")
    val result = target.fetchFrom(far, "--base-url", mirror, "--bands", "W1")
    result.exitCode shouldBe 1
    result.out should include("does not exist")
  }

  it should "fetch nothing with --dry-run, and not more than --max-gb" in {
    val target = new Target
    archive.takeAsked()
    val plan = "1 tiles, 3 files, 0 already there, at most 0.2 GB to fetch"
    done(target.fetch("--dry-run")).out should startWith(s"plan    $plan\n")
    done(target.fetch("--max-gb", "0.1", "--dry-run")).out should include(
      "plan    --max-gb 0.1 refuses this download"
    )
    val refused = target.fetch("--max-gb", "0.1")
    refused.exitCode shouldBe 1
    lastLine(
      refused
    ) shouldBe "fetch-tiles: Cannot download up to 0.2 GB: --max-gb is 0.1; raise it," +
      " or take fewer sources or bands."
    archive.takeAsked() shouldBe empty
    Files.list(target.folder).count() shouldBe 0
  }

  it should "say in one line what is wrong with an option" in {
    val wrong = Table(
      ("options", "complaint"),
      (Seq("--bands", "W1,W9"), "Invalid --bands W1,W9: \"W9\" is not a band"),
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
