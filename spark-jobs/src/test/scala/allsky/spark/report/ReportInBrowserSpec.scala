package allsky.spark.report

import allsky.spark.cli.CommandLine
import java.nio.file.Files

import scala.collection.JavaConverters._

import com.google.gson.JsonObject
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Opens a report in headless Chromium; canceled where none is installed. */
class ReportInBrowserSpec extends AnyFlatSpec with Matchers {

  private lazy val page: String = {
    assume(Chromium.program.isDefined, "no Chromium on the PATH")
    val run = new MadeRun(375).writeAll()
    val output = run.folder.resolve("report.html")
    val words = Seq("report", "--run", run.folder.toString, "--output", output.toString)
    CommandLine.allsky(words: _*).exitCode shouldBe 0
    Files.readString(output)
  }

  private def texts(json: JsonObject, name: String): Seq[String] =
    json.getAsJsonArray(name).asScala.map(_.getAsString).toSeq

  private def number(json: JsonObject, name: String): Int = json.get(name).getAsInt

  for (width <- Seq(1280, 390)) {
    s"A report at $width px" should "show all pictures, cut nothing and complain about nothing" in {
      val (seen, console) = Chromium.look(page, width)
      number(seen, "width") shouldBe width
      number(seen, "scrolls") should be <= width
      texts(seen, "cut") shouldBe empty
      number(seen, "pictures") should be > 20
      number(seen, "broken") shouldBe 0
      number(seen, "drawings") should be > 10
      console shouldBe empty
    }
  }

  "Every picture" should "have a text for readers who do not see it, and its numbers" in {
    val (seen, _) = Chromium.look(page, 1280)
    number(seen, "silent") shouldBe 0
    number(seen, "unnamed") shouldBe 0
  }

  "A dark page" should "be dark, and the same page light where that is preferred" in {
    val backgrounds =
      Seq(true, false).map(dark => Chromium.look(page, 1280, dark)._1.get("background").getAsString)
    backgrounds shouldBe Seq("rgb(11, 16, 28)", "rgb(244, 246, 250)")
  }

  it should "have no chart on white" in {
    def white(dark: Boolean): Double = {
      val shot = Chromium.screenshot(page, 1280, 9000, dark)
      val pixels = shot.getRGB(0, 0, shot.getWidth, shot.getHeight, null, 0, shot.getWidth)
      pixels.count(rgb => (rgb & 0xf0f0f0) == 0xf0f0f0).toDouble / pixels.length
    }
    white(dark = false) should be > 0.5
    white(dark = true) should be < 0.01
  }

  "The head of a column" should "sort the rows down, then up, with the sum of all at the end" in {
    val orders = Chromium.look(page, 1280)._1.getAsJsonArray("sorted").asScala.toSeq.map(
      _.getAsJsonArray.asScala.map(_.getAsString.replace(",", "").toLong).toSeq
    )
    orders.foreach(_.last shouldBe 552)
    orders.head.init shouldBe orders.head.init.sorted.reverse
    orders(1).init shouldBe orders.head.init.reverse
    orders.head.init.distinct.size should be > 3
  }

  // The sides between the margins of 14 mm, at 96 pixels per inch.
  for ((paper, width, height) <- Seq(("A4", 688, 1016), ("Letter", 710, 950))) {
    s"A report on $paper" should "be cut nowhere" in {
      val (seen, _) = Chromium.look(page, width, print = true)
      texts(seen, "cut") shouldBe empty
      number(seen, "scrolls") should be <= width
      number(seen, "tallest") should be <= height
      Chromium.pages(page.replace("@page {", s"@page { size: $paper;")) should be > 4
    }
  }
}
