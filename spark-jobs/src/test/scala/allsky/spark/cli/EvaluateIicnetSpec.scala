package allsky.spark.cli

import allsky.cutout.CutoutShape
import allsky.network.NetworkShape
import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import allsky.network.model.TrainedModel
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, TensorFormat}
import allsky.spark.table.cutout.CutoutTensor
import allsky.spark.table.cutout.TensorFormat
import allsky.survey.Band
import allsky.survey.SourceClass
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import com.google.gson.{JsonObject, JsonParser}
import org.apache.spark.mllib.evaluation.{BinaryClassificationMetrics, MulticlassMetrics}
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.types._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Measures a small network of random weights on made-up cutouts. */
class EvaluateIicnetSpec extends AnyFlatSpec with Matchers with EvaluateIicnetFixture {

  import spark.implicits._

  private lazy val (outcome, output) = evaluate("evaluation", cutouts)

  private def predictions: DataFrame =
    spark.read.parquet(output.resolve("predictions").toString).filter("status = 'OK'")

  "evaluate-iicnet" should "write numbers, tables, pictures and the predictions" in {
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val names = Seq("evaluation.json", "metrics.csv", "confusion.csv", "roc.csv") ++
      Seq("reliability.csv", "by_magnitude.csv", "by_signal_to_noise.csv", "confusion.png") ++
      Seq("confusion_sky_mix.png", "roc.png", "reliability.png", "by_w1mpro.png") ++
      Seq("by_w3snr.png", "_run.json", "_SUCCESS")
    names.filterNot(name => Files.exists(output.resolve(name))) shouldBe empty
    predictions.count() shouldBe 90
  }

  it should "count what it leaves out, with the reason" in {
    val found = json(output)
    found.get("evaluated").getAsInt shouldBe 90
    found.getAsJsonObject("left_out").toString shouldBe
      """{"BAD_IMAGE":4,"NO_LABEL":3,"OTHER_LABEL":2}"""
    outcome.out should include(
      "90 cutouts of Atlas images, split test, not evaluated: 4 BAD_IMAGE, 3 NO_LABEL, 2 OTHER_LABEL"
    )
  }

  it should "say that an older model has no class sets" in {
    outcome.out should include("class sets: none, because the model has no limits")
    json(output).has("class_sets") shouldBe false
  }

  it should "stand in the report of its run" in {
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val page = folder.resolve("report.html")
    val report = CommandLine.allsky("report", "--run", s"$folder", "--output", s"$page")
    withClue(report.err)(report.exitCode shouldBe 0)
    val html = Files.readString(page)
    html should include("on 90 cutouts of the test split")
    val accuracy = json(output).getAsJsonObject("test_mix").getAsJsonObject("accuracy")
    html should include(f"${100 * accuracy.get("value").getAsDouble}%.1f (")
    html should include("Misclassified and low-confidence cutouts")
    val stored = Files.readAllBytes(output.resolve("misclassified.png"))
    html should include(java.util.Base64.getEncoder.encodeToString(stored))
    Seq("reliability", "misclassified").foreach { name =>
      html should include("download=\"" + name + ".csv\"")
    }
    // No bin has 5 cutouts of a class.
    html should not include "by-magnitude.csv"
  }

  it should "have the measures of spark-mllib on its own predictions" in {
    val found = json(output)
    val calls = predictions.select("class", "label").as[(String, String)].collect().map {
      case (called, label) => (classes.indexOf(called).toDouble, classes.indexOf(label).toDouble)
    }
    val metrics = new MulticlassMetrics(spark.sparkContext.parallelize(calls))
    value(found, "test_mix", "accuracy") shouldBe metrics.accuracy +- 1e-9
    for ((name, i) <- classes.zipWithIndex if calls.exists(_._1 == i)) {
      def of(measure: String) = value(found, "test_mix", "classes", name, measure)
      of("precision") shouldBe metrics.precision(i) +- 1e-9
      of("recall") shouldBe metrics.recall(i) +- 1e-9
      of("f1") shouldBe metrics.fMeasure(i) +- 1e-9
      of("specificity") shouldBe 1 - metrics.falsePositiveRate(i) +- 1e-9
    }
    val counts = found.getAsJsonObject("test_mix").getAsJsonArray("counts_by_true_then_predicted")
    counts.asScala.flatMap(_.getAsJsonArray.asScala.map(_.getAsDouble)) shouldBe
      metrics.confusionMatrix.transpose.toArray.toSeq
  }

  it should "have the areas under the ROC curves of spark-mllib" in {
    for (name <- classes) {
      val scores = predictions
        .selectExpr(s"cast(prob_${name.toLowerCase} as double)", "label")
        .as[(Double, String)]
        .collect()
        .map { case (p, label) => (p, if (label == name) 1.0 else 0.0) }
      value(json(output), "test_mix", "classes", name, "area_under_roc") shouldBe
        new BinaryClassificationMetrics(
          spark.sparkContext.parallelize(scores),
          0
        ).areaUnderROC() +- 1e-9
    }
  }

