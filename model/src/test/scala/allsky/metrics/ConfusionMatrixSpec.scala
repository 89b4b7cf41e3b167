package allsky.metrics

import allsky.metrics.interval.Proportion
import allsky.survey.SourceClass
import allsky.survey.SourceClass._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Arrays

class ConfusionMatrixSpec extends AnyFlatSpec with Matchers {

  private val classes = Arrays.asList(SourceClass.values(): _*)

  // Golden numbers: scikit-learn 1.9.1, confusion_matrix and precision_recall_fscore_support.
  private val matrix =
    ConfusionMatrix.of(classes, Array(Array(16L, 3L, 1L), Array(2L, 22L, 1L), Array(1L, 1L, 13L)))

  "A confusion matrix" should "have scikit-learn's measures of each class" in {
    val expected = Seq(
      (STAR, 0.8421052631578947, 0.8, 0.925, 0.8205128205128205, 0.8833333333333333),
      (
        GALAXY,
        0.8461538461538461,
        0.88,
        0.8857142857142857,
        0.8627450980392157,
        0.8833333333333333
      ),
      (
        QSO,
        0.8666666666666667,
        0.8666666666666667,
        0.9555555555555556,
        0.8666666666666667,
        0.9333333333333333
      )
    )
    for ((sourceClass, precision, recall, specificity, f1, accuracy) <- expected) {
      val metrics = matrix.metrics(sourceClass)
      metrics.precision.value shouldBe precision +- 1e-15
      metrics.recall.value shouldBe recall +- 1e-15
      metrics.specificity.value shouldBe specificity +- 1e-15
      metrics.f1 shouldBe f1 +- 1e-15
      metrics.accuracy.value shouldBe accuracy +- 1e-15
    }
    matrix.accuracy.value shouldBe 0.85 +- 1e-15
    matrix.total shouldBe 60
  }

  it should "count true classes in rows and predicted ones in columns" in {
    val counted = ConfusionMatrix.of(classes, Array(0, 0, 1, 2, 2), Array(0, 1, 1, 2, 0))
    counted.count(STAR, GALAXY) shouldBe 1
    counted.count(GALAXY, STAR) shouldBe 0
    counted.count(QSO, STAR) shouldBe 1
    counted.accuracy shouldBe new Proportion(3, 5)
  }

  it should "have no precision for a class that is never predicted" in {
    val counted = ConfusionMatrix.of(classes, Array(0, 1), Array(0, 0))
    counted.metrics(GALAXY).precision.value.isNaN shouldBe true
    counted.metrics(GALAXY).recall.value shouldBe 0.0
    counted.metrics(QSO).f1.isNaN shouldBe true
  }

  "A proportion" should "have Wilson's interval as SciPy gives it" in {
    // scipy.stats.binomtest(k, n).proportion_ci(method="wilson")
    val expected = Seq(
      (16, 20, 0.5839825677481065, 0.9193423374202021),
      (0, 10, 0.0, 0.27753279986288926),
      (10, 10, 0.7224672001371109, 1.0),
      (97, 100, 0.9154806357094724, 0.9897454759759611)
    )
    for ((successes, trials, low, high) <- expected) {
      val proportion = new Proportion(successes, trials)
      proportion.low shouldBe low +- 1e-12
      proportion.high shouldBe high +- 1e-12
    }
  }

  it should "be NaN without trials, and refuse more successes than trials" in {
    new Proportion(0, 0).low.isNaN shouldBe true
    an[IllegalArgumentException] should be thrownBy new Proportion(3, 2)
  }
}
