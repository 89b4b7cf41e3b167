package allsky.spark.baseline

import allsky.spark.LocalSpark
import allsky.survey.SourceClass
import java.util.Optional

import scala.collection.JavaConverters._

import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CatalogBaselinesSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val classes = Seq("STAR", "GALAXY", "QSO")

  private def label(key: Int): String = classes(key % 3)

  /** W1-W2 and the apertures tell the classes apart; every seventh source has no aperture. */
  private lazy val catalog: DataFrame = (0 until 60).map { i =>
    val (colour, aperture) = Seq((0.0, 0.1), (0.3, 0.7), (1.1, 0.1))(i % 3)
    val w1 = 14.0 + i % 7 / 4.0
    val outer = if (i % 7 == 0) None else Some(w1 + aperture + i % 5 / 50.0)
    (i.toLong, w1, w1 - colour - i % 4 / 50.0, w1 - colour - i % 3, 5.0 + i % 11, outer, w1)
  }.toDF("CNTR", "W1MPRO", "W2MPRO", "W3MPRO", "W3SNR", "W1MAG_1", "W1MAG_3")

  private lazy val matches: DataFrame = (0 until 60)
    .map(i => (i.toLong, label(i), if (i < 40) "train" else "test"))
    .toDF("cntr", "label", "split")

  /** A network that has the first 15 of the 20 test sources right, and has no class for the last. */
  private lazy val network: DataFrame = (0 until 60)
    .map(i => (i.toLong, if (i < 55) label(i) else if (i < 59) label(i + 1) else null))
    .toDF("cntr", "class")

  private def measure(
      sources: DataFrame,
      matched: DataFrame = matches,
      network: Optional[DataFrame] = Optional.empty()
  ): BaselineResult = CatalogBaselines.measure(sources, matched, network, baselines)

  /** With few passes of the SVM, each of which is a job of Spark. */
  private val baselines: java.util.List[LearnedBaseline] =
    java.util.List.of(LearnedBaseline.forest(7), LearnedBaseline.bai(7), LearnedBaseline.svm(4))

  private lazy val result = measure(
    catalog.withColumn("w4mpro", $"w3mpro" - 1),
    network =
      Optional.of(network)
  )

  "The baselines" should "know the columns of a catalog that writes their names in upper case" in {
    result.measured.asScala.map(_.name) shouldBe
      Seq("Random forest", "Forest W1-W4", "Linear SVM", "Colour cut")
    result.leftOut.asScala shouldBe empty
  }

  it should "learn with missing values" in {
    val accuracies =
      result.measured.asScala.map(b => b.name -> b.confusion.accuracy.value).toMap
    accuracies("Random forest") should be > 0.7
    accuracies("Forest W1-W4") should be > 0.7
    accuracies("Linear SVM") should be > 0.7
    result.measured.asScala.map(_.confusion.total) shouldBe Seq(20, 20, 20, 20)
  }

  it should "learn the same from placeholders as from missing values" in {
    val w3 = org.apache.spark.sql.functions.when($"cntr" % 4 > 0, $"w3mpro")
    val nulls = catalog.withColumn("w4mpro", w3)
    val placeholders = nulls.na.fill(-999.0, Seq("w4mpro"))
    def confusions(sources: DataFrame) =
      for (
        b <- measure(sources).measured.asScala; truth <- SourceClass.values;
        predicted <- SourceClass.values
      )
        yield (b.name, truth, predicted, b.confusion.count(truth, predicted))
    confusions(placeholders) shouldBe confusions(nulls)
  }

  it should "name their features in their rules" in {
    result.measured.get(1).rule should startWith(
      "200 trees of depth 10 on w1mpro, w2mpro, w3mpro, w4mpro; missing values replaced by"
    )
    result.measured.get(2).rule should include("on w1mpro, w1-w2, w1mag_1-w1mag_3; missing")
  }

  it should "be compared with the network on the sources that both have classified" in {
    for (baseline <- result.measured.asScala) withClue(baseline.name) {
      val paired = baseline.againstNetwork.get
      paired.sources shouldBe 19
      val right = math.round(baseline.confusion.accuracy.value * 20).toInt
      // The baseline may have the source right that the network has not classified.
      paired.onlyFirst - paired.onlySecond + 15 should (be(right) or be(right - 1))
    }
  }

  it should "be left out with the columns that the catalog lacks" in {
    val fewer = measure(catalog.drop("W3SNR", "W1MAG_3"))
    fewer.measured.asScala.map(_.name) shouldBe Seq("Random forest")
    fewer.measured.get(0).againstNetwork.isPresent shouldBe false
    fewer.measured.get(0).rule should include("on w1mpro, w1-w2, w2-w3; missing")
    fewer.leftOut.asScala shouldBe Seq(
      "Forest W1-W4 is left out: the catalog has no column w4mpro.",
      "Linear SVM is left out: the catalog has no column w1mag_3.",
      "Colour cut is left out: the catalog has no column w3snr."
    )
  }

  it should "be left out where the train split has no values or no rows" in {
    val empty = catalog.withColumn("w4mpro", $"w3mpro" * null).drop("W1MAG_1")
    measure(empty).leftOut.get(0) shouldBe
      "Forest W1-W4 is left out: the matches of the train split have no w4mpro."
    val test = measure(catalog, matches.where("split = 'test'"))
    test.measured.asScala.map(_.name) shouldBe Seq("Colour cut")
    test.leftOut.get(0) shouldBe "Random forest is left out: no match is in the train split."
  }

  it should "learn from a train split without one of the classes" in {
    val some = measure(catalog, matches.where("label <> 'GALAXY'"))
    some.measured.asScala.map(_.name) shouldBe Seq("Random forest", "Linear SVM", "Colour cut")
  }
}
