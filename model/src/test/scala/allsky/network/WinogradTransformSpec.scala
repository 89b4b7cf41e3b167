package allsky.network

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

class WinogradTransformSpec extends AnyFlatSpec with Matchers {

  private def product(matrix: Array[Array[Double]], vector: Array[Double]): Array[Double] =
    matrix.map(_.zip(vector).map { case (a, b) => a * b }.sum)

  "F(2, 3)" should "have the matrices of Lavin and Gray 2016, up to factors of its points" in {
    val transform = WinogradTransform.of(2, 3, 0, 1, -1)
    transform.output.map(_.toSeq).toSeq shouldBe Seq(Seq(1.0, 1, 1, 0), Seq(0.0, 1, -1, 1))
    transform.kernel.map(_.toSeq).toSeq shouldBe
      Seq(Seq(-1.0, 0, 0), Seq(0.5, 0.5, 0.5), Seq(0.5, -0.5, 0.5), Seq(0.0, 0, 1))
    transform.input.map(_.toSeq).toSeq shouldBe
      Seq(Seq(-1.0, 0, 1, 0), Seq(0.0, 1, 1, 0), Seq(0.0, -1, 1, 0), Seq(0.0, -1, 0, 1))
  }

  "Every transform" should "give the outputs of the direct convolution" in {
    val random = new Random(1)
    val transforms = Seq(
      (5, 3, WinogradTransform.of5),
      (2, 3, WinogradTransform.of(2, 3, 0, 1, -1)),
      (4, 3, WinogradTransform.of(4, 3, 0, 1, -1, 2, -2)),
      (3, 5, WinogradTransform.of(3, 5, 0, 1, -1, 2, -2, 0.5))
    )
    for ((outputs, taps, transform) <- transforms; _ <- 1 to 20) {
      val inputs = Array.fill(outputs + taps - 1)(random.nextGaussian)
      val kernel = Array.fill(taps)(random.nextGaussian)
      val direct =
        (0 until outputs).map(i => (0 until taps).map(j => inputs(i + j) * kernel(j)).sum)
      val products = product(transform.kernel, kernel)
        .zip(product(transform.input, inputs))
        .map { case (a, b) => a * b }
      product(transform.output, products).zip(direct).foreach { case (a, b) =>
        a shouldBe b +- 1e-12
      }
    }
  }

  it should "need as many points as it has inputs, less one" in {
    the[IllegalArgumentException].thrownBy(WinogradTransform.of(2, 3, 0, 1)).getMessage shouldBe
      "Invalid points (3): 2"
  }

  "An axis" should "be cut into tiles with a border of zeros" in {
    val transform = WinogradTransform.of5
    for ((side, tiles) <- Seq(1 -> 1, 5 -> 1, 6 -> 2, 7 -> 2, 10 -> 2, 11 -> 3)) {
      WinogradTransform.tiles(side) shouldBe tiles
      val random = new Random(side)
      val values = Array.fill(side)(random.nextGaussian)
      val rows = transform.inputOfAxis(side).grouped(side).toSeq
      rows.size shouldBe 7 * tiles
      val bordered = 0.0 +: values ++: Seq.fill(6)(0.0)
      for (tile <- 0 until tiles) {
        val window = bordered.slice(5 * tile, 5 * tile + 7).toArray
        val expected = product(transform.input, window.padTo(7, 0.0))
        for (i <- 0 until 7) {
          val actual = rows(7 * tile + i).zip(values).map { case (a, b) => a * b }.sum
          actual shouldBe expected(i) +- 1e-12
        }
      }
    }
  }
}
