package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import org.apache.spark.sql.functions.{col, sha2}
import org.scalatest.concurrent.Eventually._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

/**
 * Jobs that are killed after a random time of their work, or started twice; what bin/reliability does
 * to all jobs.
 */
class RoughHandlingClusterSpec extends AnyFlatSpec with Matchers with Launchers {

  private lazy val sky = new TinySky(folder)
  private val moments = new Random(14)

  private def start(words: Seq[String]): Call =
    startBin(
      "allsky",
      Seq("--master", "local[2]", "--driver-memory", "1g") ++ lightly ++ words: _*
    )()

  private def awaitBegun(call: Call, output: Path): Unit =
    eventually(timeout(180.seconds), interval(10.millis)) {
      withClue(call.said)(call.isAlive shouldBe true)
      Files.exists(output.resolve("_run.json")) shouldBe true
    }

  private def killInMidWork(words: Seq[String], output: Path): Unit = {
    val call = start(words)
    awaitBegun(call, output)
    Thread.sleep(moments.nextInt(200))
    call.kill()
  }

  private def requireDone(outcome: Outcome): Unit =
    withClue(outcome.err)(outcome.exitCode shouldBe 0)

  private def stacking(output: Path): Seq[String] =
    Seq("stack-cutouts", "--sources", s"${sky.sources}", "--tiles", s"${sky.tiles.path}") ++
      Seq("--output", s"$output")

  private def cutouts(output: Path): Seq[String] =
    LocalSpark.session.read
      .parquet(output.toString)
      .withColumn("pixels", sha2(col("pixels"), 256))
      .orderBy("cntr")
      .collect()
      .map(_.toString)
      .toSeq

  private lazy val undisturbedCutouts: Seq[String] = {
    val output = folder.resolve("undisturbed cutouts")
    requireDone(CommandLine.allsky(stacking(output): _*))
    val rows = cutouts(output)
    rows should have size sky.size
    rows
  }

  "stack-cutouts that was killed" should "claim nothing, and be done by the same command" in {
    val output = folder.resolve("killed cutouts")
    killInMidWork(stacking(output), output)
    Files.exists(output.resolve("_SUCCESS")) shouldBe false
    requireDone(CommandLine.allsky(stacking(output): _*))
    cutouts(output) shouldBe undisturbedCutouts
  }

  private def simulating(output: Path): Seq[String] =
    Seq("simulate-sky", "--output", s"$output", "--tiles", "6", "--tile-pixels", "256") ++
      Seq("--labelled-per-tile", "9")

  /** The images and the spectra, by name and content. */
  private def files(output: Path): Map[String, Seq[Byte]] =
    Files
      .walk(output)
      .iterator
      .asScala
      .filter(_.toString.endsWith(".fits"))
      .map(file => output.relativize(file).toString -> Files.readAllBytes(file).toSeq)
      .toMap

  "simulate-sky that was killed" should "claim nothing, and be done by the same command" in {
    val killed = folder.resolve("killed sky")
    killInMidWork(simulating(killed), killed)
    Files.exists(killed.resolve("_SUCCESS")) shouldBe false
    requireDone(CommandLine.allsky(simulating(killed): _*))
    val undisturbed = folder.resolve("undisturbed sky")
    requireDone(CommandLine.allsky(simulating(undisturbed): _*))
    files(undisturbed) should have size (6 * 4 + 1)
    files(killed) shouldBe files(undisturbed)
  }

  "A second stack-cutouts into one output" should "be refused, and not disturb the first" in {
    val output = folder.resolve("doubled cutouts")
    val first = start(stacking(output))
    awaitBegun(first, output)
    first.signal("STOP")
    val second =
      try CommandLine.allsky(stacking(output): _*)
      finally first.signal("CONT")
    second.exitCode shouldBe 1
    second.err.linesIterator.toSeq.last should startWith("stack-cutouts: ")
    second.err should include(output.toString)
    requireDone(first.outcome())
    cutouts(output) shouldBe undisturbedCutouts
  }
}
