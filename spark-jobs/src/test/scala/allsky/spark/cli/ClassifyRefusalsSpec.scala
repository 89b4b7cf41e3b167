package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What classify-allsky and stack-cutouts refuse in words, before they touch an output. */
class ClassifyRefusalsSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-refusals")
  private lazy val sky = new TinySky(folder)

  /** The sources with names of columns that allsky's tables have themselves, and no known key. */
  private lazy val strange: Path = {
    val path = folder.resolve("strange")
    LocalSpark.session.read
      .parquet(s"${sky.sources}")
      .select(
        col("cntr").as("Confidence"),
        col("cntr").as("_healpix_29"),
        col("cntr").as("STATUS"),
        col("cntr").as("Number"),
        col("ra"),
        col("dec"),
        col("w1mpro")
      )
      .write
      .parquet(s"$path")
    path
  }

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

  private def classify(key: String, output: Path, options: String*): Seq[String] =
    Seq("classify-allsky", "--sources", s"$strange", "--tiles", s"${sky.tiles.path}") ++
      Seq("--model", s"${sky.model}", "--output", s"$output", "--key-column", key) ++ options

  private def stack(key: String, output: Path, options: String*): Seq[String] =
    Seq("stack-cutouts", "--sources", s"$strange", "--tiles", s"${sky.tiles.path}") ++
      Seq("--output", s"$output", "--key-column", key) ++ options

  "A batch" should "not be larger than engines and buffers bear" in {
    for (size <- Seq("0", "4097", "27963", "2000000000"))
      refused(sky.classified(earlier, "--overwrite", "--batch-size", size)) shouldBe
        s"classify-allsky: Invalid --batch-size (1 to 4096): $size"
    Files.exists(earlier.resolve("_SUCCESS")) shouldBe true
  }

  "A key" should "not be a column that the predictions have themselves" in {
    for (key <- Seq("confidence", "_HEALPIX_29", "status", "ra", "DEC"))
      refused(classify(key, earlier, "--overwrite")).toLowerCase should startWith(
        s"classify-allsky: invalid --key-column ${key.toLowerCase} (the predictions have a column" +
          s" with this name): name another key with --key-column; if the catalog has no other" +
          s" key, add one, such as a running number"
      )
    Files.exists(earlier.resolve("_SUCCESS")) shouldBe true
  }

  it should "not be a column that the cutouts have themselves" in {
    refused(stack("status", folder.resolve("cutouts-no"))) should startWith(
      "stack-cutouts: Invalid --key-column STATUS (the cutouts have a column with this name"
    )
    Files.exists(folder.resolve("cutouts-no")) shouldBe false
  }

  it should "be any other column, a magnitude too" in {
    for (key <- Seq("number", "w1mpro")) {
      val output = folder.resolve(s"by-$key")
      val outcome = CommandLine.allsky(classify(key, output): _*)
      withClue(outcome.err)(outcome.exitCode shouldBe 0)
      Predictions.in(output).count() shouldBe sky.size
    }
  }

  it should "be refused in the predictions where only the cutouts bear it" in {
    val cutouts = folder.resolve("cutouts")
    CommandLine.allsky(stack("confidence", cutouts): _*).exitCode shouldBe 0
    val words = Seq("classify-allsky", "--cutouts", s"$cutouts", "--model", s"${sky.model}")
    refused(words ++ Seq("--output", s"$earlier", "--overwrite")) should startWith(
      "classify-allsky: Invalid --key-column Confidence (the predictions have a column with" +
        " this name"
    )
    Files.exists(earlier.resolve("_SUCCESS")) shouldBe true
  }
}
