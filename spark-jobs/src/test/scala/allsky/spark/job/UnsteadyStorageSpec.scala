package allsky.spark.job

import java.nio.file.{Files, Path}
import java.util.concurrent.atomic.AtomicInteger

import allsky.spark.LocalSpark
import allsky.spark.tiles.{AtlasFolder, UnsteadyFileSystem}
import allsky.survey.Band
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Images on a file system that fails for a while, or for good. */
class UnsteadyStorageSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  UnsteadyFileSystem.addTo(spark.sparkContext.hadoopConfiguration)

  private val folder = Files.createTempDirectory("allsky-unsteady")

  private val tiles = (0 to 3).foldLeft(new AtlasFolder()) { (all, i) =>
    all.addTile(s"00${i}0p000_ac51", i, 0, side = 300)
  }

  private val sources = {
    val list = (0 to 3).map(ra => s"$ra.001,0.001\n").mkString
    Files.writeString(folder.resolve("sources.csv"), s"ra,dec\n$list")
  }

  private def image(tile: Int) =
    tiles.fileOf(s"00${tile}0p000_ac51", Band.W2).getFileName.toString

  private def stack(output: Path, options: String*): Outcome = {
    UnsteadyFileSystem.opening.put(image(1), new AtomicInteger(1))
    UnsteadyFileSystem.reading.put(image(2), new AtomicInteger(2))
    UnsteadyFileSystem.reading.put(image(3), new AtomicInteger(1000000))
    val words = Seq("--sources", s"$sources", "--output", s"$output") ++
      Seq("--tiles", s"unsteady://${tiles.path}", "--tile-index", s"${folder.resolve("index")}")
    CommandLine.allsky(("stack-cutouts" +: words) ++ options: _*)
  }

  private val problem = s"${image(3)}: it cannot be read, tried 3 times (the wire is cut)"

  "An image that fails for a while" should "be read again, and one that fails for good be named" in {
    val output = folder.resolve("cutouts")
    val outcome = stack(output)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val statuses = spark.read.parquet(output.toString).select("row", "status").as[(Long, String)]
    statuses.collect().sorted.map(_._2) shouldBe Array("OK", "OK", "OK", "UNREADABLE")
    outcome.out should include("4 sources: 3 OK, 1 UNREADABLE")
    outcome.err.linesIterator.filter(_.contains("cannot be read")).toList should have size 1
    outcome.err should include(problem)
    Files.readString(output.resolve("_summary.json")) should include(problem)
  }

  it should "end a job that is to fail on bad tiles, with a line that names it" in {
    val output = folder.resolve("strict")
    val outcome = stack(output, "--fail-on-bad-tiles")
    outcome.exitCode shouldBe 1
    outcome.err.linesIterator.toSeq.last should
      (startWith("stack-cutouts: Cannot use 1 of the tiles (--fail-on-bad-tiles): ") and
        include(problem))
    Files.exists(output.resolve("_SUCCESS")) shouldBe false
  }
}
