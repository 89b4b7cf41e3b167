package allsky.spark.cli

import allsky.network.TensorFile
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.output.lock.OutputLock
import allsky.training.history.{EpochResult, TrainingHistory}
import java.nio.file.{Files, Path}
import java.util.Collections.{emptyMap, singletonMap}

import scala.collection.JavaConverters._

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What allsky status says about an output, from its small files. */
class StatusSpec extends AnyFlatSpec with Matchers {

  private def freshFolder(): Path = Files.createTempDirectory("status")

  private def run(job: String, options: (String, String)*): RunIdentity =
    RunIdentity.starting(job, options.toMap.asJava)

  private def begun(run: RunIdentity, folder: Path = freshFolder()): Path = {
    OutputFolder.at(folder.toString, new Configuration).startAfresh(run, false)
    folder
  }

  private def finish(folder: Path): Unit =
    OutputFolder.at(folder.toString, new Configuration).finish()

  private def status(folder: Any): Seq[String] = {
    val outcome = CommandLine.allsky("status", folder.toString)
    withClue(outcome)((outcome.exitCode, outcome.err) shouldBe ((0, "")))
    outcome.out.linesIterator.toSeq
  }

  private val crossmatch =
    run(
      "crossmatch",
      "sources" -> "a b",
      "spectra" -> "c",
      "output" -> "d",
      "radius-arcsec" -> "2.0"
    )

  "The status of an output" should "name the job, its version and its time" in {
    val folder = begun(crossmatch)
    finish(folder)
    status(folder) shouldBe Seq(
      s"$folder: crossmatch, version ${crossmatch.version}, started ${crossmatch.started}",
      "  state:    complete"
    )
  }

  it should "give the command for an output that is not complete" in {
    status(begun(crossmatch)).tail shouldBe Seq(
      "  state:    interrupted",
      "  continue: bin/allsky crossmatch --output d --sources 'a b' --spectra c"
    )
  }

  it should "name the process that writes the output" in {
    val folder = begun(crossmatch)
    val lock =
      OutputLock.take("--output", folder.toString, "crossmatch", new Configuration, _ => ())
    try {
      val lines = status(folder)
      lines should have size 2
      lines(1) should fullyMatch regex "  state:    running: crossmatch of \\S+, process " +
        s"${ProcessHandle.current.pid} on \\S+, since \\S+; last heartbeat \\d+ s ago"
    } finally lock.close()
  }

  it should "name the process that was killed" in {
    val folder = begun(crossmatch)
    killed(folder)
    status(folder)(
      1
    ) should fullyMatch regex "  state:    interrupted: crossmatch of .*, has ended;" +
      " last heartbeat \\d+ s ago"
  }

  it should "be known before the job has written its first file" in {
    val folder = freshFolder()
    killed(folder)
    status(folder).head shouldBe s"$folder: begun by allsky"
  }

  /** Leaves the lock of a process that has ended. */
  private def killed(folder: Path): Unit = {
    val file = folder.resolve("_lock")
    val lock =
      OutputLock.take("--output", folder.toString, "crossmatch", new Configuration, _ => ())
    val text =
      try Files.readString(file)
      finally lock.close()
    Files.createDirectories(folder)
    Files.writeString(file, text.replaceFirst("\"process\": \\d+", "\"process\": 999999999"))
  }

  private val plan =
    """{"model": "m", "waves": [{"wave": "wave=00000", "sources": 2000, "tiles": ["a"]},
      |{"wave": "wave=00001", "sources": 30, "tiles": ["b"]}]}""".stripMargin

  private val classification =
    run("classify-allsky", "sources" -> "a", "tiles" -> "b", "output" -> "c")

