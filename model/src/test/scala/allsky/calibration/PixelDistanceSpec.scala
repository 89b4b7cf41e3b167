package allsky.calibration

import allsky.survey.NetworkInputs
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._
import scala.util.Random

class PixelDistanceSpec extends AnyFlatSpec with Matchers {

  private case class Sky(measures: Seq[Array[Double]], w1: Array[Double])

  /**
   * Ordinary sources of W1 from 12 to 18: brightness in two bands falls with W1, and a third measure
   * scatters more for faint sources.
   */
  private def ordinary(count: Int, seed: Long): Sky = {
    val random = new Random(seed)
    val w1 = Array.fill(count)(12 + 6 * random.nextDouble)
    val measures = w1.toSeq.map { magnitude =>
      val noise = math.pow(10, 0.2 * (magnitude - 16))
      val bright = 18 - magnitude
      Array(
        bright + 0.1 * noise * random.nextGaussian,
        bright - 0.5 + 0.1 * noise * random.nextGaussian,
        noise * random.nextGaussian
      )
    }
    Sky(measures, w1)
  }

  private lazy val learned = ordinary(6000, 1)
  private lazy val held = ordinary(4000, 2)
  private lazy val distance =
    PixelDistance.fitted(learned.measures.asJava, Array(0, 1), held.measures.asJava, held.w1, 12)

  private def distances(sky: Sky) =
    sky.measures.zip(sky.w1).map { case (measures, w1) => distance.of(measures, w1).toDouble }

  "The distance by the pixels" should "have the same share of false alarms at all magnitudes" in {
    val limit = distances(held).sorted.apply(held.w1.length * 99 / 100)
    val fresh = ordinary(40000, 3)
    val flagged = distances(fresh).map(_ > limit)
    for (edge <- 12 until 18) {
      val inBin = fresh.w1.zip(flagged).filter { case (w1, _) => w1 >= edge && w1 < edge + 1 }
      inBin.count(_._2).toDouble / inBin.length shouldBe 0.01 +- 0.008
    }
  }

  it should "be large for a rare colour, a rare shape, and a bright source that is not there" in {
    val normal = distance.of(Array(4, 3.5, 0), 14)
    normal should be < 1.5f
    distance.of(Array(4, 6, 0), 14) should be > 3f
    distance.of(Array(4, 3.5, 5), 14) should be > 3f
    // Such pixels are ordinary for a source of W1 = 18.
    distance.of(Array(0, -0.5, 0), 18) should be < 2f
    distance.of(Array(0, -0.5, 0), 14) should be > 3f
  }

  it should "exist for a source without W1 and beyond the magnitudes that it knows" in {
    distance.of(Array(4, 3.5, 0), Double.NaN) should be < 2f
    distance.of(Array(4, 6, 0), Double.NaN) should be > 2f
    distance.of(Array(10, 9.5, 0), 8).isNaN shouldBe false
    distance.of(Array(0, -0.5, 0), 25) shouldBe distance.of(Array(0, -0.5, 0), 19)
  }

  it should "be 0 for the most ordinary source, never less" in {
    distances(ordinary(20000, 4)).min shouldBe 0.0
  }

  it should "survive its file" in {
    val all = new InputDistance(distance, null)
    val tensors = InputDistanceFile.tensors(all)
    val read = InputDistanceFile.parse(tensors, NetworkInputs.IMAGES).get
    for ((measures, w1) <- held.measures.zip(held.w1).take(200))
      read.of(measures, Array(), w1) shouldBe distance.of(measures, w1) +- 1e-3f
    InputDistanceFile.parse(java.util.Map.of(), NetworkInputs.IMAGES).isPresent shouldBe false
  }

  it should "be fitted on few cutouts, too" in {
    val few = ordinary(30, 4)
    val fitted =
      PixelDistance.fitted(few.measures.asJava, Array(0, 1), few.measures.asJava, few.w1, 15)
    fitted.of(Array(4, 3.5, 0), 14).isNaN shouldBe false
  }

  "The tail" should "give minus the logarithm of the share of larger scores" in {
    val random = new Random(5)
    val scores = Array.fill(20000)(-math.log(random.nextDouble))
    val tail = LocalTail.of(Array.fill(20000)(Double.NaN), scores, 15, 400)
    for (rarity <- Seq(1.5, 2.0, 3.0))
      tail.rarity(14, rarity * math.log(10)) shouldBe rarity +- 0.1
    tail.rarity(Double.NaN, math.log(2)) shouldBe 0.30 +- 0.03
  }

  it should "be the same for all bright sources, and need few faint ones" in {
    val random = new Random(7)
    val w1 = Array.fill(5000)(12 + 6 * random.nextDouble)
    val scores = w1.map(magnitude => random.nextGaussian + (if (magnitude > 15) 5 else 0))
    val tail = LocalTail.of(w1, scores, 15, 400)
    for (magnitude <- Seq(10.0, 13.0, 14.99))
      tail.rarity(magnitude, 2.33) shouldBe 2.0 +- 0.2
    tail.rarity(17, 7.33) shouldBe 2.0 +- 0.5
    val few = w1.zip(scores).filter(_._1 < 15.2)
    val without = LocalTail.of(few.map(_._1), few.map(_._2), 15, 400)
    without.rarity(17, 2.33) shouldBe without.rarity(14, 2.33)
  }

  it should "follow W1 between and beyond its magnitudes" in {
    val random = new Random(6)
    val w1 = Array.fill(20000)(12 + 6 * random.nextDouble)
    val tail = LocalTail.of(w1, w1.map(magnitude => 2 * magnitude + random.nextGaussian), 0, 400)
    val rarities = (125 to 175).map(m => tail.rarity(m / 10.0, 2 * m / 10.0 + 2.33))
    rarities.sum / rarities.size shouldBe 2.0 +- 0.15
    all(rarities) should (be > 1.3 and be < 3.0)
    tail.rarity(30, 40) shouldBe tail.rarity(20, 40)
    tail.rarity(13, 36) should be > 5.0
  }
}
