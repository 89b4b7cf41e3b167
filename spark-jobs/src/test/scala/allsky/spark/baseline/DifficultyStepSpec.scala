package allsky.spark.baseline

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.baseline.DifficultyStep.Labelled
import allsky.survey.SourceClass

import java.util.Optional

import scala.collection.JavaConverters._
import scala.util.Random

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class DifficultyStepSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  /** Classes that are apart in W1 - W2; W3 of the stars is not detected. */
  private lazy val catalog: DataFrame = {
    val random = new Random(1)
    val rows = for (i <- 0 until 450) yield {
      val (label, colour, snr) = i % 3 match {
        case 0 => ("STAR", 0.0, 0.5)
        case 1 => ("GALAXY", 0.4, 8.0)
        case _ => ("QSO", 1.1, 9.0)
      }
      val w1 = 13 + 3 * random.nextDouble()
      val w2 = w1 - colour - 0.05 * random.nextGaussian()
      val width = if (label == "GALAXY") 0.6 else 0.4
      (label, w1, w2, w2 - 2, w2 - 4, w1 + width, w1, snr)
    }
    spark
      .createDataFrame(rows)
      .toDF("class", "w1mpro", "w2mpro", "w3mpro", "w4mpro", "w1mag_1", "w1mag_3", "w3snr")
      .withColumn("w1snr", lit(30.0))
      .withColumn("w2snr", lit(20.0))
      .withColumn("w4snr", lit(1.0))
  }

  private lazy val step =
    new DifficultyStep(1, LearnedBaseline.bai(1, 3), LearnedBaseline.bai(1, 2))

  private def measured(table: DataFrame, label: String = "class") =
    step.of(new Labelled(table, label), Optional.empty())

  private lazy val difficulty = measured(catalog)

  "A difficulty" should "be measured in the mix of the published results" in {
    val forest = difficulty.forest
    val shares = SourceClass.values.map(c => c -> forest.total(c).toDouble / forest.total).toMap
    shares(SourceClass.GALAXY) shouldBe 0.705 +- 0.02
    shares(SourceClass.STAR) shouldBe 0.162 +- 0.02
    difficulty.trainingRows.toDouble / forest.total shouldBe 1.0 +- 0.3
    forest.metrics(SourceClass.QSO).f1 should be > 0.8
  }

  it should "have the machine in bins with equally many rows of each class" in {
    difficulty.svm.asScala.map(_.brightW1) shouldBe Seq(13.0, 13.5, 14.0, 14.5, 15.0, 15.5)
    difficulty.svm.asScala.map(_.matrix.total).sum.toInt should (be > 120 and be < 270)
    val cut = difficulty.colourCut.get
    SourceClass.values.map(cut.total).distinct should have size 1
    cut.metrics(SourceClass.QSO).recall.value shouldBe 1.0
  }

  "A polynomial SVM" should "learn a class within another" in {
    val random = new Random(2)
    val rows = (0 until 240).map { i =>
      val inside = i % 2 == 0
      val radius = if (inside) 0.3 else 1.0
      val angle = 2 * math.Pi * random.nextDouble()
      val (x, y) = (radius * math.cos(angle), radius * math.sin(angle))
      (if (inside) "STAR" else "QSO", 14 + x, 14 + x - y, 14.0, 13.6)
    }
    val table = spark.createDataFrame(rows).toDF("label", "w1mpro", "w2mpro", "w1mag_1", "w1mag_3")
    val predicted = LearnedBaseline.polynomialSvm(4).predict(table, table, "predicted")
    predicted.where("label = predicted").count().toInt should be >= 230
  }

  "The distributions" should "have percentiles of what each class has" in {
    val stars = difficulty.distributions.asScala.find(_.sourceClass == SourceClass.STAR).get
    stars.sources shouldBe 150
    stars.withoutW3 shouldBe 1.0
    val quantities = stars.quantities.asScala.map(q => q.name -> q.percentiles.asScala).toMap
    quantities("W1-W2")(2).doubleValue shouldBe 0.0 +- 0.02
    quantities("W2-W3, detected") shouldBe empty
    quantities("w2snr").distinct shouldBe Seq(20.0)
  }

  it should "not use rows with a placeholder for a magnitude" in {
    val everyTenth = (col("w2mpro") * 1000).cast("int") % 10 === 0
    def without(value: Any) =
      measured(catalog.withColumn("w4mpro", when(!everyTenth, col("w4mpro")).otherwise(lit(value))))
    val (nulls, placeholders) = (without(null), without(-999.0))
    placeholders.trainingRows shouldBe nulls.trainingRows
    placeholders.trainingRows should be < difficulty.trainingRows
    placeholders.forest.total shouldBe nulls.forest.total
  }

  "The difficulty" should "be text with the published results" in {
    val lines = DifficultyText.lines(difficulty).asScala
    all(lines.filter(_.startsWith("| STAR |")).take(1)) should include("| 0.563 |")
    lines should contain("| W2-W3, detected | - | - | - | - | - |")
  }

  it should "be measured without apertures too" in {
    val without = measured(catalog.drop("w1mag_1"))
    without.svm.asScala shouldBe empty
    DifficultyText.lines(without).asScala.exists(_.startsWith("The SVM is left out")) shouldBe true
  }

  "Another catalog" should "be tested in its own mix, without a row of each class" in {
    val magnitudes = Seq("class", "w1mpro", "w2mpro", "w3mpro", "w4mpro").map(col)
    val other = catalog.where("class = 'QSO'").select(magnitudes: _*)
      .withColumn("type", when(col("w1mpro") < 13.5, "CV").otherwise(col("class"))).drop("class")
    val both = step.of(new Labelled(catalog, "class"), Optional.of(new Labelled(other, "type")))
    both.forest.total shouldBe difficulty.forest.total
    val matrix = both.elsewhere.get
    matrix.total shouldBe catalog.where("class = 'QSO' and w1mpro >= 13.5").count()
    matrix.metrics(SourceClass.QSO).recall.value should be > 0.7
    DifficultyText.lines(both).asScala.count(_.startsWith(s"| QSO | ${matrix.total} |")) shouldBe 1
    the[UserError] thrownBy step.of(
      new Labelled(catalog, "class"),
      Optional.of(new Labelled(other.drop("w4mpro"), "type"))
    ) should have message "Cannot measure the table of --test-sources: it has no column w4mpro"
  }

  "A table" should "be refused without a column or a class" in {
    the[UserError] thrownBy measured(catalog.drop("w3snr")) should have message
      "Cannot measure the table of --sources: it has no column w3snr"
    the[UserError] thrownBy measured(catalog, "label") should have message
      "Cannot measure the table of --sources: it has no column label"
    the[UserError] thrownBy measured(catalog.where("class = 'STAR'")) should have message
      "Cannot measure the table of --sources: it needs rows of STAR, GALAXY and QSO; it has STAR"
  }
}
