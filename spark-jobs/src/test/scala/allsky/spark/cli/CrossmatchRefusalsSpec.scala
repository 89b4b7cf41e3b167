package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What crossmatch refuses, and in which words. */
class CrossmatchRefusalsSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session

  private def job(output: String, from: String = sources): Seq[String] =
    Seq("--sources", from, "--spectra", spectra, "--output", output)

  "crossmatch" should "end with 1 and one line where the user's data or options are at fault" in {
    def refusal(options: String*): String = {
      val result = run(options: _*)
      result.exitCode shouldBe 1
      result.err should not include "\tat "
      result.err.linesIterator.toSeq.last
    }
    val output = newFolder().toString
    refusal(job(output, from = "/no/such.csv"): _*) shouldBe
      "crossmatch: Cannot read --sources /no/such.csv: there is no such file or folder."
    val list = file("list.csv", "x,y", "1,2")
    refusal(job(output, from = list): _*) should
      include(s"Cannot read --sources $list: no column ra")
    refusal(job(output) ++ Seq("--radius-arcsec", "-1"): _*) shouldBe
      "crossmatch: Invalid --radius-arcsec (0 to 648000): -1.0"
    refusal(job(output) ++ Seq("--min-radius-arcsec", "2"): _*) shouldBe
      "crossmatch: Invalid --min-radius-arcsec (0, or below --radius-arcsec): 2.0"
    refusal(job(output) ++ Seq("--join", "right", "--per-class", "5"): _*) should
      include("Invalid --per-class (not with --join right, which writes every spectrum)")
    refusal(job(output) :+ "--exclude-self": _*) shouldBe
      s"crossmatch: Cannot use --exclude-self: --sources $sources and --spectra $spectra are not the" +
      " same catalog; name the same path, or remove --exclude-self."
    refusal(
      "--sources",
      spectra,
      "--spectra",
      spectra,
      "--output",
      output,
      "--exclude-self",
      "--key-column",
      "z"
    ) shouldBe
      "crossmatch: Cannot use --exclude-self: the key of --sources is z, the key of --spectra is" +
      " specObjID; name the same column with --key-column and --spectra-key-column."
    refusal(job(output) ++ Seq("--spectra-class-column", "kind"): _*) should
      include("--spectra-class-column kind is not a column of the table")
    val foreign = Files.createTempDirectory("allsky-foreign")
    Files.writeString(foreign.resolve("thesis.tex"), "precious")
    refusal(job(foreign.toString): _*) should include("it contains files that allsky did not make")
    Files.exists(Path.of(output)) shouldBe false
  }

  it should "replace a finished output only with --overwrite, and never its own input" in {
    val output = newFolder().toString
    run(job(output): _*).exitCode shouldBe 0
    val again = run(job(output): _*)
    again.exitCode shouldBe 1
    again.err should include("add --overwrite to replace it")
    run(job(output) :+ "--overwrite": _*).exitCode shouldBe 0
    val itself = run(job(output, from = output) :+ "--overwrite": _*)
    itself.exitCode shouldBe 1
    itself.err should include("it contains an input (--sources)")
    spark.read.parquet(output).count() shouldBe 2
  }

  it should "end with 2 where it is called wrongly" in {
    run("--sources", sources).exitCode shouldBe 2
    run(job("x") ++ Seq("--match", "first"): _*).exitCode shouldBe 2
    run(job("x") ++ Seq("--match", "nearest:0"): _*).exitCode shouldBe 2
  }
}
