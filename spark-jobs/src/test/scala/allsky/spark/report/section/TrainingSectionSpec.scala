package allsky.spark.report.section

import java.nio.file.Files

import allsky.spark.LocalSpark
import allsky.spark.output.{RunIdentity, RunLayout}
import allsky.spark.report.run.RunFolder
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Collections.singletonMap

class TrainingSectionSpec extends AnyFlatSpec with Matchers {

  private def page(model: String): String = {
    val run = Files.createTempDirectory("run")
    val evaluation = Files.createDirectory(run.resolve(RunLayout.PREDICTIONS))
    val identity = RunIdentity.starting("classify-allsky", singletonMap("model", model))
    Files.writeString(evaluation.resolve("_run.json"), identity.toJson)
    TrainingSection.of(RunFolder.open(LocalSpark.session, "--run", run.toString)).toHtml.toString
  }

  "Without a training, the section" should "say that the model came with allsky" in {
    page("pretrained") should include("No training in this run. Its classes are of the pretrained")
  }

  it should "say which job trains, if the model came from elsewhere" in {
    page("other/model") should include("No model/history.csv yet. Run bin/allsky train-iicnet.")
  }
}
