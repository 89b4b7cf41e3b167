package allsky.spark.cli

import allsky.cutout.CutoutShape
import allsky.network.model.ModelFolder
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, CutoutTensor, TensorFormat}
import allsky.survey.{Band, SourceClass}
import java.nio.file.{Files, Path}
import java.util.SplittableRandom

import scala.collection.JavaConverters._

import com.google.gson.{JsonObject, JsonParser}
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.types._
import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Trains a small network on sources whose classes overlap, and classifies fainter ones too. */
class ClassSetsJobSpec extends AnyFlatSpec with Matchers with BeforeAndAfterAll {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-sets")
  private val bands = Seq(Band.W1, Band.W2, Band.W3)
  private val shape = new CutoutShape(bands.asJava, 50)
  private val classes = SourceClass.values.map(_.name).toSeq
  private val widths = Seq(2.0, 2.9, 2.4)
  private val splits = Seq("train" -> 600, "validation" -> 900, "test" -> 1500)
  private val faintest = 12 + 499 / 100.0

  /** A round source whose width in pixels says its class, with a scatter that mixes them. */
  private def pixels(key: Long, label: Int): Array[Float] = {
    val random = new SplittableRandom(key)
    val width = widths(label) + 0.25 * random.nextGaussian()
    val half = shape.window / 2
    bands.toArray.flatMap { band =>
      for (y <- -half to half; x <- -half to half) yield {
        val light = 60 * math.exp(-(x * x + y * y) / (2 * width * width))
        (band.referenceSigmaDn * (light + random.nextGaussian())).toFloat
      }
    }
  }

  /** W1 is 12 to 16.99, and 18 for 50 of the test cutouts. */
  private def magnitude(key: Long, split: String): Double =
    if (split == "test" && key % 30 == 0) 18.0 else 12 + (key % 500) / 100.0

  private def write(path: Path): Unit = {
    val names = Seq("label", "split").map(StructField(_, StringType))
    val carried = (StructField("cntr", LongType) +: names) :+ StructField("w1mpro", DoubleType)
    val rows = for (((split, count), s) <- splits.zipWithIndex; i <- 0 until count) yield {
      val key = 10000L * s + i
      Row.fromSeq(
        Seq(key, classes(i % 3), split, magnitude(key, split), 10.0, 5.0, "0000p000_ac51") ++
          Seq(TensorFormat.bytes(pixels(key, i % 3)), 0f, 0f) ++ Seq.fill(6)(1f) ++ Seq(0, 0, "OK")
      )
    }
    val tensor = new CutoutTensor(shape, TensorFormat.BINARY, false, false)
    spark
      .createDataFrame(rows.asJava, CutoutTable.schema(carried.asJava, tensor))
      .write
      .parquet(path.toString)
  }

  private val cutouts = folder.resolve("cutouts")
  private val model = folder.resolve("model")
  private val inputs = Seq("--cutouts", s"$cutouts", "--model", s"$model")

