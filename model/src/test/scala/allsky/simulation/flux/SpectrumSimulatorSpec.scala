package allsky.simulation.flux

import java.util.SplittableRandom

import allsky.spectrum.{LogGrid, ObservedSpectrum, SpectrumInput}
import allsky.survey.SourceClass
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The features of simulated spectra. */
class SpectrumSimulatorSpec extends AnyFlatSpec with Matchers {

  private val grid = LogGrid.SDSS
  private val simulator = new SpectrumSimulator(grid, java.util.List.of())

  /** Mean flux between two observed wavelengths. */
  private def mean(flux: Array[Double], from: Double, to: Double): Double = {
    val inside = flux.indices.filter { pixel =>
      val wavelength = grid.wavelength(pixel)
      wavelength >= from && wavelength <= to
    }
    inside.map(flux(_)).sum / inside.size
  }

  private def star(temperature: Double): Array[Double] =
    new StarModel(temperature, true, 1).on(grid, 0, 69, new SplittableRandom(1)).flux

  "A simulated star" should "lose flux at the heads of TiO only if it is cool" in {
    def drop(temperature: Double): Double =
      mean(star(temperature), 7055, 7110) / mean(star(temperature), 7020, 7050)
    drop(3200) should be < 0.5
    drop(3800) should (be > 0.5 and be < 0.95)
    drop(5000) should (be > 0.9 and be < 1.1)
  }

  it should "have the deepest H beta as an A star" in {
    def depth(temperature: Double): Double =
      1 - mean(star(temperature), 4861, 4865) / mean(star(temperature), 4740, 4750)
    depth(9200) should be > 0.5
    depth(20000) should (be > 0.05 and be < 0.5)
    depth(5000) should be < 0.4
  }

  "A simulated galaxy" should "have its lines at their redshifted wavelengths" in {
    val random = new SplittableRandom(2)
    val flux = new GalaxyModel(0.5, 80, 2, 0.2, 0, 100).on(grid, 0.2, random).flux
    mean(flux, 6564.6 * 1.2 - 4, 6564.6 * 1.2 + 4) should
      be > 5 * mean(flux, 6450 * 1.2, 6500 * 1.2)
  }

  "A simulated quasar" should "have a broad C IV line, and little flux in the Lyman alpha forest" in {
    val random = new SplittableRandom(3)
    val flux = new QuasarModel(-1.5, 1, 2000, 0).on(grid, 3, random).flux
    mean(flux, 1540 * 4, 1556 * 4) should be > 1.3 * mean(flux, 1450 * 4, 1480 * 4)
    mean(flux, 1050 * 4, 1150 * 4) should be < mean(flux, 1280 * 4, 1290 * 4)
  }

  "A simulated spectrum" should "depend on nothing but the random numbers" in {
    for (sourceClass <- SourceClass.values) {
      def flux: Seq[Float] = simulator.draw(sourceClass, new SplittableRandom(4)).flux.toSeq
      flux shouldBe flux
    }
  }

  it should "be usable for each class" in {
    val random = new SplittableRandom(5)
    val all: Seq[ObservedSpectrum] =
      for (_ <- 1 to 40; sourceClass <- SourceClass.values.toSeq)
        yield simulator.draw(sourceClass, random)
    all.foreach { spectrum =>
      spectrum.flux.forall(java.lang.Float.isFinite) shouldBe true
      SpectrumInput.of(spectrum, LogGrid.NETWORK).missing should be < 200
    }
  }
}
