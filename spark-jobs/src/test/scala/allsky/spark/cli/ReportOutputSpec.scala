package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.report.MadeRun
import java.nio.file.{Files, Path}
import java.util.Comparator

import scala.collection.JavaConverters._

import com.google.gson.JsonParser
import org.apache.spark.sql.functions.{col, lit, when}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Where report writes, what it refuses, and what it makes of a run that lacks outputs. */
class ReportOutputSpec extends AnyFlatSpec with Matchers with ReportCalls {

  private lazy val run = {
    val matched = new MadeRun(75)
    matched.writeMatches()
    matched
  }

  "report" should "know that a sky is simulated from the cutouts where the sky is not at hand" in {
    val simulations = Seq(true, false).map { simulated =>
      val run = new MadeRun(75)
      run.writeCutouts(simulated)
      run.writePredictions()
      val output = run.folder.resolve("cutouts.html")
      val words = Seq("report", "--run", run.folder.toString, "--output", output.toString)
      CommandLine.allsky(words: _*).exitCode shouldBe 0
      val html = Files.readString(output)
      (html.contains("SIMULATED SKY"), html.contains("Simulated images. W1 is blue"))
    }
    simulations shouldBe Seq((true, true), (false, false))
  }

  it should "refuse to replace a report without --overwrite" in {
    val matched = new MadeRun(75)
    matched.writeMatches()
    val old = matched.folder.resolve("old.html")
    Files.writeString(old, "old")
    val call = Seq("report", "--run", matched.folder.toString, "--output", old.toString)
    failing(call: _*) shouldBe
      (1, s"report: Cannot write --output $old: $old already exists; add --overwrite to replace" +
        s" it, or choose another folder.")
    CommandLine.allsky(call :+ "--overwrite": _*).exitCode shouldBe 0
    Files.readString(old) should startWith("<!DOCTYPE html>")
  }

  it should "replace what an interrupted report left, and leave nothing else" in {
    val matched = new MadeRun(75)
    matched.writeMatches()
    val folder = Files.createDirectory(matched.folder.resolve("report"))
    Seq("_index.html.writing", "report.json", "summary.txt").foreach { name =>
      Files.writeString(folder.resolve(name), "half of")
    }
    val output = folder.resolve("index.html").toString
    CommandLine
      .allsky("report", "--run", matched.folder.toString, "--output", output)
      .exitCode shouldBe 0
    folder.toFile.list should contain theSameElementsAs
      Seq("index.html", "report.json", "summary.txt")
    Files.readString(folder.resolve("summary.txt")) should not startWith "half"
  }

  it should "refuse a page among the files of a table" in {
    val output = run.folder.resolve("matches/report.html")
    failing("report", "--run", run.folder.toString, "--output", output.toString) shouldBe
      (1, s"report: Cannot write --output $output: it is in --run ${run.folder}/matches, an input;" +
        " name another folder.")
  }

  it should "leave away what a run does not have yet, and say which job makes it" in {
    val early = new MadeRun(75)
    early.writeSky(simulated = false)
    early.writeMatches()
    val output = early.folder.resolve("early.html")
    CommandLine
      .allsky("report", "--run", early.folder.toString, "--output", output.toString)
      .exitCode shouldBe 0
    val html = Files.readString(output)
    Seq("stack-cutouts", "train-iicnet", "classify-allsky").foreach(job =>
      html should include(s"bin/allsky $job")
    )
    html should not include "SIMULATED SKY"
    Files.readString(early.folder.resolve("summary.txt")) should not include "simulated"
    Files.readString(early.folder.resolve("summary.txt")) should include("Colour cut")
  }

  it should "say in one line that there is no run" in {
    val output = emptyFolder().resolve("r.html").toString
    failing("report", "--run", "/no/such/run", "--output", output) shouldBe
      (1, "report: Cannot read --run /no/such/run: there is no such folder.")
    val (code, line) = failing("report", "--run", emptyFolder().toString, "--output", output)
    code shouldBe 1
    line should include("has none of the folders")
  }

  it should "refuse a page that is no .html and a call without a run" in {
    failing("report", "--run", run.folder.toString, "--output", "/tmp/report.pdf")._1 shouldBe 1
    failing("report", "--output", "x.html")._1 shouldBe 2
  }

  it should "compare the baselines with the network's classes that its accuracy is of" in {
    val classified = new MadeRun(75)
    classified.writeSky(simulated = false)
    classified.writeMatches()
    classified.writePredictions()
    forStars(classified.path("predictions"))
    val output = classified.folder.resolve("stars.html").toString
    val words = Seq("report", "--run", classified.folder.toString, "--output", output)
    CommandLine.allsky(words: _*).exitCode shouldBe 0
    val report = Files.readString(classified.folder.resolve("report.json"))
    val rows = JsonParser.parseString(report).getAsJsonObject.getAsJsonArray("baselines").asScala
    val accuracies = rows.map(_.getAsJsonObject.get("accuracy").getAsDouble).toSeq
    accuracies.head shouldBe 12.0 / 15
    for ((row, accuracy) <- rows.zip(accuracies).drop(1)) {
      val less = row.getAsJsonObject.getAsJsonObject("less_network")
      less.get("value").getAsDouble shouldBe accuracy - accuracies.head +- 1e-9
    }
  }

  /** Makes the predictions those for a sky where nearly all sources are stars. */
  private def forStars(predictions: String): Unit = {
    val names = Seq("star", "galaxy", "qso")
    val rows = LocalSpark.session.read.parquet(predictions)
    val sky = names.zip(Seq(0.998f, 0.001f, 0.001f)).foldLeft(rows) { case (all, (name, prior)) =>
      all.withColumn(s"prior_$name", lit(prior))
        .withColumn(s"prob_$name", col(s"prob_$name") * lit(prior) / col(s"trained_$name"))
    }
    val moved = predictions + "-for-stars"
    sky.withColumn("class", when(col("class").isNotNull, lit("STAR"))).write.parquet(moved)
    Files.walk(Path.of(predictions)).sorted(Comparator.reverseOrder[Path]).iterator.asScala
      .foreach(Files.delete)
    Files.move(Path.of(moved), Path.of(predictions))
  }
}