  it should "give the probabilities before and after temperature scaling" in {
    val columns =
      Seq("prob", "uncalibrated").flatMap(p => classes.map(c => s"${p}_${c.toLowerCase}"))
    val rows = predictions.selectExpr(columns: _*).collect()
    for (row <- rows) {
      val after = (0 to 2).map(row.getFloat(_).toDouble)
      val before = (3 to 5).map(row.getFloat(_).toDouble)
      before.sum shouldBe 1.0 +- 1e-5
      // Ratios of probabilities are those of exp(logit / T).
      math.log(before(0) / before(1)) shouldBe 1.7 * math.log(after(0) / after(1)) +- 1e-4
    }
    val labels = predictions.select("label").as[String].collect()
    val brier = rows.zip(labels).map { case (row, label) =>
      (0 to 2).map(i => math.pow(row.getFloat(3 + i) - (if (classes(i) == label) 1 else 0), 2)).sum
    }
    json(output).getAsJsonObject("calibration").getAsJsonObject("before").get("brier")
      .getAsDouble shouldBe brier.sum / brier.length +- 1e-6
  }

  it should "sort the cutouts into bins of magnitude and of signal-to-noise ratio" in {
    val bins =
      json(output).getAsJsonObject("by_magnitude").getAsJsonObject("w1mpro").getAsJsonArray("bins")
    val counts = bins.asScala.map(_.getAsJsonObject).map { bin =>
      bin.get("low").getAsDouble -> bin.get("sources").getAsInt
    }
    counts shouldBe (0 until 90).groupBy(i => magnitude(i)).mapValues(_.size).toSeq.sorted
    val signals = json(output).getAsJsonObject("by_signal_to_noise").getAsJsonObject("w3snr")
    signals.getAsJsonArray("bins").get(0).getAsJsonObject.get("low").isJsonNull shouldBe true
    signals.getAsJsonArray("bins").get(0).getAsJsonObject.get("sources").getAsInt shouldBe 22
    Files.readAllLines(output.resolve("by_magnitude.csv")).get(1) should
      startWith("w1mpro,12.0,12.5,12.0,ALL,9,accuracy,")
  }

  it should "sort each misclassified cutout into a group" in {
    val wrong = json(output).getAsJsonObject("misclassified")
    wrong.get("count").getAsInt shouldBe predictions.filter("class <> label").count()
    spark.read.parquet(output.resolve("misclassified").toString).count() shouldBe
      wrong.get("count").getAsInt
    outcome.out should include(s"misclassified: ${wrong.get("count")} (group 1 ")
  }

