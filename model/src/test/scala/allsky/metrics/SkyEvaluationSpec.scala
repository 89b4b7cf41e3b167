package allsky.metrics

import allsky.metrics.prior.{ClassPriors, PriorTable, PriorTableCsv, TrainedPriors}
import allsky.survey.SourceClass
import allsky.survey.SourceClass.{GALAXY, QSO, STAR}
import java.util.SplittableRandom

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SkyEvaluationSpec extends AnyFlatSpec with Matchers {

  private val classes = SourceClass.values.toSeq.asJava

  private def priors(shares: Double*): ClassPriors =
    ClassPriors.of(SourceClass.values.zip(shares).toMap.mapValues(Double.box).map(identity).asJava)

  private val balanced = TrainedPriors.of(priors(1, 1, 1))
  private val table =
    PriorTableCsv.parse("p", s"${PriorTableCsv.HEAD}\n-inf,14,0,90,90,9,1\n14,inf,0,90,30,65,5")

  /**
   * Sources of equally frequent classes with the probabilities that Bayes gives for one measured
   * number, which is normal around 0, 1 and 2 with sigma 0.6.
   */
  private def calibrated(count: Int, seed: Long, sharpness: Double = 1): LabelledPredictions = {
    val random = new SplittableRandom(seed)
    val truth = Array.tabulate(count)(_ % 3)
    val probabilities = truth.flatMap { label =>
      val x = label + 0.6 * random.nextGaussian()
      val odds = (0 to 2).map(c => math.exp(-sharpness * (x - c) * (x - c) / (2 * 0.36)))
      odds.map(_ / odds.sum)
    }
    LabelledPredictions.of(classes, truth, probabilities)
  }

  private val w1 = Array.tabulate(30000)(i => 13.5 + (i / 3) % 2)

  private def evaluated(predictions: LabelledPredictions): SkyEvaluation =
    SkyEvaluation.of(predictions, w1, Array.fill(w1.length)(40.0), balanced, table)

  "Probabilities that are calibrated" should "be calibrated on the sky in each range of W1" in {
    val result = evaluated(calibrated(w1.length, 1))
    result.bins.asScala.map(bin => (bin.low, bin.high, bin.sources)) shouldBe
      Seq((13.5, 14, 15000), (14.5, 15, 15000))
    for (bin <- result.bins.asScala) bin.reliability.expectedError should be < 0.015
    result.all.expectedError should be < 0.01
    val chance = result.all.errorByChance
    result.all.expectedError shouldBe chance +- 0.6 * chance
    result.bins.get(0).priors.share(QSO) shouldBe 0.01 +- 1e-12
  }

  "Probabilities that are too sharp" should "have the error that the weights give them" in {
    val result = evaluated(calibrated(w1.length, 2, 3))
    result.all.expectedError should be > 0.05
    result.all.expectedError should be > 5 * result.all.errorByChance
  }

  "The purity of quasars" should "be the weighted share, and grow with the threshold" in {
    val predictions = calibrated(w1.length, 3)
    val bin = evaluated(predictions).bins.get(1)
    val own = predictions.only((0 until w1.length).filter(w1(_) >= 14).toArray)
    val wanted = Seq(0.30, 0.65, 0.05)
    val odds = (0 until own.size).map(i => (0 to 2).map(c => own.probability(i, c) * wanted(c)))
    val chosen = (0 until own.size).filter(i => odds(i)(2) / odds(i).sum >= 0.5)
    val weight = chosen.map(i => wanted(own.truth(i)))
    val right = chosen.filter(own.truth(_) == 2)
    val found = bin.quasars.asScala.find(_.threshold == 0.5).get
    found.purity.value shouldBe right.size * wanted(2) / weight.sum +- 1e-9
    found.completeness.value shouldBe right.size / 5000.0 +- 1e-9
    found.selected shouldBe chosen.size
    val purities = bin.quasars.asScala.filter(_.threshold <= 0.7).map(_.purity.value)
    purities should have size 7
    purities shouldBe purities.sorted
    for (each <- bin.quasars.asScala) {
      each.purity.low should be <= each.purity.value
      each.purity.high should be >= each.purity.value
    }
    // A threshold of calibrated probabilities bounds the purity from below.
    purities.zip(QsoSelection.THRESHOLDS.asScala).foreach { case (purity, threshold) =>
      purity should be > threshold.doubleValue - 0.02
    }
  }

  "A class that no source has" should "be named, and sources without W1 left out" in {
    val three = LabelledPredictions.of(classes, Array(0, 1, 2), Array.fill(9)(1.0 / 3))
    val result =
      SkyEvaluation.of(three, Array(13, 13, Double.NaN), Array(1.0, 2.0, 3.0), balanced, table)
    result.bins.size shouldBe 1
    result.bins.get(0).missing.asScala shouldBe Set(QSO)
    result.bins.get(0).sources shouldBe 2
    result.bins.get(0).quasars.get(0).completeness.isDefined shouldBe false
  }

  "A network that learned the frequencies by W1" should "be calibrated on the sky by them only" in {
    // Bright sources of the training are 8:1:1, faint ones 1:1:8; the network knows that.
    val wanted = new java.util.TreeMap[java.lang.Double, ClassPriors]
    wanted.put(13.5, priors(8, 1, 1))
    wanted.put(14.5, priors(1, 1, 8))
    val even = calibrated(w1.length, 6)
    val learned = even.shifted(i =>
      new prior.PriorShift(priors(1, 1, 1), wanted.get(math.floor(w1(i) * 2) / 2))
    )
    def error(trained: TrainedPriors): Double =
      SkyEvaluation.of(learned, w1, Array.fill(w1.length)(40.0), trained, table).all.expectedError
    error(new TrainedPriors(priors(1, 1, 1), wanted)) should be < 0.01
    error(balanced) should be > 0.05
  }

  "Equal weights" should "give the error of the reliability curve" in {
    val predictions = calibrated(999, 4, 2)
    val weighted = WeightedReliability.of(predictions, Array.fill(999)(2.5), 15)
    weighted.expectedError shouldBe
      ReliabilityCurve.ofEqualWidth(predictions, 15).expectedError +- 1e-12
    weighted.effectiveSources shouldBe 999.0 +- 1e-6
  }

  "The table of the sky" should "be usable without a class" in {
    val two = Seq(STAR, GALAXY).asJava
    val predictions = LabelledPredictions.of(two, Array(0, 1), Array(0.9, 0.1, 0.2, 0.8))
    val trained =
      TrainedPriors.of(ClassPriors.of(Map(STAR -> Int.box(1), GALAXY -> Int.box(1)).asJava))
    val result =
      SkyEvaluation.of(predictions, Array(16.1, 16.4), Array(50.0, 60.0), trained, PriorTable.sky)
    result.bins.get(0).quasars.size shouldBe 0
    result.bins.get(0).missing.size shouldBe 0
  }
}
