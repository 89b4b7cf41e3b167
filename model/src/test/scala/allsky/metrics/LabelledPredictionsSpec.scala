package allsky.metrics

import allsky.metrics.interval.Estimate
import scala.collection.JavaConverters._

import allsky.metrics.ScikitLearn.classes
import allsky.metrics.ScikitLearn.measures
import allsky.metrics.ScikitLearn.numbers
import allsky.metrics.ScikitLearn.predictions
import allsky.metrics.ScikitLearn.shift
import allsky.survey.SourceClass._
import com.google.gson.JsonObject
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class LabelledPredictionsSpec extends AnyFlatSpec with Matchers {

  private val exact = 1e-9

  private def checkCounts(confusion: ConfusionMatrix, expected: JsonObject): Unit =
    for ((row, truth) <- expected.getAsJsonArray("confusion").asScala.zip(classes.asScala))
      classes.asScala.map(confusion.count(truth, _).toDouble) shouldBe numbers(row.getAsJsonArray)

  private def checkScores(scores: Seq[ClassScores], expected: JsonObject): Unit = {
    val measured = Map[String, ClassScores => Estimate](
      "precision" -> (_.precision),
      "recall" -> (_.recall),
      "specificity" -> (_.specificity),
      "f1" -> (_.f1),
      "class_accuracy" -> (_.accuracy)
    )
    for {
      (name, measure) <- measured
      (score, value) <- scores.zip(numbers(expected.getAsJsonArray(name)))
    } {
      val estimate = measure(score)
      withClue(name)(estimate.value shouldBe value +- exact)
      withClue(s"$name $estimate") {
        estimate.low should be <= value + exact
        estimate.high should be >= value - exact
        estimate.low should be >= 0.0
        estimate.high should be <= 1.0
      }
    }
  }

  "Predictions" should "have scikit-learn's confusion matrix and measures" in {
    val expected = measures.getAsJsonObject("plain")
    val confusion = predictions.confusion
    checkCounts(confusion, expected)
    checkScores(classes.asScala.map(c => ClassScores.of(confusion.metrics(c))), expected)
    confusion.accuracy.value shouldBe expected.get("accuracy").getAsDouble +- exact
  }

  they should "have scikit-learn's ROC curves and areas" in {
    for ((sourceClass, index) <- classes.asScala.zipWithIndex) {
      val expected = measures.getAsJsonArray("roc").get(index).getAsJsonObject
      val curve = predictions.roc(sourceClass).get
      val rates = Seq[(String, RocCurve.Point => Double)](
        "false_positive_rate" -> (_.falsePositiveRate),
        "true_positive_rate" -> (_.truePositiveRate)
      )
      for ((name, rate) <- rates) {
        val values = numbers(expected.getAsJsonArray(name))
        curve.points.asScala should have size values.size
        curve.points.asScala.map(rate).zip(values).foreach { case (a, b) => a shouldBe b +- exact }
      }
      curve.area shouldBe expected.get("area").getAsDouble +- exact
      curve.corners.area shouldBe curve.area +- exact
      curve.corners.points.size should be < curve.points.size
    }
  }

  they should "have scikit-learn's Brier score and log loss" in {
    val scores = ProperScores.of(predictions)
    scores.brier shouldBe measures.get("brier").getAsDouble +- exact
    scores.logLoss shouldBe measures.get("log_loss").getAsDouble +- exact
  }

  they should "have the bins of scikit-learn's calibration curves" in {
    val curves = Map(
      "uniform" -> ReliabilityCurve.ofEqualWidth(predictions, 15),
      "quantile" -> ReliabilityCurve.ofEqualCount(predictions, 15)
    )
    for ((strategy, curve) <- curves) {
      val expected = measures.getAsJsonObject("reliability").getAsJsonObject(strategy)
      val accuracies = numbers(expected.getAsJsonArray("accuracy"))
      val confidences = numbers(expected.getAsJsonArray("mean_confidence"))
      curve.bins.asScala should have size accuracies.size
      for (((bin, accuracy), confidence) <- curve.bins.asScala.zip(accuracies).zip(confidences)) {
        bin.accuracy.value shouldBe accuracy +- exact
        bin.meanConfidence shouldBe confidence +- exact
      }
    }
  }

  they should "have scikit-learn's weighted measures for other class priors" in {
    val expected = measures.getAsJsonObject("mixed")
    val reweighted = ReweightedScores.of(predictions.shifted(shift).confusion, shift.wanted)
    checkCounts(reweighted.counts, expected)
    checkScores(classes.asScala.map(reweighted.scores), expected)
    reweighted.accuracy.value shouldBe expected.get("accuracy").getAsDouble +- exact
  }

  they should "have no curve of a class that is missing or the only one" in {
    val stars = LabelledPredictions.of(classes, Array(0, 0), Array(0.5, 0.3, 0.2, 0.1, 0.8, 0.1))
    stars.roc(STAR).isPresent shouldBe false
    stars.roc(QSO).isPresent shouldBe false
    stars.predicted(1) shouldBe 1
    stars.confusion.count(STAR, GALAXY) shouldBe 1
  }

  they should "refuse rows of another width" in {
    an[IllegalArgumentException] should be thrownBy
      LabelledPredictions.of(classes, Array(0), Array(0.5, 0.5))
  }
}