  it should "take measurements that the cutouts lack from a catalog, and another mix" in {
    val bare = write("bare", sources, columns = Seq())
    val catalog = folder.resolve("catalog")
    sources.map(s => (s.key, magnitude(s.key))).toDF("cntr", "w1mpro").write
      .parquet(catalog.toString)
    val options =
      Seq("--sources", s"$catalog", "--priors", "STAR=2,GALAXY=1,QSO=1", "--split", "all")
    val (result, found) = evaluate("joined", bare, options ++ oneGroup: _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    val mix = json(found).getAsJsonObject("sky_mix").getAsJsonObject("mix")
    mix.toString shouldBe """{"STAR":0.5,"GALAXY":0.25,"QSO":0.25}"""
    json(found).get("evaluated").getAsInt shouldBe 120
    result.out should include("these cutouts may include cutouts that the network was trained on")
    val column = json(found).getAsJsonObject("by_magnitude").getAsJsonObject("w1mpro")
    column.get("sources_without_value").getAsInt shouldBe 0
    val without = evaluate("without", bare, oneGroup: _*)._1
    without.err should include("nothing is measured by magnitude; see --sources")
  }

  it should "take placeholders of a catalog for no magnitude" in {
    val bare = write("bare, too", sources, columns = Seq())
    val catalog = folder.resolve("catalog with placeholders")
    sources.map(s => (s.key, if (s.key % 4 == 0) -9999.0 else magnitude(s.key)))
      .toDF("cntr", "w1mpro").write.parquet(catalog.toString)
    val options = Seq("--sources", s"$catalog", "--magnitude-step", "0.01", "--split", "all")
    val (result, found) = evaluate("placeholders", bare, options ++ oneGroup: _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    val column = json(found).getAsJsonObject("by_magnitude").getAsJsonObject("w1mpro")
    column.get("sources_without_value").getAsInt should be > 20
    column.getAsJsonArray("bins").get(0).getAsJsonObject.get("low").getAsDouble should be > 11.0
  }

  it should "say n/a of a class that is missing, in words and in numbers" in {
    val stars = write("two-classes", sources.filter(s => s.label != "QSO" && s.label != null))
    val (result, found) = evaluate("missing", stars, oneGroup: _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    val qso =
      json(found).getAsJsonObject("test_mix").getAsJsonObject("classes").getAsJsonObject("QSO")
    qso.getAsJsonObject("recall").get("value").isJsonNull shouldBe true
    qso.getAsJsonObject("area_under_roc").get("low").isJsonNull shouldBe true
    json(found).getAsJsonObject("sky_mix").getAsJsonObject("accuracy").get("value")
      .isJsonNull shouldBe true
    result.out should include("QSO n/a")
    (result.out + Files.readString(found.resolve("metrics.csv"))) should not include "NaN"
  }

  it should "compare scores that shall find unusual objects" in {
    val plain = spark.read.parquet(cutouts.toString).filter("split = 'test' and status = 'OK'")
    val unusual = folder.resolve("unusual").toString
    val kind = "if(cntr % 2 = 0, 'halo', 'ghost')"
    plain.selectExpr("*", s"if(cntr < 40, $kind, null) as simulated_kind").write.parquet(unusual)
    val (done, out) = evaluate("outliers", cutouts, oneGroup ++ Seq("--unusual", unusual): _*)
    withClue(done.err)(done.exitCode shouldBe 0)
    val lines = Files.readAllLines(out.resolve("outliers.csv")).asScala.map(_.split(","))
    lines.head.toSeq.take(5) shouldBe Seq("kind", "score", "objects", "ordinary", "auc")
    lines.tail.map(line => line(0) -> line(1)) shouldBe
      Seq("ghost", "halo").flatMap(kind => Seq("confidence", "energy").map(kind -> _))
    // The same cutouts are among the ordinary ones, so no score can separate them well.
    lines.tail.foreach { line =>
      line(2) shouldBe "20"
      line(3) shouldBe "90"
      line(4).toDouble shouldBe 0.5 +- 0.2
    }
    done.out should include("halo (20): recall at 1 % false alarms (AUC), confidence")
    spark.read.parquet(out.resolve("predictions").toString).columns should not contain "embedding"
  }

  it should "refuse unusual cutouts without kinds" in {
    val (refused, _) = evaluate("no-kinds", cutouts, "--unusual", cutouts.toString)
    refused.exitCode shouldBe 1
    refused.err should include("it has no column simulated_kind")
  }

  it should "say in one line why it cannot evaluate" in {
    val complaints = Seq(
      evaluate(
        "a",
        write("unlabelled", sources, withLabel = false)
      ) -> "the table has no column label; make",
      evaluate("b", cutouts, "--split", "train") ->
        "no cutout is in --split train (the table has 99 test, 30 validation); choose",
      evaluate("c", write("pixelless", sources.filter(_.status == "BAD_IMAGE"))) ->
        "no labelled cutout has pixels (4 BAD_IMAGE)",
      evaluate("d", write("strange", sources.filter(_.label == "UNKNOWN"))) ->
        "has a label that the model knows (2 OTHER_LABEL)",
      evaluate("e", cutouts, "--priors", "STAR=1,GALAXY=1") ->
        "Invalid --priors (each class): no QSO",
      evaluate("f", cutouts, "--priors", "STAR=1,GALAXY=1,QSO=x") ->
        "Invalid --priors (CLASS=SHARE, 0 or more): QSO=x",
      evaluate(
        "g",
        cutouts,
        "--magnitude-step",
        "0"
      ) -> "Invalid --magnitude-step (0.01 to 10): 0.0",
      evaluate("k", cutouts, "--head", "svm") -> "no labelled cutout of the split train has pixels",
      evaluate("i", cutouts, "--groups", "0") -> "Invalid --groups (1 to 10): 0",
      evaluate("j", cutouts, "--low-confidence", "2") -> "Invalid --low-confidence (0 to 1): 2.0",
      evaluate("h", cutouts, "--sources", s"$cutouts/../catalog-without") -> "--sources"
    )
    for (((result, _), complaint) <- complaints) withClue(result.err) {
      result.exitCode shouldBe 1
      result.err should include(complaint)
      result.err should not include "\tat "
    }
  }

  it should "refuse cutouts of other bands than the model's" in {
    val fewer = writeModel(
      "two-bands",
      new NetworkShape(16, java.util.List.of(Band.W1, Band.W2), RandomModels.classes, 5)
    )
    val refused = evaluateModel(fewer, "other-bands", cutouts)._1
    refused.exitCode shouldBe 1
    refused.err should include(s"Cannot use this --model on --cutouts $cutouts: it was trained on")
  }
}
