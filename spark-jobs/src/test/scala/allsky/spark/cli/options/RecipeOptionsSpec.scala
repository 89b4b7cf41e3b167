package allsky.spark.cli.options

import allsky.UserError

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import picocli.CommandLine

/** The options of a training, as picocli fills them. */
class RecipeOptionsSpec extends AnyFlatSpec with Matchers {

  private def recipe(words: String*): Map[String, String] = {
    val options = new RecipeOptions
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words: _*)
    options.recipe.toMap.asScala.toMap
  }

  private val best = recipe("--recipe=best")

  "The recipe best" should "be these options" in {
    recipe(
      "--epochs=40",
      "--learning-rate=1e-3",
      "--learning-rate-decay=cosine",
      "--average-decay=0.999",
      "--augmentation=flips-and-turns"
    ) shouldBe best
  }

  private def changed(words: String*): Map[String, String] =
    recipe("--recipe=best" +: words: _*).filter(entry => !best.toSeq.contains(entry))

  it should "have another value for each part that is given" in {
    changed("--learning-rate-decay=halving", "--halving-epoch=10") shouldBe
      Map("learning-rate-decay" -> "halving", "halving-epoch" -> "10")
    changed("--average-decay=0") shouldBe Map("average-decay" -> "0.0")
    changed("--augmentation=none") shouldBe Map("augmentation" -> "none")
    changed("--augmentation=flips_and_turns") shouldBe empty
    changed("--augmentation=flips-and-turns,shifts,noise") shouldBe
      Map("augmentation" -> "flips-and-turns,shifts,noise")
    changed("--mixup=0.2") shouldBe Map("mixup" -> "0.2")
    changed("--label-smoothing=0.1") shouldBe Map("label-smoothing" -> "0.1")
    changed("--mixup=0") shouldBe empty
  }

  "A part that there is not" should "be refused in one line" in {
    the[UserError] thrownBy recipe("--augmentation=crops") should have message
      "Invalid augmentation (none, or a list of flips-and-turns, shifts, noise): crops"
    the[UserError] thrownBy recipe("--mixup=2") should have message
      "Invalid mixup (0, or from 0.01 to 1): 2.0"
  }
}
