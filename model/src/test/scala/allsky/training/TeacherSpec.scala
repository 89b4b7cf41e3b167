package allsky.training

import allsky.UserError
import allsky.network.NetworkShape
import allsky.network.RandomModels
import allsky.network.architecture.Architecture
import allsky.network.engine.ComputeDevice
import allsky.survey.SourceClass
import allsky.training.data.{Augmentation, LabelledCutouts}
import allsky.training.history.{EpochResult, TrainingListener, TrainingOutcome, TrainingProgress}
import allsky.training.loss.Distillation
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.nio.file.{Files, Path}
import java.util.Arrays
import scala.collection.JavaConverters._

/** An IICnet-lite that learns from an IICnet with a larger input. */
class TeacherSpec extends AnyFlatSpec with Matchers {

  private val large = new NetworkShape(24, RandomModels.smallShape.bands, RandomModels.classes, 5)
  private val shape = RandomModels.smallShape.`with`(Architecture.IICNET_LITE)

  private val few = new ColouredDots(shape, 30, 3)
  private val fewOfTeacher = new ColouredDots(large, 30, 3)

  private val recipe = new TrainingRecipe(2, 8, 1e-3, 0, Augmentation.FLIPS_AND_TURNS, 0, 5)

  private def teacher(seed: Long, share: Double = 0.5, temperature: Double = 2): Teacher =
    new Teacher(
      RandomModels.model(large, seed),
      new Distillation(share, temperature),
      fewOfTeacher
    )

  private def newFile(): Path = Files.createTempDirectory("training").resolve("checkpoint")

  private def loop(
      file: Path,
      teacher: Option[Teacher],
      listener: TrainingListener = TrainingListener.SILENT
  ): TrainingLoop = {
    val plain = new TrainingLoop(shape, recipe, ComputeDevice.CPU, file, listener)
    teacher.fold(plain)(plain.withTeacher)
  }

  private def values(outcome: TrainingOutcome): Map[String, Seq[Float]] =
    outcome.parameters.tensors.asScala.mapValues(_.values.toSeq).toMap

  private def weights(teacher: Option[Teacher]): Map[String, Seq[Float]] =
    values(loop(newFile(), teacher).train(few, few))

  private class InterruptedTraining extends RuntimeException

  private object AfterOne extends TrainingListener {
    override def epochDone(result: EpochResult): Unit = throw new InterruptedTraining
  }

  /** A training that was interrupted after its first epoch. */
  private def interrupted(teacher: Option[Teacher]): Path = {
    val file = newFile()
    an[InterruptedTraining] should be thrownBy loop(file, teacher, AfterOne).train(few, few)
    file
  }

  private lazy val taught = loop(newFile(), Some(teacher(7))).train(few, few)

  "A training with a teacher" should "end with the same weights when it is resumed" in {
    val resumed = loop(interrupted(Some(teacher(7))), Some(teacher(7))).resume(few, few)
    values(resumed) shouldBe values(taught)
    resumed.history.epochs.asScala.map(_.validationLoss) shouldBe
      taught.history.epochs.asScala.map(_.validationLoss)
  }

  it should "be the training without a teacher if the teacher has no share" in {
    val plain = weights(None)
    weights(Some(teacher(7, share = 0))) shouldBe plain
    values(taught) should not be plain
  }

  it should "note the digest of the teacher and the settings" in {
    val noted = taught.summary.recipe.asScala
    noted("teacher") shouldBe RandomModels.model(large, 7).digest
    noted("teacher-share") shouldBe "0.5"
    noted("teacher-temperature") shouldBe "2.0"
    loop(newFile(), None).train(few, few).summary.recipe.keySet.asScala.filter(
      _.contains("teacher")
    ) shouldBe empty
  }

  it should "not be resumed with another teacher, other settings or without a teacher" in {
    val file = interrupted(Some(teacher(7)))
    def refusal(now: Option[Teacher]): String =
      (the[UserError] thrownBy loop(file, now).resume(few, few)).getMessage
    val Seq(first, second) = Seq(7L, 8L).map(RandomModels.model(large, _).digest)
    refusal(Some(teacher(8))) shouldBe
      s"Cannot resume from $file: its teacher is $first, but now it is $second; train without --resume"
    refusal(None) should include(s"its teacher is $first, but now it is none;")
    refusal(Some(teacher(7, share = 0.6))) should
      include("its teacher-share is 0.5, but now it is 0.6;")
    refusal(Some(teacher(7, temperature = 3))) should
      include("its teacher-temperature is 2.0, but now it is 3.0;")
    val other = new Teacher(
      RandomModels.model(large, 7),
      new Distillation(0.5, 2),
      new ColouredDots(large, 30, 4)
    )
    refusal(Some(other)) should include("its training set of the teacher is ")
  }

  /** The true classes are those of the dots; these labels name the next class. */
  private class WrongLabels(dots: LabelledCutouts) extends LabelledCutouts {
    override def size: Int = dots.size
    override def label(index: Int): Int = (dots.label(index) + 1) % shape.classes.size
    override def fill(index: Int, target: Array[Float], offset: Int): Unit =
      dots.fill(index, target, offset)
  }

  it should "not depend on the labels if the teacher has the complete share" in {
    val alone = Some(teacher(7, share = 1))
    val right = loop(newFile(), alone).train(few, few)
    val wrong = loop(newFile(), alone).train(new WrongLabels(few), few)
    values(wrong) shouldBe values(right)
    wrong.history.epochs.get(0).trainingLoss should not be
      right.history.epochs.get(0).trainingLoss
    values(right) should not be values(taught)
  }

  it should "report the loss for the labels, as a training without a teacher" in {
    def firstLoss(teacher: Option[Teacher]): Double = {
      var losses = Seq[Double]()
      val listener = new TrainingListener {
        override def progress(progress: TrainingProgress): Unit = losses :+= progress.loss
      }
      loop(newFile(), teacher, listener).train(few, few)
      losses.head
    }
    firstLoss(Some(teacher(7))) shouldBe firstLoss(None)
  }

  "A training without a teacher" should "not be resumed with one" in {
    val file = interrupted(None)
    (the[UserError] thrownBy loop(file, Some(teacher(7))).resume(few, few)).getMessage should
      include("its teacher is none, but now it is ")
  }

  "A teacher of other classes or cutouts" should "be refused" in {
    val two = Arrays.asList(SourceClass.STAR, SourceClass.QSO)
    val pair = new NetworkShape(24, large.bands, two, 5)
    val ofPair = new Teacher(RandomModels.model(pair, 7), new Distillation(0.5, 2), fewOfTeacher)
    an[IllegalArgumentException] should be thrownBy loop(newFile(), Some(ofPair))
    an[IllegalArgumentException] should be thrownBy
      loop(newFile(), Some(teacher(7))).train(new ColouredDots(shape, 33, 3), few)
  }
}
