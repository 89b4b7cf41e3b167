package allsky.simulation

import allsky.RealSky
import allsky.simulation.source.Preset
import allsky.survey.Band

import nom.tam.fits.Fits
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The pixels of the preset sdss scatter as those of two real Atlas images. */
class PixelNoiseSpec extends AnyFlatSpec with Matchers {

  private val lag = 30

  /** From the lower quartile of differences, which has few sources: |N(0, 2 s^2)| / (0.3186 sqrt 2). */
  private def scatter(image: Array[Array[Float]]): Double = {
    val differences =
      (for (row <- image.toSeq; x <- 0 until row.length - lag by 3) yield math.abs(
        row(x + lag) - row(x)
      )).filterNot(_.isNaN).sorted
    differences(differences.size / 4) / (0.3186 * math.sqrt(2))
  }

  /** Large, so that the gradient of the background is small within the lag. */
  private lazy val simulated =
    new SimulatedSky(5, Preset.SDSS, 768, 0, java.util.Set.of())
      .at(SimulatedFootprint.tiles(1).get(0))

  private def real(name: String, band: Band): Array[Array[Float]] = {
    val fits = new Fits(RealSky.path(s"allwise-cutouts/$name/WISE_$band.fits").toFile)
    try fits.readHDU().getKernel.asInstanceOf[Array[Array[Float]]]
    finally fits.close()
  }

  // Medians of the images' coverage, from their headers (MEDCOV).
  private val coverage =
    Map("2010H" -> Seq(27.6, 27.9, 15.0, 11.9), "2010ag" -> Seq(38.7, 39.3, 18.1, 18.5))

  for (name <- coverage.keys.toSeq.sorted)
    s"The scatter of W3 and W4 in $name" should "be simulated within a fifth" taggedAs RealSky in {
      for (band <- Seq(Band.W3, Band.W4)) {
        val depth = coverage(name)(band.ordinal) / simulated.coverage(band)
        val expected = scatter(real(name, band)) * math.sqrt(depth)
        withClue(s"$band: ")(scatter(simulated.image(band)) / expected shouldBe 1.0 +- 0.2)
      }
    }

  "The scatter of W1 and W2" should "be between the two real images" taggedAs RealSky in {
    for (band <- Seq(Band.W1, Band.W2)) {
      val two = coverage.keys.toSeq.map(name => scatter(real(name, band)))
      scatter(simulated.image(band)) should (be > 0.8 * two.min and be < 1.2 * two.max)
    }
  }

  "The presets without calibration" should "have three times the noise in W3 and W4" in {
    val paper = new SimulatedSky(5, Preset.PAPER, 256, 0).at(SimulatedFootprint.tiles(1).get(0))
    for (band <- Seq(Band.W3, Band.W4))
      paper.pixelSigmaDn(band) / simulated.pixelSigmaDn(band) shouldBe 2.8 +- 0.3
  }
}
