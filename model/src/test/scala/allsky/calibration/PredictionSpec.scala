package allsky.calibration

import allsky.network.Softmax
import allsky.survey.SourceClass
import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import java.util.Arrays
import scala.collection.JavaConverters._

class PredictionSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val classes = Arrays.asList(SourceClass.values(): _*)

  "A prediction" should "be the softmax of its logits" in {
    val prediction = Prediction.of(classes, Array(1f, 2f, 3f), 1)
    // scipy.special.softmax([1, 2, 3])
    val expected = Seq(0.09003057317038046, 0.24472847105479767, 0.6652409557748219)
    prediction.probabilities.asScala.zip(expected).foreach { case (actual, wanted) =>
      actual.doubleValue shouldBe wanted +- 1e-15
    }
    prediction.best shouldBe SourceClass.QSO
    prediction.confidence shouldBe prediction.probability(SourceClass.QSO)
  }

  it should "be one for each row of logits" in {
    val logits = Array(9f, 0f, 0f, 0f, 9f, 0f)
    Prediction.allOf(classes, logits, 1).asScala.map(_.best) shouldBe
      Seq(SourceClass.STAR, SourceClass.GALAXY)
  }

  it should "change to another temperature like its logits" in {
    val logits = Array(1.5f, -2f, 30f)
    for ((from, to) <- Seq((2.5, 1.0), (0.7, 3.0), (1.0, 1.0))) {
      val moved = Prediction.of(classes, logits, from).atTemperature(from, to)
      moved.probabilities.asScala.zip(Prediction.of(classes, logits, to).probabilities.asScala)
        .foreach { case (a, b) => a.doubleValue shouldBe b.doubleValue +- 1e-14 }
    }
  }

  "Softmax" should "sum to one and keep the order, for logits of any size" in {
    val logits = Gen.listOfN(3, Gen.choose(-1e4f, 1e4f))
    forAll(logits, Gen.choose(0.05, 20.0)) { (row, temperature) =>
      val probabilities = Softmax.of(row.toArray, temperature)
      probabilities.sum shouldBe 1.0 +- 1e-12
      probabilities.indexOf(probabilities.max) shouldBe row.indexOf(row.max)
      val i = row.indexOf(row.max)
      Softmax.logProbability(row.toArray, i, temperature) shouldBe
        math.log(probabilities(i)) +- 1e-9
    }
  }

  private val unsure = Prediction.of(classes, Array(1f, 1.1f, 0.9f), 1)
  private val sure = Prediction.of(classes, Array(9f, 0f, 0f), 1)

  "An outlier" should "be a source with a confidence below the threshold" in {
    def rule(confidence: Double) = new OutlierRule(confidence, Double.PositiveInfinity)
    rule(0.5).reason(unsure, 1e9).get shouldBe OutlierRule.Reason.LOW_CONFIDENCE
    rule(0.5).reason(sure, 1e9).isPresent shouldBe false
    rule(0).reason(unsure, 1e9).isPresent shouldBe false
    rule(0.5).text shouldBe "LOW_CONFIDENCE below 0.5"
    an[IllegalArgumentException] should be thrownBy rule(1.5)
  }

  it should "be a source beyond the distance, also if its confidence is low" in {
    val rule = new OutlierRule(0.5, 20)
    rule.reason(sure, 20.1).get shouldBe OutlierRule.Reason.FAR_FROM_TRAINING
    rule.reason(unsure, 20.1).get shouldBe OutlierRule.Reason.FAR_FROM_TRAINING
    rule.reason(unsure, 20).get shouldBe OutlierRule.Reason.LOW_CONFIDENCE
    rule.reason(sure, 20).isPresent shouldBe false
    rule.reason(sure, Double.NaN).isPresent shouldBe false
    rule.text shouldBe "FAR_FROM_TRAINING beyond 20.00, else LOW_CONFIDENCE below 0.5"
    an[IllegalArgumentException] should be thrownBy new OutlierRule(0.5, Double.NaN)
  }
}
