package allsky.spark.cli

import allsky.survey.Band
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.scalatest.concurrent.Eventually._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.time.SpanSugar._

/** SIGKILL to classify-allsky while it downloads images. */
class KilledDownloadClusterSpec extends AnyFlatSpec with Launchers with OneCommandFixture {

  override def afterAll(): Unit = {
    archive.close()
    super[Launchers].afterAll()
  }

  private def partial(folder: Path): Seq[Path] =
    Files.walk(folder).iterator.asScala.filter(_.toString.endsWith(".part")).toSeq

  "A download that was killed" should "go on at its next byte, and then classify" in {
    val run = new Run
    val half = whole.length / 2
    val last = pathOf(Band.W3, "0015p000_ac51")
    archive.next(last, Seq.fill(50)(archive.stallingAfter(half)): _*)
    val words = run.words(own, "--squares-up-to", "0", "--connections", "1", "--attempts", "50")
    val light = Seq("--master", "local[2]", "--driver-memory", "1g") ++ lightly
    val killed = startBin("allsky", light ++ words: _*)()
    eventually(timeout(180.seconds), interval(20.millis)) {
      withClue(killed.said)(killed.isAlive shouldBe true)
      run.fetched should have size 5
      partial(run.output.getParent).map(Files.size(_)) shouldBe Seq(half)
    }
    killed.kill()
    Files.exists(run.output.resolve("_SUCCESS")) shouldBe false
    archive.next(last)
    archive.takeAsked()
    done(run.classify(own, "--squares-up-to", "0")).err should include(
      "6 files: 1 fetched (0.1 MB), 5 already there, 0 missing"
    )
    archive.takeAsked().map(_.range) shouldBe Seq(Some(s"bytes=$half-"))
    requireSame(run.rows, ownRows)
  }
}
