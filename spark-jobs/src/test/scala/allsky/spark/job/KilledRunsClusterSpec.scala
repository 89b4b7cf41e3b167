package allsky.spark.job

import java.nio.file.{Files, Path}
import java.security.MessageDigest

import allsky.spark.LocalSpark
import org.scalatest.concurrent.Eventually._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

/** SIGKILL in mid-run: to the driver, an executor, a worker; the moment is when a file appears. */
class KilledRunsClusterSpec extends AnyFlatSpec with Matchers with Launchers {

  private val sky = new TinySky(folder)

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

  private def memory: Seq[String] = Seq("--executor-memory", "1g", "--driver-memory", "1g")

  private def start(master: String, output: Path): Call =
    startBin("allsky", memory ++ sky.inSixWaves(output): _*)("MASTER" -> master)

  private def rerun(master: String, output: Path): Outcome = {
    val outcome = bin("allsky", memory ++ sky.inSixWaves(output): _*)("MASTER" -> master)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  /** Waits until a running call has made a file. */
  private def await(call: Call, file: Path): Unit =
    eventually(timeout(180.seconds), interval(20.millis)) {
      withClue(call.said)(call.isAlive shouldBe true)
      Files.exists(file) shouldBe true
    }

  private def wave(output: Path, number: Int): Path =
    output.resolve("_waves").resolve(f"wave=$number%05d").resolve("_SUCCESS")

  private def requireUnfinished(output: Path): Unit = {
    Files.exists(output.resolve("_SUCCESS")) shouldBe false
    Files.exists(wave(output, 5)) shouldBe false
  }

  private def requireSameTable(output: Path): Unit = {
    sky.predictions(output) shouldBe uninterrupted
    for (work <- Seq("_plan", "_waves")) Files.exists(output.resolve(work)) shouldBe false
  }

  "A run on this machine, killed while it plans and again in mid-run," should
    "be finished by a third" in {
      val output = folder.resolve("local")
      for (moment <- Seq(output.resolve("_plan"), wave(output, 1))) {
        val run = start("local[2]", output)
        await(run, moment)
        run.kill()
        requireUnfinished(output)
      }
      rerun("local[2]", output).err should include regex "going on: \\d of 6 waves are left"
      requireSameTable(output)
    }

  "A run on a cluster" should "be finished by a second where its driver was killed" in {
    val output = folder.resolve("driver")
    val run = start(master, output)
    await(run, wave(output, 1))
    run.kill()
    requireUnfinished(output)
    rerun(master, output).err should include regex "going on: \\d of 6 waves are left"
    requireSameTable(output)
  }

  it should "survive that an executor is killed" in {
    val output = folder.resolve("executor")
    val logs = executorLogs.size
    val run = start(master, output)
    await(run, wave(output, 0))
    executors should have size 2
    executors.head.destroyForcibly()
    requireUnfinished(output)
    val outcome = run.outcome()
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    executorLogs.size should be > logs + 2
    requireSameTable(output)
  }

  private def executors: List[ProcessHandle] =
    daemons.distinct.filter(_.info.commandLine.orElse("").contains("CoarseGrainedExecutorBackend"))

  it should "survive that a worker is killed" in {
    val output = folder.resolve("worker")
    val run = start(master, output)
    await(run, wave(output, 0))
    val worker = daemon("worker-1").get
    worker.destroyForcibly()
    requireUnfinished(output)
    val outcome = run.outcome()
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    worker.isAlive shouldBe false
    requireSameTable(output)
  }

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
    Seq("--master", "local[2]", "--driver-memory", "1g", "train-iicnet") ++
      Seq("--cutouts", s"$cutouts", "--model", s"$model", "--epochs", "12", "--batch-size", "16") ++
      Seq("--input-side", "16", "--stem-kernel", "5") ++ options

  private def digest(model: Path): String = {
    val bytes = Files.readAllBytes(model.resolve("iicnet.onnx"))
    MessageDigest.getInstance("SHA-256").digest(bytes).map(b => f"$b%02x").mkString
  }

  "A training that was killed" should "be resumed to the weights of one that was not" in {
    val whole = folder.resolve("whole model")
    val trained = bin("allsky", training(whole): _*)()
    withClue(trained.err)(trained.exitCode shouldBe 0)
    val killed = folder.resolve("killed model")
    val run = startBin("allsky", training(killed): _*)()
    await(run, killed.resolve("checkpoint"))
    run.kill()
    Files.exists(killed.resolve("iicnet.onnx")) shouldBe false
    val resumed = bin("allsky", training(killed, "--resume"): _*)()
    withClue(resumed.err)(resumed.exitCode shouldBe 0)
    digest(killed) shouldBe digest(whole)
  }
}
