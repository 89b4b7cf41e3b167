package allsky.spark.cli

import java.nio.file.Files

import com.google.gson.{JsonObject, JsonParser}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What classify-allsky says and stores of the class mix that its probabilities are for. */
class ClassifiedFractionsSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-mix")
  private lazy val sky = new TinySky(folder)

  private def classified(name: String, options: String*): Outcome = {
    val outcome = CommandLine.allsky(sky.classified(folder.resolve(name), options: _*): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  private def stored(name: String): JsonObject =
    JsonParser
      .parseString(Files.readString(folder.resolve(name).resolve("_summary.json")))
      .getAsJsonObject
      .getAsJsonObject("class_mix")

  private lazy val without = classified("without", "--priors", "training")
  private lazy val withPriors =
    classified("with", "--priors", "STAR=0.4,GALAXY=0.5,QSO=0.1")

  "With --priors training classify-allsky" should "warn of the class mix of the training" in {
    without.err should include(
      "warning: probabilities assume the class fractions of the training set"
    )
    without.err should include("--priors sky re-weights")
  }

  it should "give the predicted classes by W1" in {
    without.err should include("W1 12 to 13: ")
  }

  it should "store the class mixes" in {
    without.exitCode shouldBe 0
    val mix = stored("without")
    mix.get("probabilities_for").getAsString shouldBe "training"
    mix.getAsJsonArray("predicted_by_w1").size shouldBe 5
  }

  "With --priors classify-allsky" should "say which class mix it used, and not warn" in {
    withPriors.err should include(
      "probabilities assume the class fractions of --priors: STAR 40.0 %, GALAXY 50.0 %, QSO 10.0 %"
    )
    withPriors.err should not include "warning: probabilities"
  }

  it should "store that mix" in {
    withPriors.exitCode shouldBe 0
    val mix = stored("with")
    mix.get("probabilities_for").getAsString shouldBe "--priors"
    mix.getAsJsonObject("priors").get("GALAXY").getAsDouble shouldBe 0.5
  }
}