  it should "count the chunks of a classification, staged or not" in {
    for (chunk <- Seq("wave=00000", "_waves/wave=00000")) {
      val folder = begun(classification)
      Files.writeString(folder.resolve("_waves.json"), plan)
      Files.createFile(Files.createDirectories(folder.resolve(chunk)).resolve("_SUCCESS"))
      status(folder).tail shouldBe Seq(
        "  state:    interrupted",
        "  done:     1 of 2 chunks, 2,000 of 2,030 sources",
        "  left:     1 chunks, 30 sources",
        "  continue: bin/allsky classify-allsky --output c --sources a --tiles b"
      )
      finish(folder)
      status(folder).tail shouldBe
        Seq("  state:    complete", "  done:     2 of 2 chunks, 2,030 of 2,030 sources")
    }
  }

  it should "report a damaged plan" in {
    val folder = begun(classification)
    Files.writeString(folder.resolve("_waves.json"), "{")
    CommandLine.allsky("status", folder.toString) shouldBe Outcome(
      1,
      "",
      s"status: Cannot read $folder/_waves.json: it is damaged; copy it back\n"
    )
  }

  private val epochs = {
    val result = new EpochResult(1, 0.1, 1, 0.5, 1, 0.5, 100)
    TrainingHistory.empty().`with`(result).`with`(result)
  }

  it should "count the epochs of a training" in {
    val folder = begun(run("train-iicnet", "cutouts" -> "a", "model" -> "b", "epochs" -> "12"))
    status(folder)(2) shouldBe "  done:     0 of 12 epochs"
    val checkpoint = TensorFile.of(singletonMap("history", epochs.toJson), emptyMap())
    Files.write(folder.resolve("checkpoint"), checkpoint.toBytes)
    status(folder).tail shouldBe Seq(
      "  state:    interrupted",
      "  done:     2 of 12 epochs",
      "  left:     10 epochs at most",
      "  continue: bin/allsky train-iicnet --cutouts a --epochs 12 --model b --resume"
    )
    finish(folder)
    status(folder).tail shouldBe Seq("  state:    complete", "  done:     2 of 12 epochs")
  }

  it should "report a damaged checkpoint" in {
    val folder = begun(run("train-iicnet", "model" -> "b", "epochs" -> "12"))
    Files.writeString(folder.resolve("checkpoint"), "something else")
    CommandLine.allsky("status", folder.toString).err should startWith(
      s"status: Cannot read $folder/checkpoint: it is not a complete safetensors file"
    )
  }

  it should "count the files that fetch-tiles has not downloaded" in {
    val folder = freshFolder()
    val fetch = run("fetch-tiles", "sources" -> "a", "tiles" -> "b")
    def record(missing: String) =
      s"""{"run": ${fetch.toJson}, "files": 12, "missing": [$missing]}"""
    Files.writeString(folder.resolve("_fetch.json"), record("""{"file": "x", "reason": "y"}"""))
    status(folder).tail shouldBe Seq(
      "  state:    interrupted",
      "  done:     11 of 12 files of the last run",
      "  left:     1 files are missing",
      "  continue: bin/allsky fetch-tiles --sources a --tiles b"
    )
    Files.writeString(folder.resolve("_fetch.json"), record(""))
    status(folder)(1) shouldBe "  state:    complete"
  }

  "The status of a run" should "have the status of each output" in {
    val folder = freshFolder()
    Files.createDirectories(folder.resolve("notes"))
    finish(begun(crossmatch, Files.createDirectories(folder.resolve("matches"))))
    begun(classification, Files.createDirectories(folder.resolve("predictions")))
    val lines = status(s"file://$folder/")
    lines.filterNot(_.startsWith(" ")).map(_.takeWhile(_ != ',')) shouldBe Seq(
      s"file://$folder/matches: crossmatch",
      s"file://$folder/predictions: classify-allsky"
    )
  }

  "A folder" should "exist and have an output" in {
    val folder = freshFolder()
    CommandLine.allsky("status", s"$folder/none") shouldBe
      Outcome(1, "", s"status: Cannot read $folder/none: there is no such folder\n")
    CommandLine.allsky("status", folder.toString).err should startWith(
      s"status: Cannot say the status of $folder: it has no output of allsky"
    )
    CommandLine.allsky("status").exitCode shouldBe 2
  }
}
