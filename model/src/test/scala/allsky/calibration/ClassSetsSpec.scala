package allsky.calibration

import allsky.network.model.ClassSetLimits
import allsky.survey.SourceClass
import allsky.survey.SourceClass.{GALAXY, QSO, STAR}
import java.util.{SplittableRandom, TreeMap}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ClassSetsSpec extends AnyFlatSpec with Matchers {

  private val classes = SourceClass.values.toSeq.asJava

  private def prediction(probabilities: Double*): Prediction =
    new Prediction(classes, probabilities.map(Double.box).asJava)

  private def limits(values: (SourceClass, Double)*): ClassSetLimits = {
    val map = new TreeMap[SourceClass, java.lang.Double]
    values.foreach { case (name, limit) => map.put(name, limit) }
    new ClassSetLimits(0.9, map, new TreeMap[SourceClass, Integer])
  }

  "A set" should "have the classes whose probability reaches their limit" in {
    val sets = new ClassSets(limits(STAR -> 0.3, GALAXY -> 0.6, QSO -> 0.1))
    sets.of(prediction(0.3, 0.59, 0.11), 15) shouldBe "STAR,QSO"
    sets.of(prediction(0.2, 0.75, 0.05), 15) shouldBe "GALAXY"
    sets.of(prediction(0.29, 0.62, 0.09), Double.NaN) shouldBe "GALAXY"
  }

  it should "be NONE where no class reaches its limit" in {
    new ClassSets(limits(STAR -> 0.9, GALAXY -> 0.9, QSO -> 0.9)).of(
      prediction(0.5, 0.3, 0.2),
      15
    ) shouldBe "NONE"
  }

  "The limit of a class" should "be the k-th smallest probability, k = floor((n + 1) / 10)" in {
    // 19 stars with 0.05, 0.10 ... 0.95: k = 2. Nine galaxies: k = 1. Eight quasars: k = 0.
    val stars = (1 to 19).map(i => prediction(i * 0.05, 1 - i * 0.05, 0))
    val galaxies = (1 to 9).map(i => prediction(0, i * 0.1, 1 - i * 0.1))
    val quasars = (1 to 8).map(i => prediction(0, 1 - i * 0.1, i * 0.1))
    val labels = Array.fill(19)(0) ++ Array.fill(9)(1) ++ Array.fill(8)(2)
    val all = (stars ++ galaxies ++ quasars).asJava
    val found = ClassSets.limits(classes, all, labels, Array.fill(36)(15.0), 0.9)
    found.minimumProbabilityByW1.isEmpty shouldBe true
    found.minimumProbability.get(STAR).doubleValue shouldBe 0.10
    found.minimumProbability.get(GALAXY).doubleValue shouldBe 0.1
    found.minimumProbability.get(QSO).doubleValue shouldBe 0.0
    found.validationCutouts.get(QSO) shouldBe 8
  }

  /** Unequal classes that overlap: a score in one dimension, and its softmax. */
  private def sample(random: SplittableRandom, counts: Seq[Int]): (Seq[Prediction], Array[Int]) = {
    val labels = counts.zipWithIndex.flatMap { case (count, label) => Seq.fill(count)(label) }
    val predictions = labels.map { label =>
      val x = label + 0.7 * (random.nextDouble + random.nextDouble + random.nextDouble - 1.5) * 2
      val scores = (0 to 2).map(c => math.exp(-2 * (x - c) * (x - c)))
      prediction(scores.map(_ / scores.sum): _*)
    }
    (predictions, labels.toArray)
  }

  private def unknown(count: Int) = Array.fill(count)(Double.NaN)

  /** As certain as they can be if they are bright, and less certain if they are faint. */
  private def byMagnitude(
      random: SplittableRandom,
      count: Int,
      faintest: Double
  ): (Seq[Prediction], Array[Int], Array[Double]) = {
    val w1 = Array.fill(count)(12 + (faintest - 12) * random.nextDouble)
    val labels = Array.fill(count)(random.nextInt(3))
    val predictions = labels.zip(w1).map { case (label, magnitude) =>
      val own = 1 - (magnitude - 12) / 6 * random.nextDouble
      val other = (1 - own) * random.nextDouble
      val probabilities = Array(other, 1 - own - other)
      prediction((probabilities.take(label) :+ own) ++ probabilities.drop(label): _*)
    }
    (predictions, labels, w1)
  }

  "Limits" should "have the coverage at each W1, for another distribution of W1 too" in {
    val random = new SplittableRandom(7)
    val (fitted, labels, w1) = byMagnitude(random, 6000, 18)
    val limits = ClassSets.limits(classes, fitted.toSeq.asJava, labels, w1, 0.9)
    limits.minimumProbabilityByW1 should have size 8
    limits.minimumProbabilityByW1.firstKey shouldBe w1.min
    val certain = limits.minimumProbabilityByW1.asScala.values.map(_.get(QSO).doubleValue).toSeq
    certain shouldBe certain.sorted.reverse
    val sets = new ClassSets(limits)
    def covered(faintest: Double, setOf: (Prediction, Double) => String): Double = {
      val (predictions, own, magnitudes) = byMagnitude(random, 20000, faintest)
      val inSet = predictions.indices.count { i =>
        setOf(predictions(i), magnitudes(i)).split(',').contains(classes.get(own(i)).name)
      }
      inSet / 20000.0
    }
    for (faintest <- Seq(13.5, 15, 18)) {
      withClue(faintest)(covered(faintest, sets.of(_, _)) shouldBe 0.9 +- 0.025)
    }
    covered(13.5, (p, _) => sets.of(p, Double.NaN)) should be > 0.98
    sets.of(fitted.head, 5) shouldBe sets.of(fitted.head, w1.min)
  }

  "Sets of new sources" should "have the true class of 90 % of each class in any mix" in {
    val random = new SplittableRandom(5)
    val (fitted, fittedLabels) = sample(random, Seq(4000, 3000, 2000))
    val sets =
      new ClassSets(
        ClassSets.limits(classes, fitted.asJava, fittedLabels, unknown(9000), ClassSets.COVERAGE)
      )
    for (mix <- Seq(Seq(4000, 4000, 4000), Seq(40000, 4000, 4000))) {
      val (predictions, labels) = sample(random, mix)
      for (c <- 0 to 2) {
        val own = predictions.zip(labels).collect {
          case (p, label) if label == c =>
            sets.of(p, Double.NaN)
        }
        val covered = own.count(_.split(',').contains(classes.get(c).name)).toDouble / own.size
        withClue(s"${classes.get(c)} in $mix: ")(covered shouldBe 0.9 +- 0.02)
      }
    }
  }
}
