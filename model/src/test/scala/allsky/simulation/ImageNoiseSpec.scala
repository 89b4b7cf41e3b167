package allsky.simulation

import allsky.simulation.image.ImageNoise
import allsky.simulation.source.Preset
import allsky.survey.{AtlasTiling, Band}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The catalog is measured on the noise of the images. */
class ImageNoiseSpec extends AnyFlatSpec with Matchers {

  private lazy val sky = new SimulatedSky(3, Preset.SDSS, 1536, 1500, java.util.Set.of())
  private lazy val tile = sky.at(SimulatedFootprint.tiles(1).get(0))
  private lazy val noise: Map[Band, ImageNoise] = Band.values.map(b => b -> tile.noise(b)).toMap

  private def deviation(values: Seq[Double]): Double = {
    val mean = values.sum / values.size
    math.sqrt(values.map(v => (v - mean) * (v - mean)).sum / values.size)
  }

  private def correlation(pairs: Seq[(Double, Double)]): Double = {
    val (a, b) = pairs.unzip
    val (meanA, meanB) = (a.sum / a.size, b.sum / b.size)
    pairs.map(p => (p._1 - meanA) * (p._2 - meanB)).sum / pairs.size / deviation(a) / deviation(b)
  }

  private val places = for (y <- 30 to 1500 by 15; x <- 30 to 1500 by 15) yield (x + 0.3, y - 0.4)

  "The noise" should "be that of the image" in {
    for (band <- Band.values) {
      val image = tile.image(band)
      // Pixels in the lower half of the differences have little light of sources.
      val pairs = places
        .map { case (x, y) =>
          val (px, py) = (math.round(x).toInt, math.round(y).toInt)
          (image(py)(px).toDouble, noise(band).ofPointSource(x, y) * tile.pixelSigmaDn(band))
        }
        .sortBy(p => p._1 - p._2)
      val darkest = pairs.take(pairs.size / 20)
      withClue(s"$band: ")(correlation(darkest) should be > 0.6)
    }
  }

  it should "scatter by one and by the error of an aperture" in {
    for (band <- Band.values) withClue(s"$band: ") {
      deviation(places.map(p => noise(band).ofPointSource(p._1, p._2))) shouldBe 1.0 +- 0.03
      for (arcsec <- Seq(5.5, 11.0)) {
        val radius = arcsec / AtlasTiling.PIXEL_SCALE_ARCSEC
        val sums = places.map(p => noise(band).inCircle(p._1, p._2, radius))
        val expected = tile.conditions().noise(band).apertureSigmaDn(radius)
        deviation(sums) / expected shouldBe 1.0 +- 0.1
      }
    }
  }

  it should "be 0 outside the image for a circle and that of the nearest pixel for a source" in {
    noise(Band.W1).inCircle(-100, 50, 8) shouldBe 0.0
    noise(Band.W1).ofPointSource(-5, 50) shouldBe noise(Band.W1).ofPointSource(0, 50)
  }

  "The errors of the catalog's fluxes" should "be correlated with the image as the same photons are" in {
    val sources = tile.sources().asScala
    // The light of a neighbour is another error of a flux.
    val faint = tile.truth().asScala.filter { row =>
      row.source.shape.isPoint && row.source.w1 > 16 && sources.count(
        _.distance(row.source) < 8
      ) == 1
    }
    faint.size should be > 150
    for (band <- Band.values) withClue(s"$band: ") {
      val errors = faint.map { row =>
        val flux = row.source.fluxDn(band)
        val sigma = tile.conditions().noise(band).fluxSigmaDn
        // The signal-to-noise ratio of the catalog is the fitted flux over its error.
        val fit = row.row.in(band).snr * math.hypot(sigma, 0.02 * flux)
        ((fit - flux) / sigma, noise(band).ofPointSource(row.source.x, row.source.y))
      }.filter(pair => math.abs(pair._1) < 3)
      val expected = tile.conditions().noise(band).correlation
      expected should (be > 0.2 and be < 1.0)
      correlation(errors.toSeq) shouldBe expected +- 0.12
    }
  }

  "Catalog and image together" should "not be better than the better one" in {
    for (preset <- Seq(Preset.SDSS, Preset.PAPER); band <- Band.values) {
      val one = new SimulatedSky(3, preset, 128, 0).at(SimulatedFootprint.tiles(1).get(0))
      val noise = one.conditions().noise(band)
      val (a, b, r) = (noise.fluxSigmaDn, noise.imageFluxSigmaDn, noise.correlation)
      // The variance of the best unbiased combination of two estimates.
      val combined = a * a * b * b * (1 - r * r) / (a * a + b * b - 2 * r * a * b)
      math.sqrt(combined) shouldBe math.min(a, b) +- 1e-9 * a
    }
  }
}
