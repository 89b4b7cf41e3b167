package allsky.spark.cli

import allsky.survey.Band
import java.nio.file.{Files, Path}

import org.apache.commons.io.FileUtils
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** classify-allsky in several waves, stopped between two of them. */
class WavesOfTilesSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-waves")
  private lazy val sky = new TinySky(folder)

  private def inWaves(output: Path, options: String*): Outcome =
    CommandLine.allsky(sky.inThreeWaves(output, options: _*): _*)

  private lazy val inOneWave: Seq[String] = {
    val output = folder.resolve("one")
    CommandLine.allsky(sky.classified(output): _*).exitCode shouldBe 0
    sky.predictions(output)
  }

  private def isWhole(output: Path, wave: Int): Boolean =
    Files.exists(output.resolve(f"wave=$wave%05d").resolve("_SUCCESS"))

  /** Leaves an output as if it had been stopped before a wave. */
  private def stopBefore(output: Path, wave: Int): Unit =
    (output +: (wave until 3).map(i => output.resolve(f"wave=$i%05d"))).foreach { part =>
      Files.delete(part.resolve("_SUCCESS"))
    }

  "Waves" should "give the table that one wave gives, and leave nothing else" in {
    val output = folder.resolve("waves")
    val outcome = inWaves(output)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    inOneWave should have size sky.size
    sky.predictions(output) shouldBe inOneWave
    Files.exists(output.resolve("_plan")) shouldBe false
  }

  /** Leaves a plan as if the run had been killed while it was written. */
  private def forgetHalfOfThePlan(plan: Path): Unit = {
    Files.delete(plan.resolve("_SUCCESS"))
    val last = plan.toFile.listFiles.filter(_.isDirectory).maxBy(_.getName)
    FileUtils.deleteDirectory(last)
  }

  private lazy val broken = sky.tiles.fileOf(sky.coaddId(4), Band.W2)
  private lazy val wholeImage = Files.readAllBytes(broken)

  /** What is wrong shows only when the pixels are read. */
  private lazy val tooLong = wholeImage ++ Array.fill[Byte](5000)(1)

  they should "end at the first bad tile where that is asked for, and go on when it is mended" in {
    val output = folder.resolve("strict")
    Files.write(broken, tooLong)
    val ended = inWaves(output, "--fail-on-bad-tiles")
    Files.write(broken, wholeImage)
    ended.exitCode shouldBe 1
    ended.err.linesIterator.toSeq.last should startWith(
      s"classify-allsky: Cannot use 1 of the tiles (--fail-on-bad-tiles): file:$broken: its data are longer than"
    )
    (0 until 3).map(isWhole(output, _)) shouldBe (0 until 3).map(_ < 1)
    val other = inWaves(output, "--fail-on-bad-tiles", "--far-quantile", "0.9")
    other.exitCode shouldBe 1
    other.err should include("which began with --far-quantile 0.99 (now 0.9); use the same")
    forgetHalfOfThePlan(output.resolve("_plan"))
    val resumed = inWaves(output, "--fail-on-bad-tiles", "--batch-size", "7")
    withClue(resumed.err)(resumed.exitCode shouldBe 0)
    resumed.err should include("resuming: 2 of 3 chunks are left")
    sky.predictions(output) shouldBe inOneWave
  }

  they should "refuse at once a tile whose header tells that it is bad" in {
    val output = folder.resolve("refused")
    Files.write(broken, "<html>503</html>".getBytes)
    val refused = inWaves(output, "--fail-on-bad-tiles")
    Files.write(broken, wholeImage)
    refused.exitCode shouldBe 1
    refused.err.linesIterator.toSeq.last should include(s"file:$broken: it is not a FITS file")
    Files.exists(output) shouldBe false
  }

  they should "name the bad tiles of waves that an earlier run did" in {
    val output = folder.resolve("forgiving")
    Files.write(broken, tooLong)
    inWaves(output).exitCode shouldBe 0
    Files.write(broken, wholeImage)
    stopBefore(output, 2)
    val resumed = inWaves(output)
    resumed.err should include("resuming: 1 of 3 chunks are left")
    resumed.out should include(
      s"${sky.size} sources: 440 OK, 40 BAD_IMAGE, 1 BAD_POSITION, 5 NO_TILE"
    )
    Files.readString(output.resolve("_summary.json")) should include(
      s"$broken: its data are longer than"
    )
  }

  they should "leave the summary as it is where only the last step of all was left" in {
    val output = folder.resolve("hats")
    Files.write(broken, tooLong)
    CommandLine.allsky(sky.classified(output, "--chunk-sources", "170"): _*).exitCode shouldBe 0
    Files.write(broken, wholeImage)
    Files.delete(output.resolve("_SUCCESS"))
    Files.createDirectory(output.resolve("_catalog"))
    Files.createFile(output.resolve("_catalog/_SUCCESS"))
    val resumed = CommandLine.allsky(sky.classified(output, "--chunk-sources", "170"): _*)
    withClue(resumed.err)(resumed.exitCode shouldBe 0)
    resumed.err should include("resuming: 0 of 3 chunks are left")
    Files.readString(output.resolve("_summary.json")) should include(
      s"$broken: its data are longer than"
    )
  }

  they should "go on with the sources of each tile where a tile without sources came between" in {
    val output = folder.resolve("grown")
    Files.write(broken, tooLong)
    inWaves(output, "--fail-on-bad-tiles").exitCode shouldBe 1
    Files.write(broken, wholeImage)
    isWhole(output, 0) shouldBe true
    val between = "0005p800_ac51"
    sky.tiles.addTile(between, 0.5, 80)
    val resumed = inWaves(output, "--fail-on-bad-tiles")
    Seq(Band.W1, Band.W2, Band.W3).foreach(band => Files.delete(sky.tiles.fileOf(between, band)))
    withClue(resumed.err)(resumed.exitCode shouldBe 0)
    resumed.err should include("resuming: 2 of 3 chunks are left")
    sky.predictions(output) shouldBe inOneWave
  }
}
