package allsky.spark.cli

import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import com.google.gson.{JsonObject, JsonParser}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** A real cluster whose worker lends GPUs 3 and 5, which are not there. */
class GpuClusterSpec extends AnyFlatSpec with Matchers with Launchers {

  private lazy val sky = new TinySky(folder)

  /** Of the sources of the sky, which are 486. */
  private val onTiles = 480

  private lazy val startOfCluster: Outcome = {
    val path = FakeNvidia.in(folder.resolve("nvidia"), Seq("3", "5"))
    val size = Seq("--workers", "1", "--cores", "4", "--memory", "3g", "--gpus", "2")
    bin("start-cluster", size ++ Seq("--port", "0", "--webui-port", "0"): _*)("PATH" -> path)
  }

  /** As in conf/spark-standalone-gpu.conf, for executors of two cores, both of which are awaited. */
  private val gpuSettings = settings(
    "spark.task.resource.gpu.amount=0.5",
    "spark.executor.resource.gpu.amount=1",
    "spark.executor.cores=2",
    "spark.executor.memory=1g",
    "spark.cores.max=4",
    "spark.scheduler.minRegisteredResourcesRatio=1"
  )

  /** Without those that have Spark wait for executors, which never come. */
  private val tooMany = settings(
    "spark.task.resource.gpu.amount=2",
    "spark.executor.resource.gpu.amount=4",
    "spark.executor.memory=1g"
  )

  private def classify(output: Path, conf: Seq[String], device: String): Outcome = {
    val words = sky.classified(output, "--layout", "plain", "--batch-size", "4", "--device", device)
    bin("allsky", lightly ++ conf ++ words: _*)("MASTER" -> masterOf(startOfCluster))
  }

  private def devices(output: Path): Seq[JsonObject] =
    JsonParser
      .parseString(Files.readString(output.resolve("_summary.json")))
      .getAsJsonObject
      .getAsJsonArray("devices")
      .asScala
      .map(_.getAsJsonObject)
      .toSeq

  /** Java prints it about a module of its own, and has no option against it. */
  private val lineOfJava = "WARNING: Using incubator modules: jdk.incubator.vector"

  /** Of a job that ended before it began to write. */
  private def refusal(conf: Seq[String], device: String): String = {
    val output = Files.createTempDirectory(folder, "refused").resolve("predictions")
    val refused = classify(output, conf, device)
    withClue(refused.err)(refused.exitCode shouldBe 1)
    val others = refused.err.linesIterator.filterNot(_.startsWith("classify-allsky: "))
    others.filterNot(_ == lineOfJava).toSeq shouldBe empty
    Files.exists(output) shouldBe false
    refused.err.linesIterator.toSeq.last.stripPrefix("classify-allsky: ")
  }

  "A cluster that lends two GPUs" should "give each executor its own, and none the first" in {
    withClue(startOfCluster.err)(startOfCluster.exitCode shouldBe 0)
    val output = folder.resolve("predictions")
    val outcome = classify(output, gpuSettings, "mock-gpu")
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome.err should include("no GPU is used: --device mock-gpu runs the network on the CPU")
    val used = devices(output)
    used.map(_.get("device").getAsString) shouldBe Seq("mock gpu:3", "mock gpu:5")
    used.map(_.get("executor").getAsString).toSet shouldBe Set("0", "1")
    used.map(_.get("cutouts").getAsLong).sum shouldBe onTiles
    Predictions.in(output).filter("status = 'OK'").count() shouldBe onTiles
  }

  it should "say at once, in one line, that a GPU that is lent is not there" in {
    startOfCluster.exitCode shouldBe 0
    refusal(gpuSettings, "auto") should fullyMatch regex
      "Cannot use --device gpu:[35]: PyTorch sees 0 GPUs here; .* \\(on 127.0.0.1\\)"
  }

  it should "say at once that no worker has as many as are asked for" in {
    refusal(tooMany, "gpu") should (
      startWith("Cannot use spark.executor.resource.gpu.amount=4 on spark://127.0.0.1:") and
        include("no worker has more than 2 GPUs")
    )
  }
}
