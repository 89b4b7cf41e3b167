package allsky.spark.training

import allsky.UserError
import allsky.network.{NetworkShape, RandomModels}
import allsky.network.architecture.Architecture
import allsky.network.engine.ComputeDevice
import allsky.network.model.{ModelFolder, TrainedModel}
import allsky.spark.files.DriverPath
import allsky.spark.output.{OutputFolder, RunIdentity}
import allsky.training.LearningRate
import allsky.training.TrainingRecipe
import allsky.training.data.{Augmentation, Mixup}
import allsky.training.loss.{ClassWeights, Distillation, LossSettings}
import java.nio.file.{Files, Path}
import java.util.{Collections, Optional}

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
      RandomModels.liteShape.bands.asScala,
      Seq.fill(12)("train") ++ Seq.fill(6)("validation")
    )

  private def newFolder(): Path = Files.createTempDirectory("allsky-step").resolve("model")

  private val path = newFolder()
  private val log = mutable.Buffer[String]()

  private def step(
      path: Path,
      epochs: Int,
      augmentation: Augmentation = Augmentation.NONE,
      resume: Boolean = false
  ): TrainingStep = {
    val options = Collections.singletonMap("epochs", s"$epochs")
    val run = RunIdentity.starting("train-iicnet", options)
    val output = OutputFolder.at(path.toString, new Configuration)
    val folder =
      TrainingFolder.of(DriverPath.parse("--model", path.toString), output, run, resume, false)
    val loss = new LossSettings(0, ClassWeights.NONE)
    val rate = new LearningRate(1e-3, LearningRate.Decay.HALVING, 0)
    val recipe = new TrainingRecipe(epochs, 4, rate, 0, augmentation, 0, 1, loss)
    new TrainingStep(folder, recipe, ComputeDevice.CPU, line => log += line)
  }

  private lazy val result: TrainingStep.Result =
    step(path, 1).run(TrainingCutouts.of(cutouts, "cutouts"), 1, RandomModels.liteShape)

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

  /** The teacher gets 24 pixels of two bands, the network 16 pixels of three. */
  "A training with a teacher" should "be resumed to the same model, and name the teacher" in {
    val small = RandomModels.liteShape
    val shape = small.`with`(Architecture.IICNET_LITE)
    val ofTeacher = new NetworkShape(24, small.bands.subList(0, 2), small.classes, 5)
    val augmentation =
      Augmentation.parse("flips-and-turns,shifts,noise").`with`(new Mixup(0.4))
    def teacher(seed: Long): Optional[TeacherModel] =
      Optional.of(
        new TeacherModel(
          "teacher",
          RandomModels.model(ofTeacher, seed),
          new Distillation(0.5, 2)
        )
      )
    val labelled = TrainingCutouts.of(cutouts, "cutouts")
    def trained(path: Path, epochs: Int, resume: Boolean): TrainedModel = {
      step(path, epochs, augmentation, resume).run(labelled, 1, shape, teacher(5))
      ModelFolder.read(path, fail(_))
    }
    val Seq(stopped, complete) = Seq(newFolder(), newFolder())
    trained(stopped, 1, resume = false)
    val resumed = trained(stopped, 2, resume = true)
    val model = trained(complete, 2, resume = false)
    resumed.digest shouldBe model.digest
    val digest = RandomModels.model(ofTeacher, 5).digest
    model.description.training.recipe.get("teacher") shouldBe digest
    Files.readString(complete.resolve("README.md")) should include(s"| teacher | $digest |")
    val another = the[UserError] thrownBy
      step(stopped, 3, augmentation, resume = true)
        .run(labelled, 1, shape, teacher(6))
    another.getMessage should include(s"its teacher is $digest, but now it is ")
    ModelFolder.read(stopped, fail(_)).digest shouldBe model.digest
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
