package allsky.calibration.mixture

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

class MixtureFitSpec extends AnyFlatSpec with Matchers {

  private type Vector = Array[Double]

  /** Two groups: 3 of 4 around (0, 0) with correlated axes, 1 of 4 around (6, -4). */
  private def groups(count: Int, seed: Long): Array[Vector] = {
    val random = new Random(seed)
    Array.tabulate(count) { i =>
      val (a, b) = (random.nextGaussian, random.nextGaussian)
      if (i % 4 == 0) Array(6 + 0.5 * a, -4 + 0.5 * b) else Array(a, 0.8 * a + 0.6 * b)
    }
  }

  private def mean(vectors: Seq[Vector]): Vector =
    vectors.transpose.map(axis => axis.sum / axis.size).toArray

  /** The density of one Gaussian in two dimensions, by the inverse of the covariance. */
  private def density(vector: Vector, mean: Vector, xx: Double, xy: Double, yy: Double) = {
    val (dx, dy) = (vector(0) - mean(0), vector(1) - mean(1))
    val determinant = xx * yy - xy * xy
    val square = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant
    math.exp(-square / 2) / (2 * math.Pi * math.sqrt(determinant))
  }

  "A mixture" should "have the density of its Gaussians, computed by their inverses" in {
    val lower = Array(Array(2.0), Array(0.6, 1.0))
    val whitening = LowerTriangle.inverse(LowerTriangle.cholesky(lower))
    val sphere = Array(Array(1.0), Array(0.0, 1.0))
    val mixture = new GaussianMixture(
      Array(math.log(0.3), math.log(0.7)),
      Array(Array(1.0, 2.0), Array(-1.0, 0.0)),
      Array(whitening, sphere)
    )
    for (vector <- Seq(Array(0.0, 0.0), Array(3.0, -2.0), Array(-1.0, 5.0))) {
      val expected = 0.3 * density(vector, Array(1, 2), 2, 0.6, 1) +
        0.7 * density(vector, Array(-1, 0), 1, 0, 1)
      mixture.logDensity(vector) shouldBe math.log(expected) +- 1e-9
    }
  }

  it should "stay finite far away" in {
    val far = MixtureFit.of(groups(100, 1), 2, 1).logDensity(Array(1e6, 1e6))
    far.isInfinite || far.isNaN shouldBe false
    far should be < -1e6
  }

  "A fit of one Gaussian" should "be the mean and the covariance" in {
    val vectors = groups(500, 2)
    val fit = MixtureFit.of(vectors, 1, 7)
    val expected = mean(vectors)
    fit.means()(0).zip(expected).foreach { case (a, b) => a shouldBe b +- 1e-9 }
    def product(i: Int, j: Int) =
      vectors.map(v => (v(i) - expected(i)) * (v(j) - expected(j))).sum / vectors.length
    val at = Array(1.0, 1.0)
    fit.logDensity(at) shouldBe math.log(
      density(at, expected, product(0, 0) + 1e-3, product(0, 1), product(1, 1) + 1e-3)
    ) +- 1e-9
  }

  "A fit of two Gaussians" should "find the groups" in {
    val fit = MixtureFit.of(groups(4000, 3), 2, 7)
    val byShare = Seq(0, 1).sortBy(fit.logWeights()(_))
    math.exp(fit.logWeights()(byShare.head)) shouldBe 0.25 +- 0.02
    fit.means()(byShare.head).zip(Seq(6.0, -4.0)).foreach { case (a, b) => a shouldBe b +- 0.1 }
    fit.means()(byShare.last).zip(Seq(0.0, 0.0)).foreach { case (a, b) => a shouldBe b +- 0.1 }
  }

  it should "be the same for the same seed, and refuse more Gaussians than vectors" in {
    val vectors = groups(300, 4)
    val at = Array(2.0, 1.0)
    MixtureFit.of(vectors, 5, 9).logDensity(at) shouldBe MixtureFit.of(vectors, 5, 9).logDensity(at)
    an[IllegalArgumentException] should be thrownBy MixtureFit.of(vectors.take(3), 4, 9)
  }

  "A marginal density" should "be the integral over the other numbers" in {
    val mixture = new GaussianMixture(
      Array(math.log(0.3), math.log(0.7)),
      Array(Array(1.0, -2.0), Array(0.0, 1.0)),
      Array(Array(Array(2.0), Array(0.5, 1.5)), Array(Array(1.0), Array(-0.4, 0.8)))
    )
    val step = 0.01
    for (x <- Seq(-1.0, 0.3, 2.0)) {
      val integral = (-2000 to 2000).map { i =>
        math.exp(mixture.logDensity(Array(x, i * step))) * step
      }.sum
      math.exp(mixture.marginal(1).logDensity(Array(x))) shouldBe integral +- 1e-6
    }
    mixture.marginal(2).logDensity(Array(0.3, 1)) shouldBe mixture.logDensity(Array(0.3, 1))
  }
}
