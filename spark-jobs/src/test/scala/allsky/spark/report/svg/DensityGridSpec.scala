package allsky.spark.report.svg

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class DensityGridSpec extends AnyFlatSpec with Matchers {

  /** A Gaussian with a standard deviation of five bins, around x = 3 and y = 2. */
  private val counts = Array.tabulate(80, 120) { (row, column) =>
    val (x, y) = (column + 0.5 - 60, row + 0.5 - 40)
    math.round(1e6 * math.exp(-(x * x + y * y) / 50))
  }
  private val grid = DensityGrid.smoothed(-3, -2, 0.1, counts)

  /** The contour of a part p of a circular Gaussian is a circle: r^2 = -2 s^2 ln(1 - p). */
  "A contour" should "enclose its part of a Gaussian" in {
    // Smoothed with one bin: 25 + 1.
    val sigma = 0.1 * math.sqrt(26)
    Seq(0.5, 0.9).foreach { part =>
      val radius = sigma * math.sqrt(-2 * math.log(1 - part))
      val pieces = grid.contour(part).toArray(n => new Array[Array[Double]](n))
      pieces.length should be > 20
      pieces.foreach { piece =>
        Seq((piece(0), piece(1)), (piece(2), piece(3))).foreach { case (x, y) =>
          math.hypot(x - 3, y - 2) shouldBe radius +- 0.04
        }
      }
    }
  }

  "Smoothing" should "keep the number of sources" in {
    grid.values.flatten.sum shouldBe counts.flatten.sum.toDouble +- 1e-3 * counts.flatten.sum
  }
}
