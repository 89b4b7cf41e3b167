package allsky.metrics

import allsky.metrics.interval.Estimate
import allsky.metrics.interval.Proportion
import allsky.metrics.prior.PriorShift
import scala.collection.JavaConverters._
import scala.util.Random

import allsky.metrics.ScikitLearn.classes
import allsky.metrics.ScikitLearn.priors
import allsky.survey.SourceClass._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ReweightedScoresSpec extends AnyFlatSpec with Matchers {

  private def matrix(rows: Array[Long]*): ConfusionMatrix =
    ConfusionMatrix.of(classes, rows.toArray)

  "Probabilities" should "change to other class priors by Bayes' theorem" in {
    val shift = new PriorShift(priors(1, 1, 1), priors(0.5, 0.4, 0.1))
    val moved = shift.of(classes, Array(0.2, 0.3, 0.5))
    // 0.2 * 0.5 : 0.3 * 0.4 : 0.5 * 0.1 = 10 : 12 : 5
    moved.map(p => math.rint(27 * p)) shouldBe Array(10.0, 12.0, 5.0)
    moved.sum shouldBe 1.0 +- 1e-15
    val back = new PriorShift(priors(0.5, 0.4, 0.1), priors(1, 1, 1)).of(classes, moved)
    back.zip(Array(0.2, 0.3, 0.5)).foreach { case (a, b) => a shouldBe b +- 1e-15 }
  }

  they should "stay unchanged for the priors of the training, and become the priors if all are 0" in {
    val probabilities = Array(0.2, 0.3, 0.5)
    new PriorShift(priors(5, 4, 1), priors(5, 4, 1)).of(
      classes,
      probabilities
    ) shouldBe probabilities
    new PriorShift(priors(1, 1, 1), priors(1, 3, 0)).of(classes, Array(0, 0, 1)) shouldBe
      Array(0.25, 0.75, 0)
    new PriorShift(priors(1, 1, 1), priors(0, 1, 0)).of(classes, probabilities) shouldBe Array(
      0,
      1,
      0
    )
  }

  they should "not change to priors with a class that was not in the training" in {
    an[IllegalArgumentException] should be thrownBy
      new PriorShift(priors(1, 1, 0), priors(1, 1, 1))
  }

  "Class priors" should "be refused with negative shares" in {
    an[IllegalArgumentException] should be thrownBy priors(2, -1, 0)
  }

  "Measures for class priors" should "weight the rows with the priors of their classes" in {
    // Predicted as QSO: 2 % of the stars, 1 % of the galaxies, 90 % of the QSO.
    val counts = matrix(Array(97, 1, 2), Array(3, 196, 1), Array(1, 4, 45))
    val scores = ReweightedScores.of(counts, priors(0.4, 0.58, 0.02)).scores(QSO)
    scores.recall shouldBe Estimate.of(new Proportion(45, 50))
    scores.precision.value shouldBe 0.018 / (0.018 + 0.008 + 0.0029) +- 1e-12
    scores.specificity.value shouldBe 1 - (0.008 + 0.0029) / 0.98 +- 1e-12
    scores.accuracy.value shouldBe 1 - 0.002 - 0.008 - 0.0029 +- 1e-12
    scores.f1.value shouldBe 2 * 0.018 / (0.02 + 0.018 + 0.008 + 0.0029) +- 1e-12
  }

  they should "be the plain ones for the class frequencies of the test set" in {
    val counts = matrix(Array(80, 15, 5), Array(9, 160, 31), Array(2, 7, 41))
    val reweighted = ReweightedScores.of(counts, priors(100, 200, 50))
    for (c <- classes.asScala) {
      val plain = ClassScores.of(counts.metrics(c))
      val own = reweighted.scores(c)
      own.precision.value shouldBe plain.precision.value +- 1e-12
      own.specificity.value shouldBe plain.specificity.value +- 1e-12
      own.f1.value shouldBe plain.f1.value +- 1e-12
      own.accuracy.value shouldBe plain.accuracy.value +- 1e-12
    }
    reweighted.accuracy.value shouldBe counts.accuracy.value +- 1e-12
  }

  they should "allow for errors that a small test set does not show" in {
    val counts = matrix(Array(100, 0, 0), Array(0, 100, 0), Array(0, 0, 100))
    val precision = ReweightedScores.of(counts, priors(0.4, 0.58, 0.02)).scores(QSO).precision
    precision.value shouldBe 1.0
    precision.high shouldBe 1.0
    // Wilson's upper limit of 3.7 % of only the stars would be 0.0148, compared to 0.02 of QSO.
    precision.low should be < 0.02 / (0.02 + 0.0148)
  }

  they should "contain the true value in 95 of 100 test sets" in {
    val rates = Array(Array(0.90, 0.08, 0.02), Array(0.06, 0.92, 0.02), Array(0.05, 0.05, 0.90))
    val sky = priors(0.4, 0.56, 0.04)
    val truth = ReweightedScores.of(matrix(rates.map(_.map(r => math.round(1e6 * r))): _*), sky)
    val random = new Random(11)
    val draws = 600
    val within = Array.fill(4)(0)
    for (_ <- 0 until draws) {
      val drawn = ReweightedScores.of(matrix(rates.map(drawRow(_, 150, random)): _*), sky)
      def holds(measure: ReweightedScores => Estimate): Boolean = {
        val (estimate, value) = (measure(drawn), measure(truth).value)
        estimate.low <= value && value <= estimate.high
      }
      val held = Seq[ReweightedScores => Estimate](
        _.accuracy,
        _.scores(QSO).precision,
        _.scores(QSO).f1,
        _.scores(GALAXY).specificity
      ).map(holds)
      held.zipWithIndex.foreach { case (yes, i) => if (yes) within(i) += 1 }
    }
    within.foreach(_ / draws.toDouble shouldBe 0.95 +- 0.035)
  }

  private def drawRow(rates: Array[Double], sources: Int, random: Random): Array[Long] = {
    val row = Array(0L, 0L, 0L)
    for (_ <- 0 until sources) {
      val u = random.nextDouble()
      row(if (u < rates(0)) 0 else if (u < rates(0) + rates(1)) 1 else 2) += 1
    }
    row
  }

  they should "be undefined if a class of the priors is missing" in {
    val counts = matrix(Array(9, 1, 0), Array(2, 8, 0), Array(0, 0, 0))
    val reweighted = ReweightedScores.of(counts, priors(0.4, 0.58, 0.02))
    reweighted.accuracy shouldBe Estimate.NONE
    reweighted.scores(STAR).precision shouldBe Estimate.NONE
    reweighted.scores(STAR).recall.value shouldBe 0.9
    reweighted.scores(QSO).f1 shouldBe Estimate.NONE
    val neverFound = matrix(Array(9, 1, 0), Array(10, 0, 0), Array(0, 0, 0))
    ReweightedScores.of(neverFound, priors(0.4, 0.58, 0.02)).scores(
      GALAXY
    ).f1 shouldBe Estimate.NONE
  }

  they should "be 0 for a class that is never found, with an upper limit" in {
    val counts = matrix(Array(9, 1, 0), Array(2, 7, 1), Array(4, 6, 0))
    val scores = ReweightedScores.of(counts, priors(0.4, 0.58, 0.02)).scores(QSO)
    scores.precision.value shouldBe 0.0
    scores.f1.value shouldBe 0.0
    scores.precision.high should (be > 0.0 and be < 1.0)
    scores.f1.high should (be > 0.0 and be < 1.0)
  }

  "F1" should "have an interval from Wilson's interval of F*" in {
    val metrics = new ClassMetrics(16, 3, 4, 37)
    val star = new Proportion(16, 23)
    val f1 = metrics.f1Estimate
    f1.value shouldBe 32.0 / 39 +- 1e-15
    f1.low shouldBe 2 * star.low / (1 + star.low) +- 1e-15
    f1.high shouldBe 2 * star.high / (1 + star.high) +- 1e-15
    new ClassMetrics(0, 0, 0, 5).f1Estimate shouldBe Estimate.NONE
  }
}
