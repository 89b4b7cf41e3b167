package allsky.training.history

import allsky.training.TrainingRecipe
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Arrays

class TrainingHistorySpec extends AnyFlatSpec with Matchers {

  private val history = new TrainingHistory(
    Arrays.asList(
      new EpochResult(1, 1e-4, 1.0987654321, 0.4, 0.9, 0.5, 101.26),
      new EpochResult(2, 1e-4, 0.8, 0.6, 0.7, 0.75, 100),
      new EpochResult(3, 5e-5, 0.7, 0.7, 0.6, 0.75, 99),
      new EpochResult(4, 5e-5, 0.6, 0.8, 0.5, 0.74, 98)
    )
  )

  "A history" should "choose the most accurate epoch as best, and the lower loss among equals" in {
    history.best.epoch shouldBe 3
    an[IllegalStateException] should be thrownBy TrainingHistory.empty.best
  }

  it should "be a CSV table" in {
    history.toCsv.linesIterator.take(2).toSeq shouldBe Seq(
      "epoch,learning_rate,training_loss,training_accuracy,validation_loss,validation_accuracy," +
        "images_per_second",
      "1,1.0E-4,1.098765,0.400000,0.900000,0.500000,101.3"
    )
  }

  it should "be equal after writing and reading JSON" in {
    TrainingHistory.parse(history.toJson) shouldBe history
  }

  "The paper's recipe" should "halve the learning rate once, after 50 of 200 epochs" in {
    val recipe = TrainingRecipe.ofPaper(1)
    recipe.epochs shouldBe 200
    Seq(1, 50, 51, 200).map(recipe.learningRate(_)) shouldBe Seq(1e-4, 1e-4, 5e-5, 5e-5)
  }
}
