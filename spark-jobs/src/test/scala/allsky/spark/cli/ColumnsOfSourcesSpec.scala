package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The user's own key and columns on their way from the sources to cutouts and predictions. */
class ColumnsOfSourcesSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-columns")
  private lazy val sky = new TinySky(folder)

  private lazy val sources: Path = {
    val path = folder.resolve("own")
    spark.read
      .parquet(s"${sky.sources}")
      .selectExpr(
        "concat('J', cntr) as WISEA",
        "ra",
        "dec",
        "w1mpro",
        "concat('field ', cntr % 7) as survey",
        "cntr as class"
      )
      .write
      .parquet(s"$path")
    path
  }

  private def run(words: String*): Outcome = {
    val outcome = CommandLine.allsky(words: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  private def onTiles(job: String, output: Path, options: String*): Seq[String] =
    Seq(job, "--sources", s"$sources", "--tiles", s"${sky.tiles.path}", "--output", s"$output") ++
      options

  private lazy val model = Seq("--model", s"${sky.model}")

  /** Rows whose own columns do not belong to their key. */
  private def wrong(output: Path): Long =
    Predictions
      .in(output)
      .filter("survey is null or survey != concat('field ', cast(substr(WISEA, 2) as int) % 7)")
      .count()

  "Columns of sources" should "travel through the waves into the HATS catalog" in {
    val output = folder.resolve("predictions")
    val words =
      onTiles("classify-allsky", output, model ++ Seq("--chunk-sources", "130"): _*)
    val said = run(words ++ Seq("--columns", "all"): _*).err
    said should include(s"--sources $sources: key is WISEA, because of its name")
    said should include("class is written as source_class, because the output has a column with" +
      " this name")
    val rows = Predictions.in(output)
    rows.columns.take(4) shouldBe Array("WISEA", "w1mpro", "survey", "source_class")
    rows.select("WISEA").distinct().count() shouldBe sky.size
    wrong(output) shouldBe 0
    rows.filter("source_class != cast(substr(WISEA, 2) as bigint)").count() shouldBe 0
    Files.delete(output.resolve("_SUCCESS"))
    val other = CommandLine.allsky(words ++ Seq("--columns", "survey"): _*)
    other.exitCode shouldBe 1
    other.err should include("which began with --columns [all] (now [survey])")
  }

  it should "travel through the cutouts, and be named where they are not kept" in {
    val cutouts = folder.resolve("cutouts")
    val said = run(onTiles("stack-cutouts", cutouts, "--columns", "SURVEY"): _*).err
    said should not include "not kept"
    spark.read.parquet(s"$cutouts").columns.take(3) shouldBe Array("WISEA", "w1mpro", "survey")
    val classify =
      Seq("classify-allsky", "--cutouts", s"$cutouts", "--layout", "plain") ++ model ++
        Seq("--output")
    val kept = folder.resolve("kept")
    run(classify ++ Seq(s"$kept", "--columns", "survey"): _*)
    wrong(kept) shouldBe 0
    val bare = run(classify :+ s"${folder.resolve("bare")}": _*)
    bare.err should include("columns that are not kept: survey (use --columns NAME,...|all to" +
      " keep them)")
  }

}
