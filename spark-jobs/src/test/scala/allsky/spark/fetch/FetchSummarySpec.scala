package allsky.spark.fetch

import allsky.UserError
import allsky.spark.fetch.selection.{ArchiveImage, ImageKind, TileSelection}
import allsky.survey.Band
import java.nio.file.Files

import scala.collection.JavaConverters._

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

  "A plan" should "be refused where its download may be larger than --max-gb" in {
    val folder =
      DownloadTarget.at(Files.createTempDirectory("allsky-plan").toString, new Configuration)
    val tiles = TileSelection.ofNames("0000p000_ac51")
    val plan =
      FetchPlan.of(tiles, tiles.images(Band.ofNames("W1,W2,W3"), ImageKind.ofNames("int")), folder)
    plan.line shouldBe "1 tiles, 3 files, 0 already there, at most 0.2 GB to fetch"
    noException should be thrownBy plan.requireAtMost(0.3)
    the[UserError] thrownBy plan.requireAtMost(0.1) should have message
      "Cannot download up to 0.2 GB: --max-gb is 0.1; raise it, or take fewer sources or bands."
  }
}
