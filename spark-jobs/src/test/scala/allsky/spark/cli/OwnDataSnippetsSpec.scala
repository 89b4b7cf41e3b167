package allsky.spark.cli

import allsky.footprint.AtlasFootprints
import allsky.sky.{SkyPosition, SkyRegion}
import allsky.spark.LocalSpark
import allsky.spark.fetch.AwkwardArchive
import allsky.spark.tiles.AtlasFolder
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.apache.spark.sql.DataFrame
import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec

/**
 * The commands for the reader's own data, on files with the names of the pages that are made of a
 * simulated sky. A test server stands for IRSA's archive.
 */
class OwnDataSnippetsSpec extends AnyFlatSpec with SnippetRuns with BeforeAndAfterAll {

  private lazy val spark = LocalSpark.session

  private lazy val sky: Path = {
    val made = folder.resolve("made")
    val words = Seq("--output", s"$made", "--tiles", "2", "--tile-pixels", "512") ++
      Seq("--labelled-per-tile", "90", "--spectra-files")
    CommandLine.allsky("simulate-sky" +: words: _*).exitCode shouldBe 0
    made
  }

  /** The images of the sky, and small ones of the tiles that the pages name otherwise. */
  private lazy val archive = {
    val images = new AtlasFolder
    val cone = new SkyRegion.Cone(SkyPosition.ofDegrees(150.1, 2.2), 0.8)
    val box = SkyRegion.Box.between(350, 10, -1, 1)
    for (region <- Seq(cone, box); tile <- AtlasFootprints.touching(region).asScala)
      images.addTile(tile.coaddId, tile.raDeg, tile.decDeg, side = 20)
    val root = sky.resolve("tiles")
    for (file <- Files.walk(root).iterator.asScala if s"$file".endsWith(".fits")) {
      val copy = images.path.resolve(s"${root.relativize(file)}")
      Files.createDirectories(copy.getParent)
      Files.copy(file, copy)
    }
    new AwkwardArchive(images.path)
  }

  override protected def afterAll(): Unit = archive.close()

  override protected def download: Seq[String] =
    Seq("--base-url", archive.url, "--pause-ms", "0", "--spool", s"$folder/spool")

  /** The files that the pages take from archives or from the reader. */
  private lazy val files: Unit = {
    val sources = spark.read.parquet(s"$sky/allwise")
    IpacTable.write(sources, folder.resolve("cone.tbl"))
    Files.copy(sky.resolve("specObj.fits"), folder.resolve("specObj-dr17.fits"))
    csv("my.csv", sources.select("ra", "dec").limit(4))
    csv("peaks.csv", sources.select("ra", "dec").limit(4))
    Files.createSymbolicLink(folder.resolve("IMAGES"), sky.resolve("tiles"))
    val field = Seq("cntr", "'2010H' as field", "ra", "dec", "w1mpro", "w2mpro", "w3mpro")
    csv("tutorial/sources.csv", sources.selectExpr(field: _*).limit(40))
    Files.createSymbolicLink(folder.resolve("tutorial/atlas"), sky.resolve("tiles"))
    Files.createSymbolicLink(folder.resolve("tutorial/spectra"), sky.resolve("spectra"))
    val catwise = Seq("source_id", "ra", "dec", "w1mpro as w1mag", "w2mpro as w2mag")
    sources.selectExpr(catwise: _*).write.parquet(s"$folder/tutorial/catwise")
    val motions = Seq("5d as pmra", "-3d as pmdec", "0.2d as pm_err", "w1mpro + 2 as g_mag")
    sources.selectExpr("cntr as source_id" +: "ra" +: "dec" +: motions: _*)
      .write.parquet(s"$folder/tutorial/gaia")
  }

  private def csv(name: String, rows: DataFrame): Unit = {
    val lines = rows.columns.mkString(",") +: rows.collect().map(_.mkString(",")).toSeq
    val file = folder.resolve(name)
    Files.createDirectories(file.getParent)
    Files.writeString(file, lines.mkString("\n"))
  }

  "The first command of README.md" should "classify every source, and write a report" in {
    files
    executed("README.md")
    val classes =
      Predictions.in(folder.resolve("out")).filter("status = 'OK' and class is not null")
    classes.count() shouldBe 4
    Files.size(folder.resolve("out-report/index.html")) should be > 10000L
  }

  for (page <- SnippetPlan.pagesOf(this))
    s"The commands of $page" should "run as they stand" in {
      files
      executed(page) should not be empty
    }
}
