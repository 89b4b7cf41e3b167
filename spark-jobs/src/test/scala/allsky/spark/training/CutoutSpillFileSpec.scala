package allsky.spark.training

import allsky.cutout.CutoutShape
import allsky.cutout.input.InputRecipe
import allsky.network.RandomModels
import allsky.survey.{Band, NetworkInputs}

import allsky.spark.table.cutout.TensorFormat
import allsky.training.data.CutoutChange

import scala.collection.JavaConverters._

import org.apache.spark.sql.functions
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CutoutSpillFileSpec extends AnyFlatSpec with Matchers {

  private val bands = Seq(Band.W1, Band.W2, Band.W3)

  /** The cutouts 3 and 7 are not measured in W3. */
  private lazy val cutouts =
    TrainingCutouts.of(RandomCutouts.table(bands, Seq.fill(8)("train")), "cutouts")

  private def recipe(of: Seq[Band], side: Int, inputs: NetworkInputs = NetworkInputs.IMAGES) =
    new InputRecipe(new CutoutShape(of.asJava, 50), side, inputs)

  private def spilled(of: InputRecipe): CutoutSpillFile =
    CutoutSpillFile.of(cutouts.withPhotometry(of.inputs), "train", RandomModels.classes, of)

  private def all(file: CutoutSpillFile): Seq[Seq[Float]] =
    (0 until file.size).map { index =>
      val target = Array.fill(file.recipe.length + 2)(-7f)
      file.fill(index, target, 1)
      Seq(target.head, target.last) shouldBe Seq(-7f, -7f)
      target.toSeq.slice(1, target.length - 1)
    }

  /** Cutouts whose pixels are so faint that the stretch is linear: slope times column, and row. */
  private def gradient(of: InputRecipe, slopeX: Float, slopeY: Float): CutoutSpillFile = {
    val window = of.shape.window
    val plane = Array.tabulate(window * window)(i => slopeX * (i % window) + slopeY * (i / window))
    val pixels = TensorFormat.bytes(Array.fill(bands.size)(plane).flatten)
    val metadata = cutouts.rows.schema("pixels").metadata
    val rows = cutouts.rows.withColumn("pixels", functions.lit(pixels).as("pixels", metadata))
    CutoutSpillFile.of(TrainingCutouts.of(rows, "cutouts"), "train", RandomModels.classes, of)
  }

  private def filled(file: CutoutSpillFile, change: CutoutChange): Seq[Float] = {
    val target = new Array[Float](file.recipe.length)
    file.fill(0, change, target, 0)
    target.toSeq
  }

  "A shifted cutout" should "be that of a centre that moved by this part of a native pixel" in {
    for (side <- Seq(40, 80); (x, y) <- Seq((0.3f, 0f), (0f, -0.5f), (0.5f, 0.25f))) {
      val of = recipe(Seq(Band.W1), side)
      val (slopeX, slopeY) = (2e-4f, -1e-4f)
      val file = gradient(of, slopeX, slopeY)
      try {
        val before = filled(file, CutoutChange.NONE)
        val after = filled(file, new CutoutChange(x, y, 0, 0))
        val moved = (slopeX * x + slopeY * y) / (10 * Band.W1.referenceSigmaDn).toFloat
        for ((value, old) <- after.zip(before)) value - old shouldBe moved +- 2e-7f
        filled(file, CutoutChange.NONE) shouldBe before
      } finally file.close()
    }
  }

  "A fainter cutout" should "be made on native pixels, equally for networks of other bands" in {
    val file = spilled(recipe(bands, 40))
    try {
      val change = new CutoutChange(0.1f, 0.2f, 0.5, 8)
      val all = filled(file, change)
      all should not be filled(file, new CutoutChange(0.1f, 0.2f, 0.5, 9))
      all should not be filled(file, new CutoutChange(0.1f, 0.2f, 0, 8))
      filled(file.inputsOf(recipe(Seq(Band.W3), 40)), change) shouldBe all.takeRight(1600)
    } finally file.close()
  }

  "The inputs of another network" should "be those of a file that is written for it" in {
    val images = recipe(bands, 16)
    val fusion = recipe(bands, 16, NetworkInputs.FUSION)
    for (
      (own, other) <- Seq(
        images -> recipe(bands, 40),
        images -> recipe(Seq(Band.W3, Band.W1), 24),
        fusion -> recipe(bands, 40),
        fusion -> recipe(Seq(Band.W2), 16, NetworkInputs.FUSION)
      )
    ) withClue((own, other)) {
      val file = spilled(own)
      val written = spilled(other)
      try {
        val before = all(file)
        all(file.inputsOf(other)) shouldBe all(written)
        all(file) shouldBe before
        file.size shouldBe 8
      } finally {
        file.close()
        written.close()
      }
    }
  }

  it should "be of the same cutouts where the colours leave some out" in {
    val file = spilled(recipe(bands, 16, NetworkInputs.COLOURS))
    val written = spilled(recipe(bands, 16))
    try {
      val images = file.inputsOf(recipe(bands, 16))
      (0 until images.size).map(images.place) shouldBe Seq(0, 1, 2, 4, 5, 6)
      all(images) shouldBe Seq(0, 1, 2, 4, 5, 6).map(all(written))
    } finally {
      file.close()
      written.close()
    }
  }

  it should "be refused if the file does not have them" in {
    val file = spilled(recipe(bands.take(2), 16))
    try
      for (
        other <- Seq(
          recipe(bands, 16),
          recipe(bands.take(2), 16, NetworkInputs.FUSION),
          new InputRecipe(new CutoutShape(bands.take(2).asJava, 60), 16)
        )
      ) an[IllegalArgumentException] should be thrownBy file.inputsOf(other)
    finally file.close()
  }
}
