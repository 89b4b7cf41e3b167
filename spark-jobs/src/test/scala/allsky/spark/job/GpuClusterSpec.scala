package allsky.spark.job

import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import allsky.network.{ModelFolder, NetworkShape, RandomModels}
import allsky.spark.LocalSpark
import allsky.spark.tiles.AtlasFolder
import com.google.gson.{JsonArray, JsonParser}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** A real cluster whose worker lends GPUs 3 and 5, which are not there. */
class GpuClusterSpec extends AnyFlatSpec with Matchers with Launchers {

  private val perTile = 12

  private lazy val tiles: AtlasFolder =
    (0 until 8).foldLeft(new AtlasFolder())((folder, i) =>
      folder.addTile(f"${10 * i}%04dp000_ac51", 10.0 * i, 0)
    )

  private lazy val sources: Path = {
    val spark = LocalSpark.session
    import spark.implicits._
    val path = folder.resolve("sources")
    val rows = for (tile <- 0 until 8; i <- 0 until perTile)
      yield (perTile * tile + i, (360 + 10.0 * tile + (i - 6) * 0.002) % 360, 0.001 * (i % 3))
    rows.toDF("cntr", "ra", "dec").write.parquet(path.toString)
    path
  }

  private lazy val model: Path = {
    val path = folder.resolve("model")
    val shape = new NetworkShape(80, NetworkShape.ofPaper.bands, RandomModels.classes, 3)
    ModelFolder.write(path, RandomModels.model(shape, 5))
    path
  }

  private lazy val startOfCluster: Outcome = {
    val path = FakeNvidia.in(folder.resolve("nvidia"), Seq("3", "5"))
    val size = Seq("--workers", "1", "--cores", "4", "--memory", "3g", "--gpus", "2")
    bin("start-cluster", size ++ Seq("--port", "0", "--webui-port", "0"): _*)("PATH" -> path)
  }

  /** As in conf/spark-standalone-gpu.conf, for executors of two cores. */
  private val lending = Seq(
    "spark.executor.resource.gpu.amount=1",
    "spark.task.resource.gpu.amount=0.5",
    "spark.executor.cores=2",
    "spark.executor.memory=1g",
    "spark.scheduler.minRegisteredResourcesRatio=1"
  )

  private def classify(output: Path, settings: Seq[String], options: String*): Outcome = {
    val conf = settings.flatMap(Seq("--conf", _))
    val inputs =
      Seq("--sources", s"$sources", "--tiles", s"${tiles.path}", "--model", s"$model")
    val words = Seq("classify-allsky", "--output", s"$output", "--batch-size", "4") ++ inputs
    bin("allsky", conf ++ words ++ options: _*)("MASTER" -> masterOf(startOfCluster))
  }

  private def devices(output: Path): JsonArray =
    JsonParser
      .parseString(Files.readString(output.resolve("_summary.json")))
      .getAsJsonObject
      .getAsJsonArray("devices")

  /** Of a job that ended before it began to write. */
  private def refusal(settings: Seq[String], options: String*): String = {
    val output = Files.createTempDirectory(folder, "refused").resolve("predictions")
    val refused = classify(output, settings, options: _*)
    withClue(refused.err)(refused.exitCode shouldBe 1)
    refused.err.linesIterator.filterNot(_.startsWith("classify-allsky: ")).toSeq shouldBe empty
    Files.exists(output) shouldBe false
    refused.err.linesIterator.toSeq.last.stripPrefix("classify-allsky: ")
  }

  "A cluster that lends two GPUs" should "give each executor its own, and none the first" in {
    withClue(startOfCluster.err)(startOfCluster.exitCode shouldBe 0)
    val output = folder.resolve("predictions")
    val outcome = classify(output, lending, "--device", "pretended")
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome.err should include("no GPU is used, --device pretended computes on the CPU")
    val used = devices(output).asScala.map(_.getAsJsonObject).toSeq
    used.map(_.get("device").getAsString) shouldBe Seq("pretended gpu:3", "pretended gpu:5")
    used.map(_.get("executor").getAsString).toSet shouldBe Set("0", "1")
    used.map(_.get("cutouts").getAsLong).sum shouldBe 8 * perTile
    Predictions.in(output).filter("status = 'OK'").count() shouldBe 8 * perTile
  }

  it should "say at once, in one line, that a GPU that is lent is not there" in {
    startOfCluster.exitCode shouldBe 0
    for (options <- Seq(Seq("--device", "gpu"), Seq("--device", "auto")))
      refusal(lending, options: _*) should fullyMatch regex
        "Cannot use --device gpu:[35]: PyTorch sees 0 GPUs here; .* \\(on 127.0.0.1\\)"
  }

  it should "say at once that nothing is lent to tasks that ask for nothing" in {
    refusal(Nil, "--device", "gpu") should
      startWith("Cannot use --device gpu: Spark lends no GPU to the tasks; start on a cluster")
  }

  it should "say at once that no worker has as many as are asked for" in {
    val amounts = Seq("spark.executor.resource.gpu.amount=4", "spark.task.resource.gpu.amount=2")
    val tooMany = amounts ++ lending.drop(2)
    refusal(tooMany, "--device", "gpu") should startWith(
      "Cannot use spark.executor.resource.gpu.amount=4 on spark://127.0.0.1:"
    )
    refusal(tooMany) should include("the most GPUs that a worker there lends are 2")
  }

  it should "run on CPUs where the device says so" in {
    val output = folder.resolve("on cpus")
    val outcome = classify(output, lending, "--device", "cpu")
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    devices(output).asScala.map(_.getAsJsonObject.get("device").getAsString).toSet shouldBe
      Set("cpu")
  }
}
