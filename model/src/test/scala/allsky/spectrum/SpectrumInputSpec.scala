package allsky.spectrum

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The network input of a spectrum. */
class SpectrumInputSpec extends AnyFlatSpec with Matchers {

  private val grid = new LogGrid(3.6, 4e-4, 100)

  /** Four pixels for each pixel of the grid. */
  private def spectrum(flux: Int => Double, weight: Int => Double): ObservedSpectrum = {
    val pixels = 0 until 400
    new ObservedSpectrum(
      pixels.map(pixel => 3.6 + 1e-4 * (pixel - 1.5)).toArray,
      pixels.map(flux(_).toFloat).toArray,
      pixels.map(weight(_).toFloat).toArray
    )
  }

  private def status(spectrum: ObservedSpectrum): SpectrumStatus =
    (the[UnusableSpectrumException] thrownBy SpectrumInput.of(spectrum, grid)).status

  "SpectrumInput" should "be the weighted mean of four pixels, relative to the median" in {
    val flux = spectrum(
      pixel => if (pixel < 4) Seq(10, 20, 0, 0)(pixel) else 5,
      pixel => if (pixel < 4) Seq(3, 1, 0, 0)(pixel) else 1
    )
    val input = SpectrumInput.of(flux, grid)
    input.missing shouldBe 0
    input.values.take(2) shouldBe Array(2.5f, 1f)
  }

  it should "interpolate missing pixels and count them" in {
    val bad = Set(0, 1, 50, 51, 52, 99)
    val flux = spectrum(
      pixel => 100 + pixel / 4,
      pixel => if (bad(pixel / 4)) 0 else 1
    )
    val input = SpectrumInput.of(flux, grid)
    input.missing shouldBe 6
    val perPixel = input.values()(49) / 149
    input.values()(0) / perPixel shouldBe 102f +- 0.01f
    input.values()(51) / perPixel shouldBe 151f +- 0.01f
    input.values()(99) / perPixel shouldBe 198f +- 0.01f
  }

  it should "be limited to -1 and 6" in {
    val flux = spectrum(pixel => if (pixel < 4) 900 else if (pixel < 8) -900 else 1, _ => 1)
    SpectrumInput.of(flux, grid).values.take(3) shouldBe Array(6f, -1f, 1f)
  }

  it should "take pixels with an invalid flux or weight as bad" in {
    val flux = spectrum(
      pixel => if (pixel == 0) Double.NaN else if (pixel == 1) 1e30 else 3,
      pixel => if (pixel == 1) -1 else if (pixel == 2) Double.PositiveInfinity else 1
    )
    SpectrumInput.of(flux, grid).values.head shouldBe 1f
  }

  it should "refuse spectra without good pixels, with few pixels and without signal" in {
    status(spectrum(_ => 1, _ => 0)) shouldBe SpectrumStatus.ALL_MASKED
    status(spectrum(_ => 1, pixel => if (pixel == 7) 1 else 0)) shouldBe
      SpectrumStatus.TOO_FEW_PIXELS
    status(spectrum(_ => -1, _ => 1)) shouldBe SpectrumStatus.NO_SIGNAL
    status(new ObservedSpectrum(Array(3.61), Array(1f), Array(1f))) shouldBe
      SpectrumStatus.TOO_FEW_PIXELS
    status(new ObservedSpectrum(Array(), Array(), Array())) shouldBe SpectrumStatus.ALL_MASKED
  }
}
