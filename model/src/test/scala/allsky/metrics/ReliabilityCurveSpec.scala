package allsky.metrics

import allsky.metrics.interval.Proportion
import scala.collection.JavaConverters._
import scala.util.Random

import allsky.metrics.ScikitLearn.classes
import allsky.metrics.ScikitLearn.predictions
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ReliabilityCurveSpec extends AnyFlatSpec with Matchers {

  /** Four sources: confidences 0.6 0.6 0.9 1, answers right wrong right right. */
  private val four = LabelledPredictions.of(
    classes,
    Array(0, 1, 1, 2),
    Array(0.6, 0.3, 0.1, 0.6, 0.4, 0.0, 0.05, 0.9, 0.05, 0.0, 0.0, 1.0)
  )

  "A reliability curve" should "have bins that agree with a calculation by hand" in {
    val bins = ReliabilityCurve.ofEqualWidth(four, 10).bins.asScala
    bins.map(b => (math.round(10 * b.low), math.round(10 * b.high), b.accuracy)) shouldBe Seq(
      (5, 6, new Proportion(1, 2)),
      (8, 9, new Proportion(1, 1)),
      (9, 10, new Proportion(1, 1))
    )
  }

  it should "have errors of Guo et al. 2017 that agree with a calculation by hand" in {
    val curve = ReliabilityCurve.ofEqualWidth(four, 10)
    curve.expectedError shouldBe (2 * 0.1 + 1 * 0.1 + 0) / 4 +- 1e-12
    curve.largestError shouldBe 0.1 +- 1e-12
  }

  it should "keep all sources, with equal confidences in the same bin" in {
    for (count <- Seq(1, 2, 3, 7, 40)) {
      val bins = ReliabilityCurve.ofEqualCount(predictions, count).bins.asScala
      bins.map(_.accuracy.trials).sum shouldBe predictions.size
      bins.map(_.accuracy.trials).max should be <= (predictions.size / count + 20).toLong
      bins.zip(bins.drop(1)).foreach { case (a, b) => a.high should be <= b.low }
    }
    ReliabilityCurve.ofEqualCount(four, 4).bins.get(0).accuracy shouldBe new Proportion(1, 2)
  }

  it should "have a small error if the answers are drawn from the probabilities" in {
    val random = new Random(3)
    val p = Array.fill(20000)(1.0 / 3 + random.nextDouble() * 2 / 3)
    val truth = p.map(x => if (random.nextDouble() < x) 0 else 1)
    val drawn = LabelledPredictions.of(
      classes,
      truth,
      p.flatMap(x => Array(x, (1 - x) * 0.999, (1 - x) * 0.001))
    )
    // If p is below 0.5, the second class is predicted, and its confidence is calibrated too.
    ReliabilityCurve.ofEqualWidth(drawn, 15).expectedError should be < 0.02
  }

  it should "be empty without predictions" in {
    val none = LabelledPredictions.of(classes, Array(), Array())
    ReliabilityCurve.ofEqualCount(none, 15).bins.asScala shouldBe empty
    ReliabilityCurve.ofEqualWidth(none, 15).expectedError.isNaN shouldBe true
  }
}
