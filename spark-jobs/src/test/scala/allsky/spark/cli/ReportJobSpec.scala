package allsky.spark.cli

import allsky.spark.report.MadeRun
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import com.google.gson.{JsonObject, JsonParser}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ReportJobSpec extends AnyFlatSpec with Matchers with ReportCalls {

  private lazy val run = new MadeRun(375).writeAll()
  private lazy val page = run.folder.resolve("report.html")
  private lazy val exit =
    CommandLine.allsky("report", "--run", run.folder.toString, "--output", page.toString).exitCode

  private def text(file: String): String = Files.readString(page.resolveSibling(file))
  private def numbers: JsonObject = JsonParser.parseString(text("report.json")).getAsJsonObject

  "report" should "write a page, its numbers and a summary, and nothing else" in {
    exit shouldBe 0
    val names = run.folder.toFile.listFiles.filter(_.isFile).map(_.getName)
    names should contain theSameElementsAs Seq("report.html", "report.json", "summary.txt")
  }

  it should "count what is in the tables" in {
    exit shouldBe 0
    val counts = numbers.getAsJsonObject("counts")
    counts.get("sources").getAsLong shouldBe 562
    counts.getAsJsonObject("matches").getAsJsonObject("STAR").get("test").getAsLong shouldBe 25
    counts.getAsJsonObject("cutouts_by_status").get("OK").getAsLong shouldBe 375
    counts.getAsJsonObject("predictions_by_status").get("OK").getAsLong shouldBe 552
    counts.getAsJsonObject("predictions_by_status").get("NO_TILE").getAsLong shouldBe 10
  }

  it should "count predicted classes by magnitude, beside those expected on the sky" in {
    exit shouldBe 0
    val bins = numbers.getAsJsonObject("class_mix").getAsJsonArray("by_w1")
    val faint = bins.get(bins.size - 1).getAsJsonObject
    faint.get("w1").getAsString shouldBe "from 17"
    Seq("STAR", "GALAXY", "QSO").map(faint.get(_).getAsLong).sum should be > 50L
    faint.get("expected_QSO").getAsDouble should be < 0.03
  }

  it should "count the labelled sources by signal-to-noise ratio, those above 10,000 in the last bin" in {
    exit shouldBe 0
    val bands = numbers.getAsJsonObject("signal_to_noise")
    bands.has("W1") shouldBe false
    val counts = bands.getAsJsonObject("W4").entrySet.asScala
      .map(_.getValue.getAsJsonArray.asScala.map(_.getAsLong).toSeq)
      .reduce((one, other) => one.zip(other).map { case (a, b) => a + b })
    counts should have size 50
    counts.zipWithIndex.filter(_._1 > 0) should contain theSameElementsAs Seq((94L, 13), (94L, 49))
  }

  it should "give all probabilities of sample cutouts of each class in the test split" in {
    exit shouldBe 0
    val samples = numbers.getAsJsonArray("samples").asScala.map(_.getAsJsonObject)
    samples.map(_.get("label").getAsString) shouldBe
      Seq("STAR", "GALAXY", "QSO").flatMap(Seq.fill(3)(_))
    samples.foreach { sample =>
      val probabilities = sample.getAsJsonObject("probabilities").entrySet.asScala
      probabilities should have size 3
      probabilities.maxBy(_.getValue.getAsDouble).getKey shouldBe sample.get(
        "predicted"
      ).getAsString
    }
  }

  it should "show the networks that were compared" in {
    val early = new MadeRun(75)
    early.writeHistory()
    val comparison = Files.createDirectory(early.folder.resolve("comparison"))
    Files.writeString(
      comparison.resolve("comparison.json"),
      """{"reference": "iicnet 80 px, stem 5", "simulated": true, "networks": [{"name": "vgg16, 80 pixels",
        |"trainings": [{}, {}], "cost": {"parameters": 134272835,
        |"multiplyAdds": 2077000000}, "accuracy": {"value": 0.951, "low": 0.94, "high": 0.96},
        |"difference": {"value": -0.012, "low": -0.02, "high": -0.004}}]}""".stripMargin
    )
    val output = early.folder.resolve("networks.html").toString
    val words = Seq("report", "--run", early.folder.toString, "--output", output)
    failing(words: _*)._1 shouldBe 0
    val html = Files.readString(Path.of(output))
    Seq("95.1 (94.0 to 96.0)", "-1.2 (-2.0 to -0.4)", "134,272,835", "from iicnet 80 px, stem 5")
      .foreach(text => html should include(text))
    Files.writeString(comparison.resolve("comparison.json"), "{\"networks\": 3}")
    val (code, line) = failing(words :+ "--overwrite": _*)
    (code, line) shouldBe
      ((
        1,
        s"report: Cannot read ${early.folder}/comparison/comparison.json: it is damaged, or was not" +
          " written by its job; run the job again with --overwrite, or delete the file"
      ))
  }

  it should "say that probabilities without --priors are for the class mix of the training" in {
    exit shouldBe 0
    text("report.html") should include(
      "assume the class fractions of the training set, which these"
    )
    text("report.html") should include("use classify-allsky --priors sky.")
  }

  it should "name the class mix of the training and of --priors where predictions do" in {
    val pages = Seq("", ",\"priors\":\"[STAR=0.4, GALAXY=0.5, QSO=0.1]\"").map { priors =>
      val run = new MadeRun(75)
      run.writePredictions()
      val predictions = run.folder.resolve("predictions")
      Files.writeString(
        predictions.resolve("_run.json"),
        s"""{"job":"classify-allsky","version":"test","started":"2026-01-01T00:00:00Z","options":{"seed":"7"$priors}}"""
      )
      Files.writeString(
        predictions.resolve("_summary.json"),
        """{"class_mix":{"training":{"STAR":0.25,"GALAXY":0.25,"QSO":0.5}}}"""
      )
      val output = run.folder.resolve("mix.html")
      CommandLine
        .allsky("report", "--run", run.folder.toString, "--output", output.toString)
        .exitCode shouldBe 0
      Files.readString(output)
    }
    pages.head should include("training set, STAR 25.0 %, GALAXY 25.0 %, QSO 50.0 %, not those")
    pages(1) should include("class fractions of --priors: [STAR=0.4, GALAXY=0.5, QSO=0.1].")
  }

  it should "name the class fractions by which predictions were made, and their warnings" in {
    val run = new MadeRun(75)
    run.writePredictions()
    def page(summary: String, name: String): String = {
      Files.writeString(run.folder.resolve("predictions/_summary.json"), summary)
      val output = run.folder.resolve(name)
      val words = Seq("--run", run.folder.toString, "--output", output.toString, "--overwrite")
      val outcome = CommandLine.allsky("report" +: words: _*)
      withClue(outcome.err)(outcome.exitCode shouldBe 0)
      Files.readString(output)
    }
    val sky = page(
      """{"class_mix":{"probabilities_for":"sky","probabilities_from":"counts of X","priors":null},
        |"flags":{"warnings":["warning: 5 of 9 are faint"]}}""".stripMargin,
      "sky.html"
    )
    sky should include("assume the class fractions of sky: counts of X.")
    sky should include("warning: 5 of 9 are faint.")
    page(
      """{"class_mix":{"probabilities_for":"training","probabilities_from":"the training set",
        |"training":{"STAR":0.25,"GALAXY":0.25,"QSO":0.5}}}""".stripMargin,
      "training.html"
    ) should include("training set, STAR 25.0 %, GALAXY 25.0 %, QSO 50.0 %, not those")
  }

  it should "count the predicted classes of the test split by magnitude" in {
    exit shouldBe 0
    val rows = numbers.getAsJsonArray("confusion_by_magnitude").asScala.map(_.getAsJsonObject)
    Seq("STAR", "GALAXY", "QSO").map { label =>
      val ofLabel = rows.filter(_.get("label").getAsString == label)
      Seq("STAR", "GALAXY", "QSO").map(one => ofLabel.map(_.get(one).getAsLong).sum)
    } shouldBe Seq(Seq(20, 5, 0), Seq(0, 20, 5), Seq(5, 0, 20))
    rows.map(_.get("w1").getAsString).toSet.size should be > 3
  }

  it should "find outliers by their distance, and the limit between them and the others" in {
    exit shouldBe 0
    val outliers = numbers.getAsJsonObject("outliers")
    outliers.get("measured").getAsLong shouldBe 552
    outliers.get("far").getAsLong shouldBe 0
    outliers.get("limit").isJsonNull shouldBe true
  }

  it should "offer the numbers behind its figures as files" in {
    exit shouldBe 0
    val csv = "download=\"([^\"]+)\"[^>]* href=\"data:text/csv;charset=utf-8,([^\"]*)\"".r
      .findAllMatchIn(text("report.html"))
      .map(found => found.group(1) -> java.net.URLDecoder.decode(found.group(2), "UTF-8"))
      .toMap
    csv.keySet should contain allOf ("sky-map.csv", "class-fractions.csv", "colours.csv", "roc.csv",
    "confidence.csv", "gallery.csv", "training-history.csv", "confusion-by-magnitude.csv")
    csv("confusion.csv").linesIterator.toSeq.take(3) shouldBe
      Seq("spectroscopic_class,predicted_class,sources", "STAR,STAR,20", "STAR,GALAXY,5")
    val cells = csv("sky-map.csv").linesIterator.drop(1).map(_.split(",").takeRight(3))
    cells.map(_.map(_.toLong).sum).sum shouldBe 552
  }

  it should "give cutouts a position, and links to the archive and to Aladin that open there" in {
    exit shouldBe 0
    val html = text("report.html")
    val links = "href=\"(https://[^\"]+)\" target=\"_blank\" rel=\"noopener noreferrer\"".r
      .findAllMatchIn(html).map(_.group(1)).toSeq
    links.count(_.matches(
      "https://irsa\\S+catalog=allwise_p3as_psd\\S*&amp;objstr=\\d+\\.\\d{5}%20(-|%2B)\\d+\\.\\d{5}"
    )) should be > 30
    links.count(_.matches("https://aladin\\S+target=\\d+\\.\\d{5}%20(-|%2B)\\d+\\.\\d{5}")) should
      be > 30
    html should include("10″")
  }

  it should "measure the network on the test split alone" in {
    exit shouldBe 0
    val confusion =
      numbers.getAsJsonObject("confusion").getAsJsonArray("counts_by_true_then_predicted")
    confusion.toString shouldBe "[[20,5,0],[0,20,5],[5,0,20]]"
    val star = numbers.getAsJsonObject("metrics").getAsJsonObject("STAR")
    star.get("precision").getAsDouble shouldBe 20.0 / 25
    star.get("recall").getAsDouble shouldBe 20.0 / 25
    star.get("specificity").getAsDouble shouldBe 45.0 / 50
    star.get("accuracy").getAsDouble shouldBe 65.0 / 75
  }

  it should "put the baselines beside the network, on the same test split" in {
    exit shouldBe 0
    val rows = numbers.getAsJsonArray("baselines")
    val accuracies = (0 until rows.size).map { i =>
      val row = rows.get(i).getAsJsonObject
      row.get("sources").getAsLong shouldBe 75
      row.get("name").getAsString -> row.get("accuracy").getAsDouble
    }.toMap
    accuracies("IICnet (pixels)") shouldBe 60.0 / 75
    accuracies("Colour cut") shouldBe 70.0 / 75
    accuracies("Random forest") should be > 70.0 / 75
  }

  it should "draw a curve for each class with the area that its scores have" in {
    exit shouldBe 0
    val areas = numbers.getAsJsonObject("roc").getAsJsonObject("area_under_curve")
    Seq("STAR", "GALAXY", "QSO").foreach(c =>
      areas.get(c).getAsDouble should (be > 0.8 and be < 1.0)
    )
  }

  it should "say plainly that a sky is simulated" in {
    exit shouldBe 0
    text("report.html") should include("SIMULATED SKY")
    text("summary.txt") should include("simulated")
    numbers.get("simulated").getAsBoolean shouldBe true
  }

  it should "hold its pictures in itself" in {
    exit shouldBe 0
    val html = text("report.html")
    "data:image/png;base64,".r.findAllIn(html).size should be > 30
    "<svg".r.findAllIn(html).size should be > 30
    Seq("src=\"http", "<script src", "<link", "url(http").foreach(html should not include _)
  }
}
