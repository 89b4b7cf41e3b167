package allsky.spark.job

import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What classify-allsky refuses in words, before it touches an output. */
class ClassifyRefusalsSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-refusals")
  private val sky = new TinySky(folder)

  /** An output that must outlive what is refused. */
  private lazy val earlier: Path = {
    val output = folder.resolve("earlier")
    val outcome = CommandLine.allsky(sky.classified(output): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    output
  }

  private def refused(words: Seq[String]): String = {
    val outcome = CommandLine.allsky(words: _*)
    outcome.exitCode shouldBe 1
    outcome.err should not include "\tat "
    outcome.err.linesIterator.toSeq.last
  }

  "A batch" should "not be larger than engines and buffers bear" in {
    for (size <- Seq("0", "4097", "27963", "2000000000"))
      refused(sky.classified(earlier, "--overwrite", "--batch-size", size)) shouldBe
        s"classify-allsky: Invalid --batch-size (1 to 4096): $size"
    Files.exists(earlier.resolve("_SUCCESS")) shouldBe true
  }
}
