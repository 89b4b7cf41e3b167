package allsky.simulation.image

import allsky.RealSky
import allsky.survey.Band
import nom.tam.fits.Fits
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The numbers of AtlasPsfSpec are those of the stars in two real Atlas images. */
class StarProfileSpec extends AnyFlatSpec with Matchers {

  private type Image = Array[Array[Float]]

  private case class Star(x: Double, y: Double)

  private def image(name: String, band: Band): Image = {
    val fits = new Fits(RealSky.path(s"allwise-cutouts/$name/WISE_$band.fits").toFile)
    try fits.readHDU().getKernel.asInstanceOf[Image]
    finally fits.close()
  }

  private def median(values: Seq[Double]): Double = {
    val sorted = values.sorted
    (sorted((sorted.size - 1) / 2) + sorted(sorted.size / 2)) / 2
  }

  /** The pixels at a distance from a star, in a square of 61 pixels. */
  private def ring(image: Image, star: Star, from: Double, to: Double): Seq[Double] =
    for {
      y <- star.y.toInt - 30 to star.y.toInt + 30
      x <- star.x.toInt - 30 to star.x.toInt + 30
      r = math.hypot(x - star.x, y - star.y)
      if r >= from && r < to && !image(y)(x).isNaN
    } yield image(y)(x).toDouble

  /** Peaks of 6 sigma with W1 < 13.8 in a circle of 6 pixels. */
  private def stars(image: Image): Seq[Star] = {
    val all = image.toSeq.flatten.filterNot(_.isNaN).map(_.toDouble)
    val sky = median(all)
    val limit = sky + 6 * 1.4826 * median(all.map(v => math.abs(v - sky)))
    for {
      y <- 30 until image.length - 31
      x <- 30 until image(y).length - 31
      around = for (dy <- -3 to 3; dx <- -3 to 3) yield image(y + dy)(x + dx)
      if image(y)(x) > limit && image(y)(x) == around.max
      square = for (dy <- -2 to 2; dx <- -2 to 2)
        yield (dx, dy, math.max(0, image(y + dy)(x + dx) - sky))
      light = square.map(_._3).sum
      star = Star(
        x + square.map(p => p._1 * p._3).sum / light,
        y + square.map(p => p._2 * p._3).sum / light
      )
      background = median(ring(image, star, 15, 22))
      flux = ring(image, star, 0, 6).map(_ - background).sum
      if 20.5 - 2.5 * math.log10(flux) < 13.8
    } yield star
  }

  private def profile(image: Image, star: Star): Seq[Double] = {
    val background = median(ring(image, star, 24, 30))
    val core = ring(image, star, 0, 4).map(_ - background).sum
    (0 until 10 by 2).map(r => (median(ring(image, star, r, r + 2)) - background) / core)
  }

  for ((band, known) <- AtlasPsfSpec.STARS.toSeq)
    s"Stars in $band of two real Atlas images" should "have the profile of AtlasPsfSpec" taggedAs
      RealSky in {
        val profiles = for {
          name <- Seq("2010H", "2010ag")
          star <- stars(image(name, Band.W1))
        } yield profile(image(name, band), star)
        profiles should have size 14
        val rings = profiles.transpose.map(median)
        rings.map(_ / rings.head).zip(known).foreach { case (ring, expected) =>
          ring shouldBe expected +- (0.003 + 0.01 * expected)
        }
      }
}
