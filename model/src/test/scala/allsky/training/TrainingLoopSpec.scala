package allsky.training

import allsky.UserError
import allsky.network.Network
import allsky.network.RandomModels
import allsky.network.TensorFile
import allsky.network.architecture.Architecture
import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import allsky.survey.NetworkInputs
import allsky.survey.SourceClass
import allsky.training.LearningRate.Decay
import allsky.training.data.Augmentation
import allsky.training.data.LabelledCutouts
import allsky.training.data.Mixup
import allsky.training.history.EpochResult
import allsky.training.history.TrainingListener
import allsky.training.history.TrainingOutcome
import allsky.training.history.TrainingProgress
import allsky.training.loss.LossSettings
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.nio.file.{Files, Path}
import scala.collection.JavaConverters._
import scala.collection.mutable

class TrainingLoopSpec extends AnyFlatSpec with Matchers {

  private val shape = RandomModels.liteShape
  private val training = new ColouredDots(shape, 90, 1)
  private val validation = new ColouredDots(shape, 30, 2)

  private val recipe =
    new TrainingRecipe(5, 8, 1e-3, 2, Augmentation.FLIPS_AND_TURNS, 0, 5)

  private val few = new ColouredDots(shape, 30, 3)

  private val short = new TrainingRecipe(3, 8, 1e-3, 2, Augmentation.FLIPS_AND_TURNS, 0, 5)

  private def newFile(): Path = Files.createTempDirectory("training").resolve("checkpoint")

  private def loop(
      file: Path,
      recipe: TrainingRecipe = recipe,
      listener: TrainingListener = TrainingListener.SILENT
  ): TrainingLoop =
    new TrainingLoop(shape, recipe, ComputeDevice.CPU, file, listener)

  private def values(file: TensorFile): Map[String, Seq[Float]] =
    file.tensors.asScala.mapValues(_.values.toSeq).toMap

  private class Recorder(stopAfter: Int) extends TrainingListener {
    val steps: mutable.Buffer[TrainingProgress] = mutable.Buffer()
    val epochs: mutable.Buffer[EpochResult] = mutable.Buffer()
    override def progress(progress: TrainingProgress): Unit = steps += progress
    override def epochDone(result: EpochResult): Unit = {
      epochs += result
      if (result.epoch == stopAfter) throw new InterruptedTraining
    }
  }

  private class InterruptedTraining extends RuntimeException

  private lazy val uninterrupted: (TrainingOutcome, Recorder) = {
    val recorder = new Recorder(stopAfter = 0)
    (loop(newFile(), listener = recorder).train(training, validation), recorder)
  }

  "A training" should "learn classes that differ by their colour" in {
    val history = uninterrupted._1.history
    history.size shouldBe 5
    history.best.validationAccuracy should be > 0.95
    history.epochs.get(4).trainingLoss should be < history.epochs.get(0).trainingLoss / 2
  }

  it should "return a summary of its data and settings" in {
    val summary = uninterrupted._1.summary
    summary.seed shouldBe 5
    summary.trainingCounts.asScala shouldBe SourceClass.values.map(_ -> 30).toMap
    summary.validationCounts.asScala shouldBe SourceClass.values.map(_ -> 10).toMap
    summary.trainingSetDigest should fullyMatch regex "[0-9a-f]{64}"
    summary.recipe.get("augmentation") shouldBe "flips-and-turns"
    summary.recipe should not contain key("mixup")
    averaging.toMap.get("mixup") shouldBe "0.4"
  }

  it should "report each step and each epoch" in {
    val recorder = uninterrupted._2
    recorder.epochs.map(_.epoch) shouldBe (1 to 5)
    recorder.epochs.map(_.learningRate) shouldBe Seq(1e-3, 1e-3, 5e-4, 5e-4, 5e-4)
    recorder.steps.size shouldBe 5 * 12
    recorder.steps.take(12).map(_.cutouts) shouldBe (8 to 88 by 8) :+ 90
    recorder.steps.foreach(_.imagesPerSecond should be > 0.0)
    recorder.steps.last.secondsLeft shouldBe 0.0
    recorder.steps.last.toString should startWith("epoch 5 of 5: 90 of 90 cutouts, loss 0.")
  }

