package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Classifies the shining sky with a network that has learned from it. */
class ClassifyAllskySpec extends AnyFlatSpec with Matchers with BeforeAndAfterAll {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-classes")
  private lazy val sky = new ShiningSky(folder)
  private val model = folder.resolve("model")

  override def beforeAll(): Unit = {
    val trained = sky.train(model, "--epochs", "5", "--input-side", "32")
    withClue(trained.err)(trained.exitCode shouldBe 0)
  }

  private def classify(output: Path, options: String*): Outcome =
    sky.classify(model, output, options: _*)

  private def predictions(name: String, options: String*): Path = {
    val output = folder.resolve(name)
    val outcome = classify(output, options: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    output
  }

  private lazy val fromCutouts: Path = predictions("from-cutouts", "--cutouts", s"${sky.cutouts}")

  "classify-allsky" should "give every source one row, with a class or a reason" in {
    val output = folder.resolve("predictions")
    val outcome = classify(output, sky.fromTiles(): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome.err should include("HATS catalog of 145 rows in 2 files, order 0 to 0; 1 rows without")
    val rows = Predictions.in(output)
    rows.count() shouldBe 146
    rows.select("cntr").distinct().count() shouldBe 146
    rows.groupBy("status").count().as[(String, Long)].collect().toMap shouldBe
      Map("OK" -> 144, "NO_TILE" -> 1, "BAD_POSITION" -> 1)
    val sums = rows.filter("status = 'OK'").selectExpr("prob_star + prob_galaxy + prob_qso")
    sums.collect().foreach(_.getFloat(0) shouldBe 1f +- 1e-5f)
    rows.filter("status = 'NO_TILE' and class is null and confidence is null").count() shouldBe 1
    rows.filter("w1mpro = 12.5").count() shouldBe 145
    val right = rows
      .filter("status = 'OK'")
      .select("cntr", "class")
      .as[(Long, String)]
      .collect()
      .count { case (cntr, name) => sky.labels(cntr) == name }
    right should be > 120
  }

  private def probabilities(output: Path): Map[Long, Seq[Float]] =
    Predictions.in(output)
      .filter("status = 'OK'")
      .select("cntr", "prob_star", "prob_galaxy", "prob_qso")
      .as[(Long, Float, Float, Float)]
      .collect()
      .map(row => row._1 -> Seq(row._2, row._3, row._4))
      .toMap

  it should "say the same with both engines, from tiles and from cutouts" in {
    val Seq(onnx, pytorch) = Seq("onnx", "pytorch").map { engine =>
      val options = Seq("--engine", engine, "--device", "cpu")
      probabilities(predictions(engine, sky.fromTiles(options: _*): _*))
    }
    onnx.keySet shouldBe sky.labels.keySet
    for (other <- Seq(pytorch, probabilities(fromCutouts))) {
      other.keySet shouldBe onnx.keySet
      for ((cntr, expected) <- onnx; (p, e) <- other(cntr).zip(expected)) p shouldBe e +- 1e-5f
    }
  }

  it should "say the same of cutouts as arrays, to the last bit" in {
    def rows(output: Path) =
      Predictions.in(output).orderBy("cntr").collect().map(_.toString).toSeq
    rows(fromCutouts) should have size sky.labels.size
    rows(predictions("from-arrays", "--cutouts", s"${sky.cutoutsAsArrays}")) shouldBe
      rows(fromCutouts)
  }

  it should "refuse a GPU that Spark does not lend, in words" in {
    val options = sky.fromTiles("--engine", "pytorch", "--device", "gpu")
    val refused = classify(folder.resolve("gpu"), options: _*)
    refused.exitCode shouldBe 1
    refused.err should include("Cannot use --device gpu: Spark assigns no GPU to the tasks")
  }

  it should "refuse a folder that is no model, and wrong numbers, in one line" in {
    val output = folder.resolve("x")
    val noModel = sky.classify(sky.cutouts, output, sky.fromTiles(): _*)
    noModel.exitCode shouldBe 1
    noModel.err should include("give --model a folder from train-iicnet")
    classify(output, sky.fromTiles("--minimum-confidence", "7"): _*).err should
      include("Invalid --minimum-confidence (0 to 1): 7.0")
  }
}
