package allsky.calibration

import allsky.network.RandomModels
import allsky.network.Tensor
import allsky.network.TensorFile
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Collections
import scala.util.Random

class TrainingDistanceSpec extends AnyFlatSpec with Matchers {

  private type Matrix = Array[Array[Double]]

  private def scatter(classes: Int, rows: Seq[(Int, Array[Float])]): EmbeddingCovariance = {
    val gathered = new EmbeddingCovariance(classes, rows.head._2.length)
    rows.foreach { case (label, row) => gathered.add(label, row, 0) }
    gathered
  }

  /** Rows of two classes whose features depend on each other; the last is always 0. */
  private def rows(count: Int, seed: Long): Seq[(Int, Array[Float])] = {
    val random = new Random(seed)
    (0 until count).map { i =>
      val (a, b) = (random.nextGaussian, random.nextGaussian)
      val label = i % 2
      label -> Array(100 * label + 3 * a, 5 + a + 0.5 * b, -b, 0).map(_.toFloat)
    }
  }

  private def covariance(classes: Int, rows: Seq[(Int, Array[Float])]): Matrix = {
    val residuals = rows.groupBy(_._1).values.toSeq.flatMap { ofClass =>
      val means =
        ofClass.map(_._2).transpose.map(column => column.map(_.toDouble).sum / column.size)
      ofClass.map(_._2.zip(means).map { case (x, mean) => x - mean })
    }
    val size = rows.head._2.length
    Array.tabulate(size, size) { (i, j) =>
      residuals.map(r => r(i) * r(j)).sum / (rows.size - classes)
    }
  }

  private def product(a: Matrix, b: Matrix): Matrix =
    a.map(row => b.transpose.map(column => row.zip(column).map { case (x, y) => x * y }.sum))

  private def full(lower: Matrix): Matrix =
    Array.tabulate(lower.length, lower.length) { (i, j) =>
      if (j <= i) lower(i)(j) else lower(j)(i)
    }

  private def triangle(lower: Matrix): Matrix =
    Array.tabulate(lower.length, lower.length)((i, j) => if (j <= i) lower(i)(j) else 0)

  private def requireEqual(one: Matrix, other: Matrix, tolerance: Double): Unit =
    for ((row, otherRow) <- one.zip(other); (a, b) <- row.zip(otherRow))
      a shouldBe b +- tolerance

  "The embedding covariance" should "be the covariance within the classes in one pass" in {
    val many = rows(200, 1)
    requireEqual(full(scatter(2, many).covariance()), covariance(2, many), 1e-9)
    scatter(2, many).means().map(_.toDouble).toSeq.take(4).zip(
      many.filter(_._1 == 0).map(_._2.toSeq).transpose.map(_.map(_.toDouble).sum / 100)
    ).foreach { case (a, b) => a shouldBe b +- 1e-5 }
  }

  it should "be undefined for a class without embeddings" in {
    an[IllegalStateException] should be thrownBy scatter(3, rows(20, 1)).means()
    an[IllegalStateException] should be thrownBy scatter(2, rows(2, 1)).covariance()
  }

  "A covariance" should "be shrunk as in Chen et al." in {
    // tr S = 3, tr S^2 = 5.5, p = 2, n = 10: (0 * 5.5 + 9) / ((10 + 1 - 1) * (5.5 - 9 / 2)) = 0.9.
    val shrunk = ShrunkCovariance.of(Array(Array(2.0), Array(0.5, 1.0)), 10)
    shrunk.shrinkage shouldBe 0.9 +- 1e-12
    requireEqual(full(shrunk.lower), Array(Array(1.55, 0.05), Array(0.05, 1.45)), 1e-12)
  }

  it should "be shrunk less with more samples, and completely if it is a sphere" in {
    def shrinkage(samples: Int) =
      ShrunkCovariance.of(Array(Array(2.0), Array(0.5, 1.0)), samples).shrinkage
    shrinkage(100000) should be < 1e-4
    shrinkage(3) shouldBe 1
    ShrunkCovariance.of(Array(Array(2.0), Array(0.0, 2.0)), 1000).shrinkage shouldBe 1
  }

  it should "be whitened, and be the identity if nothing varies" in {
    val shrunk = ShrunkCovariance.of(scatter(2, rows(50, 2)).covariance(), 48)
    val whitening = triangle(shrunk.whitening)
    val identity: Matrix = Array.tabulate(4, 4)((i, j) => if (i == j) 1 else 0)
    requireEqual(
      product(product(whitening, full(shrunk.lower)), whitening.transpose),
      identity,
      1e-9
    )
    val nothing = ShrunkCovariance.of(Array.tabulate(4)(i => new Array[Double](i + 1)), 5)
    triangle(nothing.whitening) shouldBe identity
  }

