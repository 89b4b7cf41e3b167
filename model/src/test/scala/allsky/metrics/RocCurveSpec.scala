package allsky.metrics

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import scala.collection.JavaConverters._

class RocCurveSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  "A ROC curve" should "agree with scikit-learn for tied scores" in {
    // sklearn.metrics.roc_curve(y, s, drop_intermediate=False) and roc_auc_score, version 1.9.1
    val scores = Array(0.9, 0.8, 0.8, 0.7, 0.6, 0.55, 0.55, 0.55, 0.4, 0.3, 0.3, 0.1)
    val positive = Array(1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0).map(_ == 1)
    val curve = RocCurve.of(scores, positive)
    curve.points.asScala.map(p =>
      ((6 * p.falsePositiveRate).round, (6 * p.truePositiveRate).round, p.threshold)
    ) shouldBe Seq(
      (0, 0, Double.PositiveInfinity),
      (0, 1, 0.9),
      (1, 2, 0.8),
      (1, 3, 0.7),
      (1, 4, 0.6),
      (3, 5, 0.55),
      (4, 5, 0.4),
      (5, 6, 0.3),
      (6, 6, 0.1)
    )
    curve.area shouldBe 0.75 +- 1e-12
  }

  it should "have an area that counts correctly ordered pairs, and ties half" in {
    val pair = Gen.zip(Gen.choose(0, 8).map(_ / 8.0), Gen.oneOf(true, false))
    forAll(Gen.nonEmptyListOf(pair)) { pairs =>
      val (positives, negatives) = pairs.partition(_._2)
      whenever(positives.nonEmpty && negatives.nonEmpty) {
        val wins = for ((p, _) <- positives; (n, _) <- negatives)
          yield if (p > n) 1.0 else if (p == n) 0.5 else 0.0
        RocCurve.of(pairs.map(_._1).toArray, pairs.map(_._2).toArray).area shouldBe
          wins.sum / wins.size +- 1e-12
      }
    }
  }

  it should "refuse scores of only one kind" in {
    an[IllegalArgumentException] should be thrownBy
      RocCurve.of(Array(0.1, 0.2), Array(true, true))
  }
}
