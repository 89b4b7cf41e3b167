package allsky.training

import allsky.network.NetworkShape
import allsky.training.data.CutoutChange
import allsky.training.data.LabelledCutouts
import scala.util.Random

/**
 * A sky that a network learns in seconds: noise with one dot in the middle. The class is the
 * band in which the dot is brightest.
 */
final class ColouredDots(shape: NetworkShape, count: Int, seed: Long) extends LabelledCutouts {

  private val side = shape.inputSide

  override def size: Int = count

  override def label(index: Int): Int = index % shape.classes.size

  /** Not an image of the change, but another input for another change. */
  override def fill(index: Int, change: CutoutChange, target: Array[Float], offset: Int): Unit = {
    fill(index, target, offset)
    val pixels = target.slice(offset, offset + shape.planes * side * side)
    change.dim(pixels, shape.bands)
    pixels(0) += change.shiftX
    pixels(1) += change.shiftY
    pixels.copyToArray(target, offset)
  }

  override def fill(index: Int, target: Array[Float], offset: Int): Unit = {
    val random = new Random(seed * 100003 + index)
    for (i <- 0 until shape.inputSize) target(offset + i) = 0.05f * random.nextGaussian.toFloat
    for (band <- 0 until shape.bands.size; dy <- -2 to 1; dx <- -2 to 1) {
      val pixel = (band * side + side / 2 + dy) * side + side / 2 + dx
      target(offset + pixel) += (if (band == label(index)) 0.6f else 0.3f)
    }
  }
}