  it should "end with the same weights when it is interrupted and resumed" in {
    val file = newFile()
    an[InterruptedTraining] should be thrownBy
      loop(file, short, new Recorder(stopAfter = 1)).train(few, few)
    val resumed = loop(file, short).resume(few, few)
    val whole = loop(newFile(), short).train(few, few)
    values(resumed.parameters) shouldBe values(whole.parameters)
    resumed.history.epochs.asScala.map(_.validationLoss) shouldBe
      whole.history.epochs.asScala.map(_.validationLoss)
  }

  private val everything =
    Augmentation.parse("flips-and-turns,shifts,noise").`with`(new Mixup(0.4))

  private val averaging = new TrainingRecipe(
    3,
    8,
    new LearningRate(1e-3, Decay.COSINE, 0),
    0.9,
    everything,
    0,
    5,
    LossSettings.PLAIN
  )

  it should "end with the same averaged weights, with all kinds of augmentation" in {
    val file = newFile()
    an[InterruptedTraining] should be thrownBy
      loop(file, averaging, new Recorder(stopAfter = 1)).train(few, few)
    val resumed = loop(file, averaging).resume(few, few)
    values(resumed.parameters) shouldBe
      values(loop(newFile(), averaging).train(few, few).parameters)
    (the[UserError] thrownBy loop(file, averaging.withEpochs(4)).resume(few, few)).getMessage should
      include("its epochs is 3, but now it is 4")
  }

  /** Each epoch is one step. */
  it should "return the moving average of the weights after each step" in {
    def weights(decay: Double, epochs: Int): Map[String, Seq[Float]] = {
      val rate = new LearningRate(1e-3, Decay.HALVING, 0)
      val recipe =
        new TrainingRecipe(epochs, 30, rate, decay, Augmentation.NONE, 0, 5, LossSettings.PLAIN)
      val file = newFile()
      loop(file, recipe).train(few, few)
      values(TensorFile.read(file)).collect {
        case (name, each) if name.startsWith(if (decay > 0) "averages/" else "weights/") =>
          name.substring(name.indexOf('/') + 1) -> each
      }
    }
    val initial = {
      val manager = PytorchEngine.newManager(ComputeDevice.CPU)
      try {
        val network = Network.of(shape)
        network.initialize(manager, 5)
        network.weights.tensors.asScala.mapValues(_.values.toSeq).toMap
      } finally manager.close()
    }
    val Seq(first, second) = Seq(1, 2).map(weights(0, _))
    val averages = weights(0.5, 2)
    averages.keySet shouldBe initial.keySet
    // Shares of the old average: 2/11 and 3/12, which are below the decay.
    averages.foreach { case (name, values) =>
      values.indices.foreach { i =>
        val afterOne = 2.0 / 11 * initial(name)(i) + 9.0 / 11 * first(name)(i)
        values(i).toDouble shouldBe (0.25 * afterOne + 0.75 * second(name)(i)) +- 1e-6
      }
    }
  }

  /** A fusion has a dropout, whose random numbers must go on too. */
  it should "end with the same numbers where a fusion with a last batch of one is resumed" in {
    val fusion = shape.`with`(NetworkInputs.FUSION)
    val dots = new ColouredDots(fusion, 17, 3)
    def training(file: Path, listener: TrainingListener): TrainingLoop =
      new TrainingLoop(fusion, short.withEpochs(2), ComputeDevice.CPU, file, listener)
    val file = newFile()
    an[InterruptedTraining] should be thrownBy
      training(file, new Recorder(stopAfter = 1)).train(dots, dots)
    val resumed = values(training(file, TrainingListener.SILENT).resume(dots, dots).parameters)
    val whole = training(newFile(), TrainingListener.SILENT).train(dots, dots)
    resumed shouldBe values(whole.parameters)
    resumed.values.flatten.filter(_.isNaN) shouldBe empty
    val wide = fusion.`with`(Architecture.IICNET)
    (the[UserError] thrownBy
      new TrainingLoop(wide, short.withEpochs(2), ComputeDevice.CPU, file, TrainingListener.SILENT)
        .resume(dots, dots)).getMessage should include("its network is ")
  }

  it should "end with different weights for another seed" in {
    val Seq(first, second) = Seq(5, 6).map { seed =>
      val recipe = new TrainingRecipe(1, 8, 1e-3, 2, Augmentation.NONE, 0, seed)
      values(loop(newFile(), recipe).train(few, few).parameters)
    }
    first should not be second
  }

