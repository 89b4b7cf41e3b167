package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.tiles.AtlasFolder
import allsky.spark.tiles.UnsteadyFileSystem
import allsky.survey.Band
import java.nio.file.{Files, Path}
import java.util.concurrent.atomic.AtomicInteger

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Images on a file system that fails for a while, or for good. */
class UnsteadyStorageSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-unsteady")

  private lazy val tiles = {
    UnsteadyFileSystem.addTo(spark.sparkContext.hadoopConfiguration)
    (0 to 4).foldLeft(new AtlasFolder()) { (all, i) =>
      all.addTile(s"00${i}0p000_ac51", i, 0, side = 300)
    }
  }

  /** A list with a source on each of some tiles. */
  private def sourcesOn(tiles: Int*): Path = {
    val list = tiles.map(ra => s"$ra.001,0.001\n").mkString
    Files.writeString(Files.createTempFile(folder, "sources", ".csv"), s"ra,dec\n$list")
  }

  private def image(tile: Int) =
    tiles.fileOf(s"00${tile}0p000_ac51", Band.W2).getFileName.toString

  private def stack(sources: Path, output: Path, options: String*): Outcome = {
    val words = Seq("--sources", s"$sources", "--output", s"$output") ++
      Seq("--tiles", s"unsteady://${tiles.path}", "--tile-index", s"${folder.resolve("index")}")
    CommandLine.allsky(("stack-cutouts" +: words) ++ options: _*)
  }

  private def stackUnsteadily(output: Path, options: String*): Outcome = {
    UnsteadyFileSystem.opening.put(image(1), new AtomicInteger(1))
    UnsteadyFileSystem.reading.put(image(2), new AtomicInteger(2))
    UnsteadyFileSystem.reading.put(image(3), new AtomicInteger(1000000))
    stack(sourcesOn(0, 1, 2, 3), output, options: _*)
  }

  private def problem(tile: Int) =
    s"${image(tile)}: it cannot be read after 3 attempts (the wire is cut)"

  /** In the order of the sources. */
  private def statuses(output: Path): Seq[String] =
    spark.read
      .parquet(output.toString)
      .select("row", "status")
      .as[(Long, String)]
      .collect()
      .sorted
      .map(_._2)
      .toSeq

  "An image that fails for a while" should "be read again, and one that fails for good be named" in {
    val output = folder.resolve("cutouts")
    val outcome = stackUnsteadily(output)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    statuses(output) shouldBe Seq("OK", "OK", "OK", "UNREADABLE")
    outcome.out should include("4 sources: 3 OK, 1 UNREADABLE")
    outcome.err.linesIterator.filter(_.contains("cannot be read")).toList should have size 1
    outcome.err should include(problem(3))
    Files.readString(output.resolve("_summary.json")) should include(problem(3))
  }

  it should "end a job that is to fail on bad tiles, with a line that names it" in {
    val output = folder.resolve("strict")
    val outcome = stackUnsteadily(output, "--fail-on-bad-tiles")
    outcome.exitCode shouldBe 1
    outcome.err.linesIterator.toSeq.last should
      (startWith("stack-cutouts: Cannot use 1 of the tiles (--fail-on-bad-tiles): ") and
        include(problem(3)))
    Files.exists(output.resolve("_SUCCESS")) shouldBe false
  }

  "An image that cannot even be opened" should "cost its own sources their status, and be named" in {
    UnsteadyFileSystem.opening.put(image(4), new AtomicInteger(1000000))
    val output = folder.resolve("unopened")
    val outcome = stack(sourcesOn(0, 4), output)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    statuses(output) shouldBe Seq("OK", "UNREADABLE")
    outcome.err.linesIterator.filter(_.contains(problem(4))).toList should have size 1
    Files.readString(output.resolve("_summary.json")) should include(problem(4))
  }
}
