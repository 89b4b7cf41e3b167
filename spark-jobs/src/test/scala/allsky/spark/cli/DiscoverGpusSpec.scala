package allsky.spark.cli

import java.nio.file.Files

import scala.collection.JavaConverters._

import com.google.gson.JsonParser
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class DiscoverGpusSpec extends AnyFlatSpec with Matchers with Launchers {

  private def discovered(says: Seq[String], exitCode: Int = 0): Outcome = {
    val nvidia = Files.createTempDirectory(folder, "nvidia")
    bin("discover-gpus.sh")("PATH" -> FakeNvidia.in(nvidia, says, exitCode))
  }

  "bin/discover-gpus.sh" should "tell Spark the numbers that nvidia-smi gives" in {
    for (numbers <- Seq(Seq("0"), Seq("3", "5"), (0 until 16).map(_.toString))) {
      val told = discovered(numbers)
      told.exitCode shouldBe 0
      told.err shouldBe empty
      val resource = JsonParser.parseString(told.out).getAsJsonObject
      resource.get("name").getAsString shouldBe "gpu"
      resource.getAsJsonArray("addresses").asScala.map(_.getAsString).toSeq shouldBe numbers
    }
  }

  it should "say in a sentence what nvidia-smi says instead of numbers" in {
    discovered(Seq("No devices were found")) shouldBe
      Outcome(
        1,
        "",
        "discover-gpus.sh: nvidia-smi printed no GPU numbers: No devices were found\n"
      )
    discovered(Nil) shouldBe
      Outcome(1, "", "discover-gpus.sh: nvidia-smi printed no GPU numbers: \n")
    discovered(Seq("Driver/library version mismatch"), 18) shouldBe
      Outcome(1, "", "discover-gpus.sh: nvidia-smi failed: Driver/library version mismatch\n")
  }

  it should "say in a sentence that there is no nvidia-smi" in {
    val bash = Files.createDirectories(folder.resolve("no nvidia"))
    Seq("bash", "env").foreach { command =>
      Files.createSymbolicLink(bash.resolve(command), java.nio.file.Paths.get(s"/usr/bin/$command"))
    }
    val told = bin("discover-gpus.sh")("PATH" -> bash.toString)
    told.exitCode shouldBe 1
    told.err shouldBe "discover-gpus.sh: no nvidia-smi on this machine; a worker without a GPU" +
      " must not set spark.worker.resource.gpu.amount\n"
  }
}
