package allsky.spark.training

import allsky.UserError
import allsky.network.RandomModels
import allsky.network.engine.ComputeDevice
import allsky.spark.files.DriverPath
import allsky.spark.output.{OutputFolder, RunIdentity}
import allsky.training.TrainingRecipe
import allsky.training.data.Augmentation
import allsky.training.loss.{ClassWeights, LossSettings}
import java.nio.file.Files
import java.util.Collections

import scala.collection.JavaConverters._
import scala.collection.mutable

import org.apache.hadoop.conf.Configuration
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Trains a small network on made-up cutouts, without the command line. */
class TrainingStepSpec extends AnyFlatSpec with Matchers {

  private lazy val cutouts: DataFrame =
    RandomCutouts.table(
      RandomModels.smallShape.bands.asScala,
      Seq.fill(12)("train") ++ Seq.fill(6)("validation")
    )

  private val path = Files.createTempDirectory("allsky-step").resolve("model")
  private val log = mutable.Buffer[String]()

  private lazy val result: TrainingStep.Result = {
    val run = RunIdentity.starting("train-iicnet", Collections.emptyMap[String, String])
    val output = OutputFolder.at(path.toString, new Configuration)
    val folder =
      TrainingFolder.of(DriverPath.parse("--model", path.toString), output, run, false, false)
    val loss = new LossSettings(0, ClassWeights.NONE)
    val recipe = new TrainingRecipe(1, 4, 1e-3, 0, Augmentation.NONE, 0, 1, loss)
    new TrainingStep(folder, recipe, ComputeDevice.CPU, line => log += line)
      .run(TrainingCutouts.of(cutouts, "cutouts"), 1, RandomModels.smallShape)
  }

  "A training" should "return its best epoch" in {
    result.line should startWith("best epoch 1 of 1: validation accuracy ")
    result.history.size shouldBe 1
  }

  it should "leave a finished model with its history" in {
    result
    for (
      name <-
        Seq("model.json", "iicnet.onnx", "history.csv", "history.json", "checkpoint", "_SUCCESS") ++
          Seq("curves.png", "feature-maps.png")
    )
      withClue(name)(Files.exists(path.resolve(name)) shouldBe true)
  }

  it should "log the splits, the device and each epoch" in {
    result
    log.head shouldBe "12 cutouts to train on, 6 to validate"
    log(1) should startWith("training on ")
    log(2) should startWith("epoch 1: training loss ")
  }

  "A table without labels" should "be refused" in {
    the[UserError] thrownBy TrainingCutouts.of(
      cutouts.drop("label"),
      "matches/cut"
    ) should have message
      "Cannot train on --cutouts matches/cut: it has no label and split; stack the cutouts of matches" +
      " (crossmatch with spectra)"
  }
}
