package allsky.spark.table.prediction

import allsky.spark.LocalSpark
import allsky.survey.SourceClass
import scala.collection.JavaConverters._

import allsky.survey.SourceClass.GALAXY
import allsky.survey.SourceClass.QSO
import allsky.survey.SourceClass.STAR
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PredictedFractionsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private def counts(fractions: PredictedFractions): Map[String, Map[SourceClass, Long]] =
    fractions.counts.asScala.map { case (bin, classes) =>
      PredictedFractions.words(bin) -> classes.asScala.mapValues(_.longValue).toMap
    }.toMap

  private lazy val predictions = Seq[(Option[Double], String)](
    (Some(7.2), "STAR"),
    (Some(11.99), "STAR"),
    (Some(12.0), "GALAXY"),
    (Some(16.5), "QSO"),
    (Some(16.9), "STAR"),
    (Some(17.0), "QSO"),
    (Some(21.0), "QSO"),
    (Some(Double.NaN), "QSO"),
    (Some(-999), "STAR"),
    (Some(99.99), "STAR"),
    (Some(9999), "STAR"),
    (None, "QSO"),
    (Some(12.5), null)
  ).toDF("W1mpro", "class")

  "Predicted classes" should "be counted by W1, and apart where W1 is not known" in {
    counts(PredictedFractions.of(predictions)) shouldBe Map(
      "below 12" -> Map(STAR -> 2L),
      "12 to 13" -> Map(GALAXY -> 1L),
      "16 to 17" -> Map(STAR -> 1L, QSO -> 1L),
      "from 17" -> Map(QSO -> 2L),
      "no W1" -> Map(STAR -> 3L, QSO -> 2L)
    )
  }

  it should "be counted together where the table has no W1" in {
    counts(PredictedFractions.of(predictions.drop("W1mpro"))) shouldBe
      Map("no W1" -> Map(STAR -> 6L, GALAXY -> 1L, QSO -> 5L))
  }

  it should "have shares of all classes" in {
    val total = PredictedFractions.of(predictions).total
    SourceClass.values.map(PredictedFractions.share(total, _)).toSeq shouldBe
      Seq(6, 1, 5).map(_ / 12.0)
  }
}
