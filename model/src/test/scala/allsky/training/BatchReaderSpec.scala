package allsky.training

import allsky.network.NetworkShape
import allsky.network.RandomModels
import allsky.survey.NetworkInputs
import allsky.training.data.Augmentation
import allsky.training.data.EpochOrder
import allsky.training.data.LabelledCutouts
import allsky.training.data.Mixup
import allsky.training.loss.Distillation
import java.util.Optional

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class BatchReaderSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val shape = RandomModels.liteShape
  private val cutouts = new ColouredDots(shape, 23, 9)

  /** Labels and pixels of each batch. */
  private def all(reader: BatchReader): Seq[(Seq[Int], Seq[Float])] =
    try {
      Iterator
        .continually(reader.next())
        .takeWhile(_.isPresent)
        .map { batch =>
          val size = batch.get.size
          (batch.get.labels.take(size).toSeq, batch.get.pixels.take(size * shape.inputSize).toSeq)
        }
        .toList
    } finally reader.close()

  private def cutout(index: Int): Seq[Float] = {
    val pixels = new Array[Float](shape.inputSize)
    cutouts.fill(index, pixels, 0)
    pixels.toSeq
  }

  "Validation" should "read all cutouts in order, with a smaller last batch" in {
    val batches = all(BatchReader.validation(cutouts, shape, 10))
    batches.map(_._1.size) shouldBe Seq(10, 10, 3)
    batches.flatMap(_._1) shouldBe (0 until 23).map(cutouts.label)
    batches.flatMap(_._2) shouldBe (0 until 23).flatMap(cutout)
  }

  "Training" should "read each cutout once, in an order determined by seed and epoch" in {
    val recipe = new TrainingRecipe(2, 10, 1e-3, 0, Augmentation.NONE, 0, 4)
    def pixels(epoch: Int) = all(BatchReader.training(cutouts, shape, recipe, epoch))
      .flatMap(_._2.grouped(shape.inputSize))
    pixels(1) shouldBe pixels(1)
    pixels(1) should not be pixels(2)
    pixels(2).toSet shouldBe (0 until 23).map(cutout).toSet
  }

  it should "flip and turn the pixels, but not the colours" in {
    val fusion = shape.`with`(NetworkInputs.FUSION)
    val recipe = new TrainingRecipe(1, 12, 1e-3, 0, Augmentation.FLIPS_AND_TURNS, 0, 4)
    val dots = new ColouredDots(fusion, 12, 9)
    val reader = BatchReader.training(dots, fusion, recipe, 1)
    val rows =
      try reader.next().get.pixels.toSeq.grouped(fusion.inputSize).toSeq
      finally reader.close()
    for ((after, index) <- rows.zip(new EpochOrder(4, 1).shuffled(12))) {
      val before = new Array[Float](fusion.inputSize)
      dots.fill(index, before, 0)
      after.takeRight(4) shouldBe before.toSeq.takeRight(4)
      after.dropRight(4).sorted shouldBe before.toSeq.dropRight(4).sorted
    }
    rows.map(_.take(9)).distinct should have size 12
  }

  it should "take the photometry of one cutout in five away, another one in each epoch" in {
    val inputs = shape.`with`(NetworkInputs.PHOTOMETRY)
    val count = 500
    val dots = new ColouredDots(inputs, count, 9)
    val missing = NetworkInputs.PHOTOMETRY.withoutPhotometry.get.toSeq
    def read(reader: BatchReader): Seq[Seq[Float]] =
      try reader.next().get.pixels.toSeq.grouped(inputs.inputSize).toSeq
      finally reader.close()
    def without(epoch: Int): Set[Int] = {
      val recipe = new TrainingRecipe(2, count, 1e-3, 0, Augmentation.NONE, 0, 4)
      val rows = read(BatchReader.training(dots, inputs, recipe, epoch))
      rows.zip(new EpochOrder(4, epoch).shuffled(count)).collect {
        case (row, index) if row.endsWith(missing) => index
      }.toSet
    }
    without(1) shouldBe without(1)
    without(1).size.toDouble shouldBe 0.2 * count +- 4 * math.sqrt(0.2 * 0.8 * count)
    (without(1) & without(2)).size should be < without(1).size / 2
    read(BatchReader.validation(dots, inputs, count)).filter(_.endsWith(missing)) shouldBe empty
  }

  it should "change the cutouts by the draws of the epoch, then mix them" in {
    def first(augmentation: Augmentation, epoch: Int): Seq[Float] = {
      val recipe = new TrainingRecipe(2, 10, 1e-3, 0, augmentation, 0, 4)
      all(BatchReader.training(cutouts, shape, recipe, epoch)).head._2
    }
    val shifts = Augmentation.parse("shifts")
    val shifted = first(shifts, 1)
    val mixed = first(shifts.`with`(new Mixup(1)), 1)
    val order = new EpochOrder(4, 1)
    for ((pixels, index) <- shifted.grouped(shape.inputSize).toSeq.zip(order.shuffled(23))) {
      val change = shifts.change(order.draw(index))
      pixels.head shouldBe cutout(index).head + change.shiftX
      pixels(1) shouldBe cutout(index)(1) + change.shiftY
    }
    val share = new Mixup(1).share(order.batchDraw(0)).toFloat
    share should be > 0f
    for (i <- 0 until 10; k <- 0 until shape.inputSize by 37) {
      def of(place: Int) = shifted(place * shape.inputSize + k)
      mixed(i * shape.inputSize + k) shouldBe (1 - share) * of(i) + share * of(9 - i) +- 1e-6f
    }
    first(shifts, 2) should not be shifted
  }

  /** Each pixel four times: flips and turns of the large image are those of the small one. */
  private def enlarged(small: Seq[Float]): Seq[Float] =
    small.grouped(shape.inputSide).flatMap { row =>
      val wide = row.flatMap(pixel => Seq(pixel, pixel))
      wide ++ wide
    }.toSeq

  it should "give a teacher of another side the same cutouts with the same flips and turns" in {
    val large = new NetworkShape(32, shape.bands, shape.classes, 5)
    val ofTeacher = new LabelledCutouts {
      override def size: Int = cutouts.size
      override def label(index: Int): Int = fail("a teacher has no labels")
      override def fill(index: Int, target: Array[Float], offset: Int): Unit =
        enlarged(cutout(index)).copyToArray(target, offset)
    }
    val teacher =
      new Teacher(RandomModels.model(large, 3), new Distillation(0.5, 2), ofTeacher)
    val recipe = new TrainingRecipe(1, 10, 1e-3, 0, Augmentation.FLIPS_AND_TURNS, 0, 4)
    val reader = BatchReader.training(cutouts, shape, Optional.of(teacher), recipe, 1)
    try
      for (size <- Seq(10, 10, 3)) {
        val batch = reader.next().get
        batch.size shouldBe size
        val pixels = batch.pixels.take(size * shape.inputSize).toSeq
        batch.teacherPixels.take(size * large.inputSize).toSeq shouldBe enlarged(pixels)
      }
    finally reader.close()
  }

  "The order of an epoch" should "be a permutation" in {
    forAll(Gen.choose(0, 200), Gen.long, Gen.choose(1, 500)) { (size, seed, epoch) =>
      new EpochOrder(seed, epoch).shuffled(size).sorted shouldBe (0 until size).toArray
    }
  }

  "The draws of an epoch" should "choose all symmetries about equally often" in {
    val counts = (0 until 8000)
      .groupBy(i => Math.floorMod(new EpochOrder(1, 3).draw(i), 8L))
      .mapValues(_.size)
    counts.size shouldBe 8
    counts.values.foreach(_ shouldBe 1000 +- 150)
  }
}
