package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}
import java.security.MessageDigest

import scala.collection.JavaConverters._

import org.scalatest.concurrent.Eventually._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

/** SIGKILL in mid-run: to the driver, an executor, a worker; the moment is when a file appears. */
class KilledRunsClusterSpec extends AnyFlatSpec with Matchers with Launchers {

  private lazy val sky = new TinySky(folder)

  private lazy val uninterrupted: Seq[String] = {
    val output = folder.resolve("uninterrupted")
    CommandLine.allsky(sky.inSixWaves(output): _*).exitCode shouldBe 0
    val predictions = sky.predictions(output)
    predictions should have size sky.size
    predictions
  }

  private lazy val master: String = {
    val memory = Seq("--workers", "2", "--cores", "1", "--memory", "1g")
    val started = bin("start-cluster", memory ++ Seq("--port", "0", "--webui-port", "0"): _*)()
    masterOf(started)
  }

  /** For a job that waits until it has both executors. */
  private val onBothExecutors =
    Seq("--executor-memory", "1g", "--driver-memory", "1g") ++
      settings("spark.cores.max=2", "spark.scheduler.minRegisteredResourcesRatio=1") ++ lightly

  private def start(output: Path): Call =
    startBin("allsky", onBothExecutors ++ sky.inSixWaves(output): _*)("MASTER" -> master)

  private def requireDone(call: Call): Outcome = {
    val outcome = call.outcome()
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  /** Waits until a running call has made something so. */
  private def await(call: Call)(isSo: => Boolean): Unit =
    eventually(timeout(180.seconds), interval(20.millis)) {
      withClue(call.said)(call.isAlive shouldBe true)
      isSo shouldBe true
    }

  /** The number of finished waves of six. */
  private def finished(output: Path): Int =
    (0 until 6).count(wave =>
      Files.exists(output.resolve("_waves").resolve(f"wave=$wave%05d").resolve("_SUCCESS"))
    )

  private def requireUnfinished(output: Path): Unit = {
    Files.exists(output.resolve("_SUCCESS")) shouldBe false
    finished(output) should be < 6
  }

  /** Executors work in other folders than the driver. */
  private val relative = Path.of("killed", "driver")
  private val output = workingFolder.resolve(relative)

  private lazy val driverKilled: Call = {
    val run = start(relative)
    await(run)(finished(output) > 0)
    run.kill()
    run
  }

  private def requireSameTable(output: Path): Unit = {
    sky.predictions(output) shouldBe uninterrupted
    for (work <- Seq("_plan", "_waves")) Files.exists(output.resolve(work)) shouldBe false
  }

  "A run on a cluster" should "leave its finished chunks when its driver is killed in mid-run" in {
    driverKilled.isAlive shouldBe false
    requireUnfinished(output)
  }

  // One run is both the second of a killed driver and the one that loses executors: each costs three JVMs.
  it should "be finished by another, which survives that an executor is killed, and then the other one's worker" in {
    driverKilled
    val before = finished(output)
    val run = start(relative)
    await(run)(finished(output) > before)
    val logs = executorLogs.size
    val Seq(executor) = executorsOf("worker-2")
    executor.destroyForcibly()
    await(run)(executorLogs.size > logs)
    await(run)(finished(output) > before + 1)
    val orphans = executorsOf("worker-1")
    orphans should have size 1
    daemon("worker-1").get.destroyForcibly()
    requireUnfinished(output)
    val done = requireDone(run)
    done.err should include regex "resuming: [1-5] of 6 chunks are left"
    done.err should include("which has ended; its lock was taken over")
    eventually(timeout(30.seconds))(orphans.filter(_.isAlive) shouldBe empty)
    requireSameTable(output)
  }

  private def executorsOf(worker: String): Seq[ProcessHandle] =
    daemon(worker).get.descendants.iterator.asScala
      .filter(_.info.commandLine.orElse("").contains("CoarseGrainedExecutorBackend"))
      .toSeq

  /** Cutouts of all sources, of three classes at random. */
  private lazy val cutouts: Path = {
    import LocalSpark.session.implicits._
    val labelled = folder.resolve("labelled")
    LocalSpark.session.read
      .parquet(sky.sources.toString)
      .as[(Long, Double, Double, Float)]
      .filter(_._1 < 120)
      .map { case (cntr, ra, dec, _) =>
        val number = cntr.toInt
        val split = if (number % 4 == 0) "validation" else "train"
        (cntr, ra, dec, Seq("STAR", "GALAXY", "QSO")(number % 3), split)
      }
      .toDF("cntr", "ra", "dec", "label", "split")
      .write
      .parquet(labelled.toString)
    val output = folder.resolve("cutouts")
    val words = Seq("--sources", s"$labelled", "--tiles", s"${sky.tiles.path}")
    val stacked = CommandLine.allsky(("stack-cutouts" +: words) ++ Seq("--output", s"$output"): _*)
    withClue(stacked.err)(stacked.exitCode shouldBe 0)
    output
  }

  private def training(model: Path, options: String*): Seq[String] =
    Seq("train-iicnet", "--cutouts", s"$cutouts", "--model", s"$model", "--epochs", "5") ++
      Seq("--network", "iicnet-lite", "--batch-size", "16", "--input-side", "16") ++ options

  private def startTraining(model: Path, options: String*): Call = {
    val local = Seq("--master", "local[2]", "--driver-memory", "1g") ++ lightly
    startBin("allsky", local ++ training(model, options: _*): _*)()
  }

  private def digest(model: Path): String = {
    val bytes = Files.readAllBytes(model.resolve("iicnet.onnx"))
    MessageDigest.getInstance("SHA-256").digest(bytes).map(b => f"$b%02x").mkString
  }

  "A training that was killed" should "be resumed to the weights of one that was not" in {
    val whole = folder.resolve("whole model")
    val trained = CommandLine.allsky(training(whole): _*)
    withClue(trained.err)(trained.exitCode shouldBe 0)
    val killed = folder.resolve("killed model")
    val run = startTraining(killed)
    await(run)(Files.exists(killed.resolve("checkpoint")))
    run.kill()
    Files.exists(killed.resolve("iicnet.onnx")) shouldBe false
    requireDone(startTraining(killed, "--resume"))
    digest(killed) shouldBe digest(whole)
  }
}
