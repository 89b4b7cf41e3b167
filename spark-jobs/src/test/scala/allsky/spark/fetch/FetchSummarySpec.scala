package allsky.spark.fetch

import allsky.UserError
import allsky.spark.fetch.selection.{ArchiveImage, ImageKind, TileSelection}
import allsky.survey.Band
import java.nio.file.Files
import java.time.Duration

import allsky.spark.fetch.FetchResult.Outcome

import scala.collection.JavaConverters._
import scala.util.Try

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class FetchSummarySpec extends AnyFlatSpec with Matchers {

  private def image(number: Int) =
    ArchiveImage.completeImage(f"0000p000_ac$number%02d", Band.W1, ImageKind.INT)

  private def summary(missing: Int, reason: Int => String): FetchSummary = {
    val results = (0 until missing).map(i => FetchResult.missing(image(i), reason(i)))
    new FetchSummary(results.asJava, 0)
  }

  "The lines of a summary" should "name ten missing files and their reasons" in {
    val lines = summary(12, i => s"reason $i").lines.asScala
    lines.head shouldBe "12 files: 0 fetched (0.0 MB), 0 already there, 12 missing"
    lines.tail should have size 10
    lines(1) shouldBe s"missing: ${image(0).path}: reason 0"
  }

  "A summary with missing files" should "end the job with the reason that all have" in {
    the[UserError] thrownBy summary(2, _ => "HTTP 503").requireComplete("tiles") should have message
      "Could not fetch 2 of 2 files (HTTP 503): see tiles/_fetch.json; run the same command again" +
      " to resume, or add --allow-missing."
  }

  it should "not name a reason where there are several" in {
    val fault = the[UserError] thrownBy summary(2, _.toString).requireComplete("tiles")
    fault.getMessage should startWith("Could not fetch 2 of 2 files: see tiles/_fetch.json;")
  }

  "A summary without missing files" should "be complete" in {
    noException should be thrownBy summary(0, _.toString).requireComplete("tiles")
  }

  private def outcome(number: Int, outcome: Outcome) = new FetchResult(image(number), outcome, "x")

  private def isUsable(outcomes: Outcome*): Boolean = {
    val results = outcomes.zipWithIndex.map { case (one, number) => outcome(number, one) }
    val summary = new FetchSummary(results.asJava, 0)
    Try(summary.requireUsable("tiles", false)).map(_.isPresent shouldBe true).isSuccess
  }

  "An archive" should "be out of reach if nothing is there, or nothing more can be had" in {
    isUsable(Outcome.MISSING, Outcome.MISSING) shouldBe false
    isUsable(Outcome.ALREADY_THERE, Outcome.NO_ANSWER) shouldBe false
    isUsable(Outcome.FETCHED, Outcome.MISSING, Outcome.NOT_REQUESTED) shouldBe false
  }

  it should "be in reach if only some images are missing" in {
    isUsable(Outcome.FETCHED, Outcome.MISSING) shouldBe true
    isUsable(Outcome.FETCHED, Outcome.NO_ANSWER) shouldBe true
    isUsable(Outcome.ALREADY_THERE, Outcome.MISSING) shouldBe true
  }

  "The time of a download" should "be that of the pauses or that of the bytes" in {
    val tiles = TileSelection.ofNames("0000p000_ac51")
    val images = tiles.images(Band.ofNames("W1,W2,W3"), ImageKind.ofNames("int"))
    val plan = new FetchPlan(tiles, images, images)
    plan.cost(Duration.ofMillis(250)) shouldBe
      "3 files, at most 0.2 GB, about 1 min (a request each 250 ms, 10 MB/s)"
    plan.cost(Duration.ofMinutes(1)) should include("about 3 min")
    plan.cost(Duration.ofHours(1)) should include("about 3 h")
  }

  "A plan" should "be refused where its download may be larger than --max-gb" in {
    val folder =
      DownloadTarget.at(
        "--tiles",
        Files.createTempDirectory("allsky-plan").toString,
        new Configuration
      )
    val tiles = TileSelection.ofNames("0000p000_ac51")
    val plan =
      FetchPlan.of(tiles, tiles.images(Band.ofNames("W1,W2,W3"), ImageKind.ofNames("int")), folder)
    plan.line shouldBe "1 tiles, 3 files, 0 already there, at most 0.2 GB to fetch"
    noException should be thrownBy plan.requireAtMost(0.3)
    the[UserError] thrownBy plan.requireAtMost(0.1) should have message
      "Cannot download up to 0.2 GB: --max-gb is 0.1; raise it, or take fewer sources or bands."
  }
}