  it should "continue for more epochs after its end" in {
    val file = newFile()
    loop(file, short.withEpochs(1)).train(few, few)
    loop(file, short.withEpochs(2)).resume(few, few).history.size shouldBe 2
  }

  it should "stop after too many epochs without improvement" in {
    val patient = new TrainingRecipe(30, 8, 1e-3, 0, Augmentation.NONE, 1, 5)
    val history = loop(newFile(), patient).train(few, few).history
    history.size should be < 30
    history.size shouldBe history.best.epoch + 1
  }

  it should "not resume another training" in {
    val file = newFile()
    (the[UserError] thrownBy loop(file, short).resume(few, few)).getMessage should
      include("Cannot resume: there is no checkpoint")
    loop(file, short.withEpochs(1)).train(few, few)
    val other = new TrainingRecipe(3, 8, 2e-3, 2, Augmentation.FLIPS_AND_TURNS, 0, 5)
    (the[UserError] thrownBy loop(file, other).resume(few, few)).getMessage should
      include("its learning-rate is 0.001, but now it is 0.002")
    (the[UserError] thrownBy loop(file, short).resume(training, few)).getMessage should
      include("its training set is ")
    Files.write(file, "nothing".getBytes)
    (the[UserError] thrownBy loop(file, short).resume(few, few)).getMessage should
      include("not a complete safetensors file")
  }

  it should "not resume from a checkpoint with a changed weight" in {
    val file = newFile()
    loop(file, short.withEpochs(1)).train(few, few)
    val bytes = Files.readAllBytes(file)
    bytes(bytes.length / 2) = (bytes(bytes.length / 2) ^ 1).toByte
    Files.write(file, bytes)
    (the[UserError] thrownBy loop(file, short).resume(few, few)).getMessage shouldBe
      s"Cannot resume from $file: it was changed or damaged (its SHA-256 differs); train without" +
      " --resume"
  }

  it should "not resume with another validation set" in {
    val file = newFile()
    loop(file, short.withEpochs(1)).train(few, few)
    (the[UserError] thrownBy loop(file, short).resume(few, validation)).getMessage should
      include("its validation set is ")
  }

  it should "refuse cutouts without one of the classes" in {
    val error = the[UserError] thrownBy
      loop(newFile()).train(new ColouredDots(shape, 2, 1), validation)
    error.getMessage should include("Cannot train: 1 STAR among the training cutouts")
    val none = new ColouredDots(shape, 0, 1)
    (the[UserError] thrownBy loop(newFile()).train(training, none)).getMessage should
      include("Cannot train: 0 STAR among the validation cutouts")
  }

  it should "stop with a message if a cutout is not a number" in {
    val broken = new LabelledCutouts {
      override def size: Int = few.size
      override def label(index: Int): Int = few.label(index)
      override def fill(index: Int, target: Array[Float], offset: Int): Unit = {
        few.fill(index, target, offset)
        if (index == 20) target(offset + 7) = Float.NaN
      }
    }
    val error = the[UserError] thrownBy loop(newFile()).train(broken, validation)
    error.getMessage should startWith("Training stopped in epoch 1: the loss is not a number")
  }

  it should "stop with a message if a validation cutout is not a number" in {
    val broken = new LabelledCutouts {
      override def size: Int = validation.size
      override def label(index: Int): Int = validation.label(index)
      override def fill(index: Int, target: Array[Float], offset: Int): Unit = {
        validation.fill(index, target, offset)
        if (index == 3) target(offset + 7) = Float.NaN
      }
    }
    val error = the[UserError] thrownBy loop(newFile()).train(few, broken)
    error.getMessage shouldBe "Training stopped in epoch 1: the validation loss is not a number;" +
      " lower --learning-rate, or look for NaN in --cutouts"
  }

  it should "rethrow an exception of a cutout" in {
    val failing = new LabelledCutouts {
      override def size: Int = few.size
      override def label(index: Int): Int = few.label(index)
      override def digest(inputSize: Int): String = "known"
      override def fill(index: Int, target: Array[Float], offset: Int): Unit =
        throw new UserError("Cannot read cutout " + index)
    }
    val error = the[UserError] thrownBy loop(newFile()).train(failing, validation)
    error.getMessage should startWith("Cannot read cutout")
  }
}
