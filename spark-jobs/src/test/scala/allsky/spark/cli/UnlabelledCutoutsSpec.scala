package allsky.spark.cli

import allsky.network.model.{ModelDescription, ModelFolder}
import java.nio.file.Path

import org.apache.commons.io.FileUtils
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** A finished model gets a new training distance from cutouts of giant galaxies without labels. */
class UnlabelledCutoutsSpec extends AnyFlatSpec with Matchers with StrangersFixture {

  private lazy val cutouts: Path = {
    val path = folder.resolve("cutouts")
    write(path)
    path
  }

  private def rows(path: Path): DataFrame = spark.read.parquet(path.toString)

  private def unlabelled(name: String, change: DataFrame => DataFrame): Path = {
    val path = folder.resolve(name)
    change(rows(cutouts).filter("cntr >= 5000")).write.parquet(path.toString)
    path
  }

  private lazy val giants = unlabelled("giants", identity)

  private def train(model: Path, options: String*): Outcome =
    CommandLine.allsky(
      Seq("train-iicnet", "--cutouts", s"$cutouts", "--model", s"$model", "--epochs", "2") ++
        Seq("--network", "iicnet-lite", "--input-side", "16") ++
        Seq("--batch-size", "16", "--learning-rate", "1e-3") ++ options: _*
    )

  private def trained(model: Path, options: String*): Outcome = {
    val outcome = train(model, options: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  private lazy val model: Path = {
    val path = folder.resolve("model")
    trained(path)
    path
  }

  /** The finished model, resumed with unlabelled cutouts. */
  private def resumed(name: String, unlabelled: Path): (Path, Outcome) = {
    val path = folder.resolve(name)
    FileUtils.copyDirectory(model.toFile, path.toFile)
    (path, trained(path, "--resume", "--unlabelled", s"$unlabelled"))
  }

  private lazy val (withGiants, outcome) = resumed("with-giants", giants)

  private def description(model: Path): ModelDescription =
    ModelFolder.read(model, fail(_)).description

  private def farGiants(model: Path): Long = {
    val output = folder.resolve(s"predictions-of-${model.getFileName}")
    val classified = CommandLine.allsky(
      Seq("classify-allsky", "--cutouts", s"$cutouts", "--model", s"$model") ++
        Seq("--output", s"$output", "--priors", "training"): _*
    )
    withClue(classified.err)(classified.exitCode shouldBe 0)
    Predictions
      .in(output)
      .filter(col("cntr") >= 5000 && col("outlier") && col("outlier_reason") =!= "LOW_CONFIDENCE")
      .count()
  }

  "Unlabelled cutouts" should "be counted, and leave the network as it was" in {
    outcome.err should include(s"$strangersOfAKind unlabelled cutouts")
    description(withGiants).onnxSha256 shouldBe description(model).onnxSha256
  }

  they should "give half to what is ordinary and half to how far it is" in {
    val (before, after) = (description(model).distance, description(withGiants).distance)
    before.validationCutouts shouldBe 199
    after.validationCutouts shouldBe 199 + strangersOfAKind / 2
    after.sha256 should not be before.sha256
  }

  they should "no longer be far from the training" in {
    farGiants(model) should be > strangersOfAKind / 2L
    farGiants(withGiants) should be < strangersOfAKind / 4L
  }

  they should "count alike with labels and splits" in {
    val labelled = unlabelled(
      "labelled",
      _.withColumn("label", lit("GALAXY")).withColumn("split", lit("test"))
    )
    description(resumed("with-labels", labelled)._1).distance.sha256 shouldBe
      description(withGiants).distance.sha256
  }

  they should "be refused with another shape" in {
    val sky = new ShiningSky(folder.resolve("shining"))
    val small = folder.resolve("small")
    val stacked = CommandLine.allsky(
      Seq("stack-cutouts", "--sources", s"${sky.sources}", "--tiles", s"${sky.tiles.path}") ++
        Seq("--output", s"$small", "--bands", "W1,W2"): _*
    )
    withClue(stacked.err)(stacked.exitCode shouldBe 0)
    val refused = train(folder.resolve("never"), "--unlabelled", s"$small")
    refused.exitCode shouldBe 1
    refused.err.linesIterator.toSeq.last should
      include(s"Cannot use --unlabelled $small: its cutouts are ")
  }
}