  private def run(job: String, words: String*): Outcome = {
    val outcome = CommandLine.allsky((job +: inputs) ++ words: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  override def beforeAll(): Unit = {
    write(cutouts)
    val small = Seq("--network", "iicnet-lite", "--input-side", "16", "--epochs", "4")
    run("train-iicnet", small ++ Seq("--batch-size", "16", "--learning-rate", "1e-3"): _*)
  }

  private def json(path: Path): JsonObject =
    JsonParser.parseString(Files.readString(path)).getAsJsonObject

  private lazy val evaluated = run("evaluate-iicnet", "--output", s"$folder/evaluation")
  private lazy val sets = {
    evaluated.exitCode shouldBe 0
    json(folder.resolve("evaluation/evaluation.json")).getAsJsonObject("class_sets")
  }

  private lazy val bySky = classified("sky")
  private lazy val byTraining = classified("training")

  private def classified(priors: String): (Outcome, DataFrame) = {
    val output = folder.resolve(priors)
    val outcome =
      run("classify-allsky", "--priors", priors, "--output", s"$output", "--columns=all")
    (outcome, Predictions.in(output))
  }

  "A model" should "know the limits of its class sets and the magnitudes of its training" in {
    val description = ModelFolder.read(model, fail(_)).description
    description.classSets.coverage shouldBe 0.9
    description.classSets.validationCutouts.values.asScala.toSeq shouldBe Seq(300, 300, 300)
    description.trainingW1.brightest shouldBe 12.0
    description.trainingW1.faintest shouldBe faintest +- 1e-9
    description.trainingW1.percentile99 shouldBe faintest - 0.05 +- 0.02
    val counts = description.trainingW1.classCounts.asScala
    counts.keys.toSeq shouldBe (24 to 33).map(_ / 2.0)
    counts.values.flatMap(_.values.asScala).map(_.intValue).sum shouldBe 600
    counts(12.0).get(SourceClass.STAR) shouldBe 34
  }

  "Class sets" should "have the true class for 90 % of the test cutouts of each class" in {
    for (name <- classes) {
      val share = sets.getAsJsonObject("classes").getAsJsonObject(name)
      share.get("sources").getAsInt shouldBe 500
      // 300 validation and 500 test cutouts: sigma is 0.022.
      withClue(s"$sets: ") {
        share.getAsJsonObject("covered").get("value").getAsDouble shouldBe 0.9 +- 0.05
      }
    }
    evaluated.out should include("class sets of 90 %: percent with the true class STAR ")
  }

  it should "be larger than one class for some of them, for classes that overlap" in {
    val bySize = sets.getAsJsonObject("sources_by_size")
    bySize.entrySet.asScala.map(_.getValue.getAsLong).sum shouldBe 1500
    bySize.get("2").getAsLong should be > 30L
  }

  it should "not depend on the class fractions" in {
    def of(rows: DataFrame) = rows.select("cntr", "class_set").as[(Long, String)].collect().toMap
    of(bySky._2) shouldBe of(byTraining._2)
    of(bySky._2) should have size 3000
    val moved = bySky._2.as("a").join(byTraining._2.as("b"), "cntr").filter("a.class != b.class")
    moved.count() should be > 10L
  }

  "evaluate-iicnet" should "measure the calibration on the sky and the purity of quasars by W1" in {
    evaluated.out should include(
      "class fractions of the sky by W1 and latitude: ECE in percent (by chance) "
    )
    val sky = json(folder.resolve("evaluation/evaluation.json")).getAsJsonObject("sky_by_w1")
    val bins = sky.getAsJsonArray("by_w1").asScala.map(_.getAsJsonObject).toSeq
    bins.map(_.get("w1_low").getAsDouble) shouldBe (24 to 33).map(_ / 2.0) :+ 17.5
    bins.map(_.get("sources").getAsInt).sum shouldBe 1500
    // At (10, 5) degrees, |b| is 58 degrees: the cells 45 to 60 of the table.
    bins.head.getAsJsonObject("mix").get("STAR").getAsDouble shouldBe 0.96 +- 0.01
    bins.foreach { bin =>
      bin.get("expected_calibration_error").getAsDouble should (be >= 0.0 and be <= 1.0)
    }
    val csv = Files.readAllLines(folder.resolve("evaluation/qso_selection.csv")).asScala.tail
    csv should have size 11 * 11
    val rows = csv.map(_.split(",", -1))
    rows.filter(row => row(0) == "12.0").map(_(3)) should contain inOrder ("0.1", "0.5", "0.99")
    val byThreshold = rows.filter(_(0) == "16.0").map(_(6).toDouble)
    byThreshold shouldBe byThreshold.sorted.reverse
  }

  "Sources fainter than the training" should "be flagged, counted and told" in {
    val (outcome, rows) = bySky
    val limit = ModelFolder.read(model, fail(_)).description.trainingW1.percentile99
    rows.filter(s"(flags & 2 > 0) != (w1mpro > $limit)").count() shouldBe 0
    val fainter = rows.filter("flags & 2 > 0").count()
    fainter should (be > 50L and be < 110L)
    outcome.err should include(
      f"warning: $fainter of 3,000 classified sources (${fainter / 30.0}%.1f %%) are fainter than" +
        f" 99 %% of the training sources (W1 = $limit%.2f; the faintest has 16.99): "
    )
    val flags = json(folder.resolve("sky/_summary.json")).getAsJsonObject("flags")
    flags.getAsJsonObject("set").get("FAINTER_THAN_TRAINING").getAsLong shouldBe fainter
    flags.getAsJsonObject("unknown").get("MOON").getAsInt shouldBe 3000
    flags.getAsJsonObject("training_w1").get("faintest").getAsDouble shouldBe faintest +- 1e-9
  }
}
