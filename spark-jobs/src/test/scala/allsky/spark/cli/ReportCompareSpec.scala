package allsky.spark.cli

import allsky.spark.report.MadeRun
import java.nio.file.Files

import com.google.gson.JsonParser
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ReportCompareSpec extends AnyFlatSpec with Matchers with ReportCalls {

  private lazy val run = {
    val classified = new MadeRun(375)
    classified.writeMatches()
    classified.writePredictions()
    classified
  }

  "report --compare" should "put two runs side by side" in {
    val output = emptyFolder().resolve("pair.html")
    val other = new MadeRun(375)
    other.writeMatches()
    other.writePredictions(swapped = 40)
    val words = Seq("report", "--compare", run.folder.toString, other.folder.toString)
    val outcome = CommandLine.allsky(words ++ Seq("--output", output.toString): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val json = JsonParser.parseString(
      Files.readString(output.resolveSibling("report.json"))
    ).getAsJsonObject
    val changed = json.getAsJsonObject("changed_classes")
    changed.get("sources_in_both").getAsLong shouldBe 562
    changed.get("changed").getAsLong shouldBe 40
    val metrics = json.getAsJsonObject("metrics")
    metrics.getAsJsonObject("a").get("accuracy").getAsDouble shouldBe 60.0 / 75
    metrics.get("common_sources").getAsLong shouldBe 75
    metrics.get("only_a_right").getAsLong should be > 0L
    metrics.get("only_b_right").getAsLong shouldBe 0
    json.getAsJsonObject("class_fractions").has("QSO") shouldBe true
    Files.readString(output.resolveSibling("summary.txt")) should include(
      "40 of 562 sources that are in both runs have another class (7.1 %)"
    )
    Files.readString(output) should include("changed-classes.csv")
  }

  it should "need predictions in both runs, and not take --run too" in {
    val early = new MadeRun(75)
    early.writeMatches()
    val output = emptyFolder().resolve("pair.html").toString
    val pair = Seq("--compare", run.folder.toString, early.folder.toString)
    failing("report" +: pair :+ "--output" :+ output: _*) shouldBe
      (1, s"report: Cannot compare --compare ${early.folder}: it has no predictions; run" +
        " bin/allsky classify-allsky.")
    failing("report" +: pair :+ "--run" :+ "/a" :+ "--output" :+ output: _*)._1 shouldBe 2
  }
}
