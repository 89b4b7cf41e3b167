package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.lock.OutputLock
import java.nio.file.{Files, Path}

import scala.concurrent.{Await, Future}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** No job deletes or changes what it reads, and one job at a time writes an output. */
class OutputsApartSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-apart")
  private lazy val sky = new TinySky(folder)
  private lazy val link = Files.createSymbolicLink(folder.resolve("link"), folder)
  private lazy val hadoop = LocalSpark.session.sparkContext.hadoopConfiguration

  /** A finished output with a table, as an input that --overwrite would delete. */
  private def finished(name: String): Path = {
    val output = folder.resolve(name)
    val outcome = stack(output)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    output
  }

  private def stack(output: Any, more: String*): Outcome =
    CommandLine.allsky(stacking(output) ++ more: _*)

  private def stacking(output: Any): Seq[String] =
    Seq("stack-cutouts", "--sources", s"${sky.sources}", "--tiles", s"${sky.tiles.path}") ++
      Seq("--output", s"$output")

  private def requireRefused(outcome: Outcome, reason: String): Unit = {
    val complaint = outcome.err.linesIterator.toSeq.last
    withClue(outcome.err)(outcome.exitCode shouldBe 1)
    complaint should include(reason)
  }

  private lazy val cutouts = finished("cutouts")

  "An input" should "not be deleted where --output names it through a link" in {
    val words = Seq("--model", s"${sky.model}", "--output", s"$link/cutouts", "--overwrite")
    requireRefused(
      CommandLine.allsky("classify-allsky" +: "--cutouts" +: s"$cutouts" +: words: _*),
      s"Cannot write --output $link/cutouts: it contains an input (--cutouts); name another folder."
    )
    OutputFolder.at(s"$cutouts", hadoop).isComplete shouldBe true
  }

  it should "not get the cutouts of its tiles as more files" in {
    requireRefused(
      stack(sky.tiles.path.resolve("cutouts")),
      s"it is in --tiles ${sky.tiles.path}, an input"
    )
  }

  it should "not be deleted by an evaluation" in {
    val words = Seq("--cutouts", s"$cutouts", "--model", s"${sky.model}")
    requireRefused(
      CommandLine.allsky(
        "evaluate-iicnet" +: (words ++ Seq("--output", s"file:$folder/x/../model")): _*
      ),
      "it contains an input (--model)"
    )
  }

  it should "not be deleted by a match" in {
    val words = Seq("--sources", s"${sky.sources}", "--spectra", s"$link/sources")
    requireRefused(
      CommandLine.allsky("crossmatch" +: (words ++ Seq("--output", s"$folder")): _*),
      s"Cannot write --output $folder: it contains an input (--sources)"
    )
  }

  it should "not be deleted by a training" in {
    requireRefused(
      CommandLine.allsky("train-iicnet", "--cutouts", s"$cutouts", "--model", s"$link/cutouts"),
      "it contains an input (--cutouts)"
    )
  }

  it should "not get the images of its own sources as more files" in {
    val words = Seq("--sources", s"${sky.sources}", "--tiles", s"$link/sources/tiles")
    requireRefused(
      CommandLine.allsky("fetch-tiles" +: words: _*),
      s"it is in --sources ${sky.sources}, an input"
    )
  }

  it should "not get the index of its tiles as one more file" in {
    requireRefused(
      stack(folder.resolve("more"), "--tile-index", s"${sky.sources}"),
      s"Cannot write --tile-index ${sky.sources}: it is in --sources"
    )
  }

  "A tile index" should "not be deleted with the output" in {
    requireRefused(
      stack(folder.resolve("more"), "--tile-index", s"$folder/more/index"),
      "it contains an input (--tile-index)"
    )
  }

  it should "not replace a table that is not one" in {
    val index = Files.createTempDirectory("allsky-index")
    Files.writeString(index.resolve("tiles.parquet"), "precious")
    val outcome = stack(folder.resolve("indexed"), "--tile-index", s"$index")
    outcome.err should include("its file tiles.parquet is not a tile index")
    Files.readString(index.resolve("tiles.parquet")) shouldBe "precious"
  }

  "Two jobs at once" should "leave the rows of one of them" in {
    val output = folder.resolve("twice")
    val runs = Seq.fill(2)(Future(Allsky.run(stacking(output): _*)))
    runs.map(Await.result(_, 120.seconds)).sorted shouldBe Seq(0, 1)
    LocalSpark.session.read.parquet(s"$output").count() shouldBe sky.size
  }

  /** A job's words before the option that names its output, and that option. */
  private lazy val writers: Map[String, (Seq[String], String)] = {
    val sources = Seq("--sources", s"${sky.sources}")
    val fromCutouts = Seq("--cutouts", s"$cutouts")
    val model = Seq("--model", s"${sky.model}")
    val tiles = Seq("--tiles", s"${sky.tiles.path}")
    Map(
      "simulate-sky" -> (Seq(), "--output"),
      "fetch-tiles" -> (sources, "--tiles"),
      "crossmatch" -> (sources ++ Seq("--spectra", s"$cutouts"), "--output"),
      "stack-cutouts" -> (sources ++ tiles, "--output"),
      "train-iicnet" -> (fromCutouts, "--model"),
      "compare-networks" -> (fromCutouts ++ Seq("--networks", "iicnet"), "--output"),
      "train-spectra" -> (Seq("--simulated", "3"), "--model"),
      "classify-spectra" -> (Seq("--spectra", s"$cutouts") ++ model, "--output"),
      "evaluate-iicnet" -> (fromCutouts ++ model, "--output"),
      "classify-allsky" -> (fromCutouts ++ model, "--output")
    )
  }

  for (
    job <- Seq("simulate-sky", "fetch-tiles", "crossmatch", "stack-cutouts", "train-iicnet") ++
      Seq("compare-networks", "evaluate-iicnet", "classify-allsky", "train-spectra") ++
      Seq("classify-spectra")
  ) job should "say who writes its output already" in {
    val (words, option) = writers(job)
    val output = folder.resolve(s"held by another $job")
    val held = OutputLock.take(option, s"$output", "another", hadoop, _ => ())
    try
      requireRefused(
        CommandLine.allsky((job +: words) ++ Seq(option, s"$output"): _*),
        s"Cannot write $option $output: it is held by another of "
      )
    finally held.close()
  }

  for (job <- Seq("compare-networks", "train-iicnet", "train-spectra"))
    job should "name its folder as the user typed it" in {
      val (words, option) = writers(job)
      val foreign = Files.createDirectory(folder.resolve(s"foreign to $job"))
      Files.writeString(foreign.resolve("mine.txt"), "")
      val typed = Path.of("").toAbsolutePath.relativize(foreign)
      requireRefused(
        CommandLine.allsky((job +: words) ++ Seq(option, s"$typed"): _*),
        s"Cannot write $option $typed: it contains files that allsky did not make"
      )
    }

  for (job <- Seq("compare-networks", "train-iicnet"))
    it should s"name the folder that the user typed if it is in an input, $job" in {
      val (words, option) = writers(job)
      val typed = Path.of("").toAbsolutePath.relativize(cutouts).resolve("below")
      requireRefused(
        CommandLine.allsky((job +: words) ++ Seq(option, s"$typed"): _*),
        s"Cannot write $option $typed: it is in --cutouts $cutouts, an input"
      )
    }

  "A job" should "give its output back when it fails" in {
    val output = folder.resolve("failed")
    stack(output, "--ra-column", "alpha").exitCode shouldBe 1
    Files.exists(output) shouldBe false
  }

  for (job <- Seq("stack-cutouts", "classify-allsky", "simulate-sky"))
    it should s"write into the folder of exactly its name, $job" in {
      val output = Files.createTempDirectory(folder, "own").resolve("run [a] {b} x*?")
      val outcome = job match {
        case "stack-cutouts"   => stack(output)
        case "classify-allsky" => CommandLine.allsky(sky.classified(output): _*)
        case "simulate-sky"    => simulated(output)
      }
      withClue(outcome.err)(outcome.exitCode shouldBe 0)
      OutputFolder.at(s"$output", hadoop).isComplete shouldBe true
    }

  private def simulated(output: Path): Outcome =
    CommandLine.allsky(
      "simulate-sky" +: Seq("--tiles", "2", "--tile-pixels", "256", "--labelled-per-tile", "9") :+
        "--output" :+ s"$output": _*
    )

  it should "leave no lock in what it wrote" in {
    cutouts.toFile.list.filter(_.startsWith("_lock")) shouldBe empty
  }

  it should "write a relative --output where the user is" in {
    val here = Path.of("").toAbsolutePath.relativize(folder.resolve("relative"))
    stack(here).exitCode shouldBe 0
    OutputFolder.at(folder.resolve("relative").toString, hadoop).isComplete shouldBe true
  }
}
