package allsky.spark.cli

import allsky.spark.table.cutout.CutoutTable
import allsky.survey.Band
import org.apache.spark.sql.Row

/** Sums the pixels of a stacked cutout in a circle around its source, those on its edge in part. */
class CircularAperture(radiusArcsec: Double, bands: Seq[Band], window: Int = 43) {

  private val radius = radiusArcsec / 1.375
  private val parts = 10

  /** The magnitude at the band's zero point; NaN where the sum is not above zero. */
  def magnitude(cutout: Row, band: Band): Double =
    band.magnitudeZeroPoint - 2.5 * math.log10(math.max(0, flux(cutout, band)))

  /** DN. */
  def flux(cutout: Row, band: Band): Double = {
    val pixels = CutoutTable.pixels(cutout)
    val from = bands.indexOf(band) * window * window
    val x = window / 2 + cutout.getAs[Float](CutoutTable.DX)
    val y = window / 2 + cutout.getAs[Float](CutoutTable.DY)
    val values = for {
      j <- math.floor(y - radius).toInt to math.ceil(y + radius).toInt
      i <- math.floor(x - radius).toInt to math.ceil(x + radius).toInt
      part = inside(i - x, j - y) if part > 0
    } yield part * pixels(from + j * window + i)
    values.sum
  }

  /** The part of the pixel around a point that lies within the radius of 0, 0. */
  private def inside(x: Double, y: Double): Double = {
    val distance = math.hypot(x, y)
    if (distance > radius + 0.71) 0
    else if (distance < radius - 0.71) 1
    else {
      def place(k: Int) = (k + 0.5) / parts - 0.5
      val points = for (j <- 0 until parts; i <- 0 until parts)
        yield math.hypot(x + place(i), y + place(j)) <= radius
      points.count(identity).toDouble / points.size
    }
  }
}

object CircularAperture {

  def median(values: Seq[Double]): Double = {
    val sorted = values.sorted
    (sorted((sorted.size - 1) / 2) + sorted(sorted.size / 2)) / 2
  }

  /** The standard deviation of a Gaussian with the same median of deviations. */
  def scatter(values: Seq[Double]): Double = {
    val middle = median(values)
    1.4826 * median(values.map(value => math.abs(value - middle)))
  }
}
