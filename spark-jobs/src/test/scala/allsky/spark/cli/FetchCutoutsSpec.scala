package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.fetch.AwkwardArchive
import allsky.spark.tiles.AtlasFolder
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.apache.spark.sql.Row
import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class FetchCutoutsSpec extends AnyFlatSpec with Matchers with BeforeAndAfterAll {

  private lazy val spark = LocalSpark.session

  private lazy val images =
    new AtlasFolder().addTile("0000p000_ac51", 0.0, 0.0).addTile("0015p000_ac51", 1.512610, 0.0)

  private lazy val archive = new AwkwardArchive(images.path)

  override def afterAll(): Unit = archive.close()

  /** Two sources 10 arcsec apart, others far off, one at the edge of its image. */
  private lazy val sources = Positions.csv(
    "0.01,0.01",
    "0.01,0.012777778",
    "359.98,-0.005",
    "1.52,0.02",
    "0.0370,0.001",
    ",3.0"
  )

  private def fetch(folder: Path, options: String*): Outcome =
    CommandLine.allsky(
      Seq(
        "fetch-tiles",
        "--tiles",
        s"$folder",
        "--spool",
        s"${Files.createTempDirectory("allsky-spool")}",
        "--pause-ms",
        "0",
        "--retry-ms",
        "10"
      ) ++ options: _*
    )

  private def cutouts(folder: Path, options: String*): Outcome =
    fetch(folder, Seq("--sources", s"$sources", "--base-url", archive.url) ++ options: _*)

  private def stack(tiles: Path): Seq[Row] = {
    val output = Files.createTempDirectory("allsky-cutouts").resolve("cutouts")
    val result = CommandLine.allsky(
      "stack-cutouts",
      "--sources",
      s"$sources",
      "--tiles",
      s"$tiles",
      "--output",
      s"$output"
    )
    withClue(result.err)(result.exitCode shouldBe 0)
    spark.read
      .parquet(s"$output")
      .select("row", "status", "pixels", "cutout_flags")
      .orderBy("row")
      .collect()
      .toSeq
  }

  private def folder = Files.createTempDirectory("allsky-fetched")

  "fetch-tiles with --cutouts-arcsec" should "bring what stack-cutouts cuts, bit for bit" in {
    val target = folder
    val first = cutouts(target, "--cutouts-arcsec")
    withClue(first.err)(first.exitCode shouldBe 0)
    first.out should startWith("15 files: 15 fetched")
    first.err should include("2 tiles, 15 files, 0 already there, at most 0.6 MB to fetch")
    val names = Files.walk(target).iterator.asScala.map(_.getFileName.toString).toSet
    names should contain("0000p000_ac51-w1-int-3-359.980000m00.005000-66arcsec.fits")
    val (cut, whole) = (stack(target), stack(images.path))
    whole.map(_.getAs[String]("status")) shouldBe Seq.fill(5)("OK") :+ "BAD_POSITION"
    for ((one, other) <- cut.zip(whole)) {
      one.getAs[Array[Byte]]("pixels") shouldBe other.getAs[Array[Byte]]("pixels")
      one.getAs[String]("status") shouldBe other.getAs[String]("status")
      one.getAs[Integer]("cutout_flags") shouldBe other.getAs[Integer]("cutout_flags")
    }
    cutouts(target, "--cutouts-arcsec").out should include("0 fetched (0.0 MB), 15 already there")
  }

  it should "ask as the archive's server wants to be asked" in {
    archive.takeAsked()
    cutouts(folder, "--cutouts-arcsec", "80", "--bands", "W2")
    val asked = archive.takeAsked()
    asked should have size 5
    asked.flatMap(_.query) should contain("center=359.980000,-0.005000&size=80arcsec&gzip=false")
  }

  it should "be refused where whole images are better, or nobody cuts them" in {
    val cases = Table(
      ("options", "complaint"),
      (
        Seq("--max-cutouts", "14"),
        "Cannot download more than 14 squares (--max-cutouts): raise it, or download"
      ),
      (
        Seq("--base-url", images.path.toUri.toString),
        "Cannot use --cutouts-arcsec: only an HTTP archive"
      ),
      (Seq("--kinds", "int,unc"), "Cannot use --cutouts-arcsec: it requires --kinds int."),
      (
        Seq("--md5"),
        "Cannot use --cutouts-arcsec: the archive has no checksums of squares for --md5."
      ),
      (Seq("--cutouts-arcsec", "5"), "Invalid --cutouts-arcsec (20 to 1200): 5.0")
    )
    forAll(cases) { (options, complaint) =>
      val base = if (options.contains("--base-url")) Nil else Seq("--base-url", archive.url)
      val flag = if (options.contains("--cutouts-arcsec")) Nil else Seq("--cutouts-arcsec", "66")
      val result = fetch(folder, Seq("--sources", s"$sources") ++ base ++ flag ++ options: _*)
      result.exitCode shouldBe 1
      result.err.linesIterator.toSeq.last should startWith(s"fetch-tiles: $complaint")
    }
  }

  "A region" should "stand in for sources" in {
    val dry = Seq("--base-url", archive.url, "--dry-run")
    val cases = Table(
      ("place", "plan"),
      (Seq("--cone", "0.0,0.0,0.1"), "1 tiles, 3 files"),
      (Seq("--cone", "0.75,0.0,0.1"), "2 tiles, 6 files"),
      (Seq("--box", "359.9,1.6,-0.1,0.1"), "2 tiles, 6 files"),
      (Seq("--coadd-ids", "0015p000_ac51,0000p000_ac51"), "2 tiles, 6 files")
    )
    forAll(cases) { (place, plan) =>
      val result = fetch(folder, place ++ dry: _*)
      withClue(result.err)(result.out should startWith(s"plan    $plan"))
    }
  }

  it should "be one, and one that is a region" in {
    val cases = Table(
      ("place", "exit code", "complaint"),
      (Seq(), 2, "Missing required argument"),
      (Seq("--cone", "1,2,3", "--sources", s"$sources"), 2, "mutually exclusive"),
      (Seq("--cone", "1,2"), 1, "Invalid --cone (3 numbers, degrees): 1,2"),
      (Seq("--cone", "1,95,2"), 1, "Invalid --cone 1,95,2: Invalid declination"),
      (Seq("--box", "1,2,x,4"), 1, "Invalid --box (4 numbers, degrees): 1,2,x,4"),
      (Seq("--box", "1,2,5,4"), 1, "Invalid --box 1,2,5,4: Invalid declinations"),
      (Seq("--coadd-ids", "../etc"), 1, "Invalid --coadd-ids: ../etc"),
      (
        Seq("--cone", "1,2,3", "--cutouts-arcsec"),
        1,
        "Cannot use --cutouts-arcsec: it requires --sources"
      )
    )
    forAll(cases) { (place, exitCode, complaint) =>
      val result = fetch(folder, Seq("--base-url", archive.url) ++ place: _*)
      withClue(result.err) {
        result.err should include(complaint)
        result.exitCode shouldBe exitCode
      }
    }
  }
}