  "The distance" should "be the Mahalanobis distance to the nearest mean" in {
    val gathered = scatter(2, rows(300, 3))
    val distance = TrainingDistance.fitted(gathered)
    val lower = ShrunkCovariance.of(gathered.covariance(), 298).lower
    val means = gathered.means().map(_.toDouble).grouped(4).toSeq
    val random = new Random(4)
    for (_ <- 1 to 20) {
      val x = Array.fill(4)(60 * random.nextFloat)
      val expected = means.map { mean =>
        val difference = x.zip(mean).map { case (a, b) => a - b }
        math.sqrt(difference.zip(solved(full(lower), difference)).map { case (a, b) => a * b }.sum)
      }.min
      distance.distances(x).head.toDouble shouldBe expected +- 1e-4 * expected
    }
  }

  /** The inverse by Gauss-Jordan elimination. */
  private def solved(matrix: Matrix, right: Array[Double]): Array[Double] = {
    val rows = matrix.zip(right).map { case (row, value) => row :+ value }
    for (i <- rows.indices) {
      rows(i) = rows(i).map(_ / rows(i)(i))
      for (k <- rows.indices if k != i) {
        val factor = rows(k)(i)
        rows(k) = rows(k).zip(rows(i)).map { case (a, b) => a - factor * b }
      }
    }
    rows.map(_.last)
  }

  it should "be large for a feature that was 0 in training" in {
    val distance = TrainingDistance.fitted(scatter(2, rows(300, 5)))
    val Array(ordinary, strange) =
      distance.distances(Array(0f, 5f, 0f, 0f) ++ Array(0f, 5f, 0f, 6f))
    ordinary should be < 1f
    strange should be > 10f
  }

  "The threshold" should "be a quantile of the validation distances" in {
    val base = TrainingDistance.fitted(scatter(2, rows(20, 6)))
    val distance = base.withValidation((1 to 99).reverse.map(_.toFloat).toArray)
    distance.threshold(0.99) shouldBe 99
    distance.threshold(0.985) shouldBe 99
    distance.threshold(0.5) shouldBe 50
    distance.threshold(0) shouldBe 1
    distance.threshold(0.991) shouldBe Double.PositiveInfinity
    distance.largestQuantile shouldBe 0.99 +- 1e-12
    base.threshold(0.1) shouldBe Double.PositiveInfinity
  }

  it should "be exceeded by a share 1 - quantile of ordinary sources, even for few of them" in {
    val base = TrainingDistance.fitted(scatter(2, rows(20, 7)))
    val random = new Random(8)
    val repeats = 20000
    for ((size, quantile) <- Seq((19, 0.9), (50, 0.9), (199, 0.99))) {
      val exceeded = (1 to repeats).count { _ =>
        val ordinary = base.withValidation(Array.fill(size)(random.nextFloat))
        random.nextFloat > ordinary.threshold(quantile)
      }
      val rank = math.ceil((size + 1) * quantile - 1e-9)
      val expected = 1 - rank / (size + 1)
      val sigma = math.sqrt(expected * (1 - expected) / repeats)
      expected should be <= 1 - quantile + 1e-9
      exceeded.toDouble / repeats shouldBe expected +- 4 * sigma
    }
  }

  "A model" should "include its distances" in {
    val random = new Random(9)
    val many = (0 until 60).map(i => (i % 3, Array.fill(512)(random.nextFloat)))
    val distance = TrainingDistance.fitted(scatter(3, many)).withValidation(Array(3f, 1f, 2f))
    val bare = RandomModels.model(RandomModels.smallShape, 3)
    TrainingDistance.ofModel(bare).isPresent shouldBe false
    val read =
      TrainingDistance.ofModel(bare.withDistance(distance.toFile, TrainingDistance.METHOD, 3)).get
    val probe = Array.fill(2 * 512)(random.nextFloat)
    read.distances(probe) shouldBe distance.distances(probe)
    read.threshold(0.5) shouldBe 2
    val other = TensorFile.of(
      Collections.emptyMap[String, String],
      Collections.emptyMap[String, Tensor]
    )
    val error = the[allsky.UserError] thrownBy
      TrainingDistance.ofModel(bare.withDistance(other, "another", 3))
    error.getMessage should include("train the model again")
  }
}
