package allsky.spark.job

import java.nio.file.{Files, Path}

import allsky.spark.LocalSpark
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What crossmatch refuses, and in which words. */
class CrossmatchRefusalsSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private val spark = LocalSpark.session

  "crossmatch" should "end with 1 and one line where the user's data or options are at fault" in {
    def refusal(options: String*): String = {
      val result = run(options: _*)
      result.exitCode shouldBe 1
      result.err should not include "\tat "
      result.err.linesIterator.toSeq.last
    }
    val output = newFolder().toString
    refusal("--sources", "/no/such.csv", "--spectra", spectra, "--output", output) shouldBe
      "crossmatch: Cannot read --sources /no/such.csv: there is no such file or folder."
    val list = file("list.csv", "x,y", "1,2")
    refusal("--sources", list, "--spectra", spectra, "--output", output) should include(
      s"Cannot read --sources $list: no column ra"
    )
    refusal(
      "--sources",
      sources,
      "--spectra",
      spectra,
      "--output",
      output,
      "--radius-arcsec",
      "-1"
    ) shouldBe "crossmatch: Invalid --radius-arcsec (0 to 648000): -1.0"
    refusal(
      "--sources",
      sources,
      "--spectra",
      spectra,
      "--output",
      output,
      "--spectra-class-column",
      "kind"
    ) should include("--spectra-class-column kind names no column of it")
    val foreign = Files.createTempDirectory("allsky-foreign")
    Files.writeString(foreign.resolve("thesis.tex"), "precious")
    refusal("--sources", sources, "--spectra", spectra, "--output", foreign.toString) should
      include("it holds files that allsky did not make")
    Files.exists(Path.of(output)) shouldBe false
  }

  it should "replace a finished output only with --overwrite, and never its own input" in {
    val output = newFolder().toString
    val job = Seq("--sources", sources, "--spectra", spectra, "--output", output)
    run(job: _*).exitCode shouldBe 0
    val again = run(job: _*)
    again.exitCode shouldBe 1
    again.err should include("add --overwrite to replace it")
    run(job :+ "--overwrite": _*).exitCode shouldBe 0
    val itself =
      run("--sources", output, "--spectra", spectra, "--output", output, "--overwrite")
    itself.exitCode shouldBe 1
    itself.err should include("it holds what --sources reads")
    spark.read.parquet(output).count() shouldBe 2
  }

  it should "end with 2 where it is called wrongly" in {
    run("--sources", sources).exitCode shouldBe 2
    run(
      "--sources",
      sources,
      "--spectra",
      spectra,
      "--output",
      "x",
      "--match",
      "first"
    ).exitCode shouldBe 2
  }
}
