package allsky.spark.training

import allsky.UserError
import allsky.spark.files.DriverPath
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import java.nio.file.{Files, Path}
import java.util.Collections

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TrainingFolderSpec extends AnyFlatSpec with Matchers {

  private val run = RunIdentity.starting("train-iicnet", Collections.emptyMap[String, String])

  private def runWith(option: String, value: String): RunIdentity =
    RunIdentity.starting("train-iicnet", Collections.singletonMap(option, value))

  private def resumed(folder: Path, run: RunIdentity = run): TrainingFolder = {
    val place = DriverPath.parse("--model", folder.toString)
    val output = OutputFolder.at(folder.toString, new Configuration)
    TrainingFolder.of(place, output, run, true, false)
  }

  private def begun(identity: String): Path = {
    val folder = Files.createTempDirectory("allsky-training")
    Files.writeString(folder.resolve("_run.json"), identity)
    Files.writeString(folder.resolve("checkpoint"), "")
    folder
  }

  "A training" should "be resumed where it has a checkpoint" in {
    resumed(begun(run.toJson)).start shouldBe TrainingFolder.Start.RESUMED
  }

  it should "be resumed with more epochs, another patience or teacher folder, not with another seed" in {
    for (option <- Seq("epochs", "patience", "teacher")) {
      val folder = begun(runWith(option, "5").toJson)
      resumed(folder, runWith(option, "7")).start shouldBe TrainingFolder.Start.RESUMED
    }
    val folder = begun(runWith("seed", "5").toJson)
    the[UserError].thrownBy(resumed(folder, runWith("seed", "7"))).getMessage should
      include("--seed 5 (now 7)")
  }

  for ((what, text) <- Seq("empty" -> "", "cut" -> run.toJson.take(20), "null" -> "null")) {
    it should s"keep its checkpoint where its _run.json is $what" in {
      val folder = begun(text)
      the[UserError] thrownBy resumed(folder) should have message
        s"Cannot resume --model $folder: its _run.json is missing or damaged; copy that file" +
        s" back, or train without --resume to start again"
    }
  }
}
