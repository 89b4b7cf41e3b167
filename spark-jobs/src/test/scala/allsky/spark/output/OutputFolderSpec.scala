package allsky.spark.output

import allsky.UserError
import allsky.spark.output.lock.OutputLock
import java.nio.file.{Files, Path}
import java.util.{Map, Set}

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class OutputFolderSpec extends AnyFlatSpec with Matchers {

  private val identity = RunIdentity.starting("crossmatch", Map.of("radius-arcsec", "2"))

  private def emptyFolder(): Path = Files.createTempDirectory("allsky-output")

  private def outputAt(path: Path) = OutputFolder.at(path.toString, new Configuration())

  "An output folder" should "tell who began it" in {
    val output = outputAt(emptyFolder().resolve("matches"))
    output.startAfresh(identity, false)
    output.identity().get shouldBe identity
    output.isComplete shouldBe false
  }

  it should "tell how long a run took once it is finished" in {
    val output = outputAt(emptyFolder().resolve("matches"))
    output.startAfresh(identity, false)
    output.duration().isPresent shouldBe false
    output.finish()
    output.duration().get.toMillis should (be >= 0L and be < 3600000L)
    output.identity().get shouldBe identity
  }

  it should "refuse to replace a finished output without --overwrite" in {
    val output = outputAt(emptyFolder().resolve("matches"))
    output.startAfresh(identity, false)
    output.finish()
    the[UserError] thrownBy output.startAfresh(identity, false) should have message
      s"Cannot write --output ${output.given}: it contains a finished output; add --overwrite to" +
      s" replace it, or name another folder."
    output.startAfresh(identity, true)
    output.isComplete shouldBe false
  }

  it should "replace what an interrupted run left" in {
    val folder = emptyFolder().resolve("matches")
    val output = outputAt(folder)
    output.startAfresh(identity, false)
    Files.writeString(folder.resolve("part-0.parquet"), "half")
    output.startAfresh(identity, false)
    Files.exists(folder.resolve("part-0.parquet")) shouldBe false
  }

  it should "be begun again wherever its beginning was stopped" in {
    val folder = emptyFolder()
    Files.writeString(folder.resolve("_writing"), "{\"job\": \"cross")
    outputAt(folder).startAfresh(identity, false)
    outputAt(folder).identity().get shouldBe identity
    Files.writeString(folder.resolve("_run.json"), "")
    // Whichever spec uses Hadoop first decides whether its file system writes checksums.
    Files.deleteIfExists(folder.resolve("._run.json.crc"))
    Files.writeString(folder.resolve("part-0.parquet"), "of an older output")
    outputAt(folder).identity().isPresent shouldBe false
    outputAt(folder).startAfresh(identity, false)
    Files.exists(folder.resolve("part-0.parquet")) shouldBe false
  }

  it should "be gone on with by the same run alone, whose free options may differ" in {
    val output = outputAt(emptyFolder().resolve("predictions"))
    def run(device: String, priors: String) =
      RunIdentity.starting("classify-allsky", Map.of("device", device, "priors", priors))
    output.startAfresh(run("gpu", "STAR=0.4"), false)
    noException should be thrownBy
      output.requireBegunBy(run("cpu", "STAR=0.4"), Set.of("device", "batch-size"))
    the[UserError] thrownBy output.requireBegunBy(
      run("cpu", "STAR=0.3"),
      Set.of("device", "batch-size")
    ) should
      have message
      s"Cannot resume --output ${output.given}, which began with --priors STAR=0.4 (now" +
      " STAR=0.3); use the same options to resume, or add --overwrite to start again."
  }

  it should "never touch a folder that allsky did not make" in {
    val folder = emptyFolder()
    Files.writeString(folder.resolve("thesis.tex"), "precious")
    an[UserError] should be thrownBy outputAt(folder).startAfresh(identity, true)
    Files.exists(folder.resolve("thesis.tex")) shouldBe true
  }

  it should "never touch a folder whose _run.json is not one of allsky's" in {
    val folder = emptyFolder()
    Files.writeString(folder.resolve("_run.json"), "{\"program\": \"another\"}")
    an[UserError] should be thrownBy outputAt(folder).startAfresh(identity, true)
    Files.exists(folder.resolve("_run.json")) shouldBe true
  }

  it should "be recognised where a kill left _run.json under the name of an unfinished file" in {
    for (text <- Seq("", identity.toJson)) {
      val folder = emptyFolder()
      Files.writeString(folder.resolve("_writing"), text)
      Files.writeString(folder.resolve("part-0.parquet"), "of an older output")
      outputAt(folder).startAfresh(identity, false)
      Files.exists(folder.resolve("part-0.parquet")) shouldBe false
    }
  }

  it should "have its small files replaced without a moment when they are missing" in {
    val folder = emptyFolder()
    val output = outputAt(folder)
    output.startAfresh(identity, false)
    val run = folder.resolve("_run.json")
    @volatile var ended = false
    val missing = new java.util.concurrent.atomic.AtomicInteger
    val watch = new Thread(() => while (!ended) if (!Files.exists(run)) missing.incrementAndGet())
    watch.start()
    for (i <- 1 to 500) output.write("_run.json", s"content $i")
    ended = true
    watch.join()
    missing.get shouldBe 0
  }

  it should "not be replaced together with the output of another job in it" in {
    val folder = emptyFolder()
    val output = outputAt(folder)
    output.startAfresh(identity, false)
    output.inside("cutouts").startAfresh(RunIdentity.starting("stack-cutouts", Map.of()), false)
    the[UserError] thrownBy output.startAfresh(identity, true) should have message
      s"Cannot write --output $folder: it contains cutouts, an output of stack-cutouts; move that" +
      s" output, or name another folder."
    output.inside("cutouts").startAfresh(identity, false)
    noException should be thrownBy output.startAfresh(identity, true)
  }

  it should "keep its lock when it is emptied" in {
    val folder = emptyFolder()
    val hadoop = new Configuration()
    val lock = OutputLock.take("--output", folder.toString, "crossmatch", hadoop, _ => ())
    outputAt(folder).startAfresh(identity, false)
    noException should be thrownBy lock.requireHeld()
    lock.close()
    folder.toFile.list.filterNot(_.startsWith(".")) shouldBe Array("_run.json")
  }

  it should "be absolute for executors and as it was typed for people" in {
    val output = OutputFolder.at("some/where", new Configuration())
    output.path shouldBe "file:" + Path.of("some/where").toAbsolutePath
    output.given shouldBe "some/where"
  }
}
