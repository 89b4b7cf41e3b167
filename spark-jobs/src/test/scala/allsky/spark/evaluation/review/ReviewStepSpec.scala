package allsky.spark.evaluation.review

import allsky.cutout.CutoutShape
import allsky.spark.LocalSpark
import allsky.spark.output.{OutputFolder, RunIdentity}
import allsky.spark.table.cutout.TensorFormat
import allsky.survey.Band
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import org.apache.spark.sql.{DataFrame, Row}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ReviewStepSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-review")
  private val shape = new CutoutShape(Seq(Band.W1, Band.W2).asJava, 50)
  private val window = shape.window

  /** Peaks of the source in W1 and W2, and of another source 8 arcsec away in both. */
  private case class Source(
      key: Long,
      label: String,
      predicted: String,
      confidence: Double,
      w1: Double,
      w2: Double,
      beside: Double = 0
  )

  /** Faint, red and bright ones, five each, and two without a source in the centre. */
  private val wrong: Seq[Source] =
    (0 until 5).map(i => Source(i, "GALAXY", "QSO", 0.9, 4 + 0.1 * i, 4)) ++
      (5 until 10).map(i => Source(i, "QSO", "STAR", 0.8, 30 + i, 90)) ++
      (10 until 15).map(i => Source(i, "STAR", "GALAXY", 0.8, 300 + i, 100)) ++
      Seq(Source(15, "STAR", "QSO", 0.5, 0, 0), Source(16, "STAR", "QSO", 0.5, 0, 0, 200))

  /** The last one is right and sure. */
  private val right: Seq[Source] =
    Seq(
      Source(20, "STAR", "STAR", 0.4, 40, 40),
      Source(21, "STAR", "STAR", 0.5, 40, 40, 200),
      Source(22, "QSO", "QSO", 0.55, 40, 40),
      Source(23, "QSO", "QSO", 0.99, 40, 40)
    )

  private def pixels(s: Source): Array[Byte] = {
    val noise = new Random(s.key)
    TensorFormat.bytes(Seq(s.w1, s.w2).toArray.flatMap { peak =>
      Array.tabulate(window * window) { i =>
        val (x, y) = (1.375 * (i % window - window / 2), 1.375 * (i / window - window / 2))
        def light(peak: Double, x: Double) = peak * math.exp(-(x * x + y * y) / 24.5)
        (light(peak, x) + light(s.beside, x - 8) + 0.3 * noise.nextGaussian()).toFloat
      }
    })
  }

  private def predictions(sources: Seq[Source]): DataFrame =
    sources
      .map(s => (s.key, s.label, s.predicted, s.confidence.toFloat, "OK", 0))
      .toDF("cntr", "label", "class", "confidence", "status", "cutout_flags")

  private def cutouts(sources: Seq[Source]): DataFrame =
    sources
      .map(s => (s.key, pixels(s), 0f, 0f, 1f, 1f, if (s.key == 22) 2 else 1))
      .toDF("cntr", "pixels", "dx", "dy", "sigma_w1", "sigma_w2", "nb")

  private def review(name: String, sources: Seq[Source], groups: Int = 3): (Path, ReviewStep) = {
    val path = folder.resolve(name)
    val output = OutputFolder.at(path.toString, spark.sparkContext.hadoopConfiguration)
    val run = RunIdentity.starting("evaluate-iicnet", java.util.Map.of[String, String])
    output.startAfresh(run, false)
    val settings = new ReviewSettings(groups, 0.6)
    path -> ReviewStep.write(
      predictions(sources),
      cutouts(sources),
      shape,
      settings,
      output,
      run
    )
  }

  private lazy val (path, step) = review("all", wrong ++ right)
  private lazy val result = step.counted

  private def rows(name: String): Map[Long, Row] =
    spark.read.parquet(path.resolve(name).toString).collect().map(r => r.getLong(0) -> r).toMap

  "A review" should "group the misclassified cutouts from the faintest to the brightest" in {
    val groups = result.misclassified.groups.asScala
    groups.map(g => g.group -> g.count) shouldBe
      Seq("1" -> 5, "2" -> 5, "3" -> 5, "OUTSHONE" -> 1, "NOT_DETECTED" -> 1)
    groups(1).confusions.asScala shouldBe Map("QSO as STAR" -> 5)
    result.misclassified.note shouldBe ""
    val table = rows("misclassified")
    table.keySet shouldBe wrong.map(_.key).toSet
    table.mapValues(_.getAs[Any]("group")).toMap.filterKeys(_ >= 10) shouldBe
      Map(10 -> 3, 11 -> 3, 12 -> 3, 13 -> 3, 14 -> 3, 15 -> null, 16 -> null)
    table(15L).getAs[String]("rule") shouldBe "NOT_DETECTED"
    table(16L).getAs[String]("rule") shouldBe "OUTSHONE"
    table(0L).getAs[String]("rule") shouldBe "K_MEANS"
  }

  it should "sort the right predictions with a low confidence into cases" in {
    val table = rows("low_confidence")
    table.mapValues(_.getAs[String]("cases")).toMap shouldBe
      Map(20 -> "", 21 -> "NEIGHBOUR,OFF_CENTRE", 22 -> "NEIGHBOUR")
    val low = result.lowConfidence
    (low.count, low.of, low.withoutCase) shouldBe ((3, 4, 1))
    val counts = low.cases.asScala.map(c => c.name -> c.count).toMap
    counts("NEIGHBOUR") shouldBe 2
    counts("ARTEFACT") shouldBe 0
  }

  it should "say which cases the columns do not allow to test" in {
    val cases = result.lowConfidence.cases.asScala.map(c => c.name -> c).toMap
    cases("SATURATED").count shouldBe null
    cases("SATURATED").notTested.asScala should contain("w1sat > 0")
    cases("ARTEFACT").notTested.asScala shouldBe Seq("cc_flags <> '0000'")
    result.lines.get(1) should include("SATURATED not testable, OFF_CENTRE 1")
    result.lowConfidence.diagram shouldBe
      "the cutouts have no column w1mpro, w2mpro, w3mpro, w3snr"
  }

  it should "draw the groups and the cases" in {
    step.pictures(result).keySet.asScala shouldBe Set("misclassified.png", "low_confidence.png")
  }

  it should "do with fewer misclassified cutouts than groups" in {
    for ((count, expected) <- Seq(0 -> Seq(), 1 -> Seq("1" -> 1), 2 -> Seq("1" -> 1, "2" -> 1))) {
      val (_, few) = review(s"few-$count", Seq(wrong(0), wrong(12)).take(count) ++ right.take(1))
      val found = few.counted
      found.misclassified.groups.asScala.map(g => g.group -> g.count) shouldBe expected
      found.lines.get(0) should include("there are too few misclassified cutouts")
      few.pictures(found).containsKey("misclassified.png") shouldBe count > 0
    }
  }

  it should "do with equal cutouts and with those without a source only" in {
    val equal = Seq.fill(3)(wrong(6)).zipWithIndex.map { case (s, i) => s.copy(key = 30 + i) }
    review("equal", equal)._2.counted.misclassified.count shouldBe 3
    val absent = review("absent", wrong.takeRight(2))._2.counted
    absent.misclassified.groups.asScala.map(_.group) shouldBe Seq("OUTSHONE", "NOT_DETECTED")
  }
}
