package allsky.simulation

import allsky.fits.AtlasImages
import allsky.simulation.catalog.CatalogSource
import allsky.simulation.source.Preset
import allsky.simulation.spectra.Spectrum
import allsky.sky.Separation
import allsky.survey.AtlasTiling
import allsky.survey.Band
import allsky.survey.SourceClass
import java.io.ByteArrayOutputStream

import scala.collection.JavaConverters._

import nom.tam.fits.Fits
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SimulatedTileSpec extends AnyFlatSpec with Matchers {

  private val atlasTile = SimulatedFootprint.tiles(1).get(0)
  private val sky = new SimulatedSky(7, Preset.PAPER, 1024, 600)
  private lazy val tile = sky.at(atlasTile)
  private lazy val catalog = tile.catalog().asScala
  private lazy val spectra = tile.spectra().asScala

  private def bytes(of: SimulatedTile, band: Band) = {
    val stream = new ByteArrayOutputStream
    SimulatedImageWriter.write(of, band, stream)
    stream.toByteArray
  }

  "A simulated tile" should "be the same for the same seed and different for another" in {
    val again = sky.at(atlasTile)
    again.catalog() shouldBe tile.catalog()
    again.spectra() shouldBe tile.spectra()
    val small = new SimulatedSky(7, Preset.PAPER, 128, 5)
    bytes(small.at(atlasTile), Band.W3) shouldBe bytes(small.at(atlasTile), Band.W3)
    val otherSeed = new SimulatedSky(8, Preset.PAPER, 128, 5).at(atlasTile)
    bytes(otherSeed, Band.W3) should not be bytes(small.at(atlasTile), Band.W3)
  }

  it should "write the header cards of an Atlas image and say that it is simulated" in {
    val fits = new Fits(new java.io.ByteArrayInputStream(bytes(tile, Band.W2)))
    val header = fits.readHDU().getHeader
    AtlasImages.projection(header).sameAs(tile.projection) shouldBe true
    header.getStringValue("CTYPE1") shouldBe "RA---SIN"
    header.getDoubleValue("CRPIX1") shouldBe 512.5
    header.getDoubleValue("CROTA2") shouldBe 0.0
    header.getDoubleValue("EQUINOX") shouldBe 2000.0
    header.containsKey("RADESYS") shouldBe false
    header.getIntValue("BITPIX") shouldBe -32
    header.getIntValue("BAND") shouldBe 2
    header.getStringValue("COADDID") shouldBe atlasTile.coaddId
    header.getDoubleValue("MAGZP") shouldBe 19.5
    header.getStringValue("TELESCOP") shouldBe "SIMULATED"
  }

  it should "have the documented noise in its pixels" in {
    for (band <- Band.values) {
      val image = tile.image(band)
      // Differences of rows 30 pixels apart have no background; their lower tail has no sources.
      val differences =
        (for (y <- 0 until 990 by 7; x <- 0 until 1024 by 7) yield image(y + 30)(x) - image(y)(x))
          .map(d => math.abs(d.toDouble))
          .sorted
      val lowerQuartile = differences(differences.size / 4)
      // The 25 % quantile of |N(0, 2 s^2)| is 0.3186 sqrt(2) s; the faint field adds to the noise.
      lowerQuartile / (0.3186 * math.sqrt(2)) / tile.pixelSigmaDn(band) should
        (be > 1.0 and be < 2.2)
    }
  }

  it should "show each isolated star with the flux of its catalog magnitude" in {
    for (band <- Seq(Band.W1, Band.W2)) {
      val image = tile.image(band)
      val isolated = catalog.filter(row => row.nb == 1 && row.in(band).snr > 30)
      val ratios = isolated.map { row =>
        val measured =
          band.magnitudeZeroPoint - 2.5 * math.log10(aperture(image, row.wx - 1, row.wy - 1))
        measured - row.in(band).mag1
      }.sorted
      isolated.size should be > 100
      ratios(ratios.size / 2) shouldBe 0.0 +- 0.03
      val spread = (ratios(ratios.size * 84 / 100) - ratios(ratios.size * 16 / 100)) / 2
      spread should be < 0.08
    }
  }

  /** Sum over a circle of 5.5 arcsec in quarter pixels, minus the median of a ring. */
  private def aperture(image: Array[Array[Float]], x: Double, y: Double): Double = {
    val ring = for {
      row <- y.toInt - 25 to y.toInt + 25
      column <- x.toInt - 25 to x.toInt + 25
      distance = math.hypot(row - y, column - x)
      if distance > 15 && distance < 25
    } yield image(row)(column)
    val background = ring.sorted.apply(ring.size / 2)
    val quarters = Seq(-0.375, -0.125, 0.125, 0.375)
    val radius = 5.5 / AtlasTiling.PIXEL_SCALE_ARCSEC
    val parts = for {
      row <- y.toInt - 6 to y.toInt + 6
      column <- x.toInt - 6 to x.toInt + 6
      dy <- quarters
      dx <- quarters
      if math.hypot(row + dy - y, column + dx - x) <= radius
    } yield (image(row)(column) - background) / 16
    parts.sum
  }

  "The catalog" should "keep 50 arcsec from the tile's edge" in {
    catalog.size should be > 800
    all(catalog.map(row => math.min(row.wx, row.wy))) should be > 36.4 + 0.5 - 1
    all(catalog.map(row => math.max(row.wx, row.wy))) should be < 1025 - 36.4 + 0.5
  }

  it should "have upper limits without an error below a signal-to-noise ratio of 2" in {
    val photometry = catalog.flatMap(_.bands.asScala)
    val limits = photometry.filter(_.sigmpro.isNaN)
    limits.size should be > 500
    all(limits.map(_.snr)) should be <= 2.0
    all(limits.map(_.mpro)) should be < 30.0
    all(photometry.filterNot(_.sigmpro.isNaN).map(_.snr)) should be >= 2.0
    all(catalog.map(_.bands.asScala.map(_.snr).max)) should be >= 5.0
    all(catalog.map(row =>
      row.phQual.zip(row.bands.asScala).forall {
        case (letter, band) => (letter == 'U') == band.sigmpro.isNaN
      }
    )) shouldBe true
  }

  it should "name its rows as the archive does" in {
    val first = catalog.head
    first.sourceId shouldBe s"${atlasTile.coaddId}-000001"
    first.cntr shouldBe atlasTile.cntr(1)
    first.designation should fullyMatch regex "J\\d{6}\\.\\d{2}[+-]\\d{6}\\.\\d"
    catalog.map(_.sourceId).toSet should have size catalog.size
    val pixel = tile.projection.toPixel(first.ra, first.dec)
    pixel.x + 1 shouldBe first.wx +- 0.01
    pixel.y + 1 shouldBe first.wy +- 0.01
  }

  it should "measure galaxies wider than stars" in {
    def widths(sourceClass: SourceClass) = spectra
      .filter(s => s.primary && s.zWarning == 0 && s.sourceClass == sourceClass)
      .flatMap(s => nearest(s))
      .filter(_.in(Band.W1).snr > 30)
      .map(row => row.in(Band.W1).mag1 - row.in(Band.W1).mag3)
      .sorted
    val stars = widths(SourceClass.STAR)
    val galaxies = widths(SourceClass.GALAXY)
    stars.size should be > 50
    galaxies.size should be > 50
    galaxies(galaxies.size / 2) should be > stars(stars.size / 2) + 0.1
  }

  "The spectra" should "be balanced for the labelled sources and mostly match a source" in {
    val primary = spectra.filter(_.primary)
    for (sourceClass <- SourceClass.values) {
      primary.count(_.sourceClass == sourceClass) should (be >= 190 and be < 300)
    }
    primary.count(nearest(_).isDefined).toDouble / primary.size should be > 0.85
  }

  it should "have uncertain redshifts, repeats and distinct keys" in {
    val many = (0 until 6).flatMap(i =>
      sky.at(SimulatedFootprint.tiles(6).get(i)).spectra().asScala
    )
    many.map(_.specObjId).toSet should have size many.size
    many.count(_.zWarning != 0).toDouble / many.size should (be > 0.025 and be < 0.055)
    many.count(!_.primary).toDouble / many.size should (be > 0.01 and be < 0.03)
  }

  "A spectrum's key" should "be packed as SDSS packs it" in {
    // Plate 7099, MJD 56666, fibre 508 is 7992903188490768384 in DR14; only RUN2D differs.
    val key = new Spectrum(7099, 56666, 508, 0, 0, SourceClass.QSO, "", 2.4, 0, 0, 5, true)
    java.lang.Long.parseUnsignedLong(key.specObjId) >> 24 shouldBe 7992903188490768384L >> 24
  }

  private def nearest(spectrum: Spectrum): Option[CatalogSource] = catalog
    .map(row => row -> Separation.arcsec(row.ra, row.dec, spectrum.ra, spectrum.dec))
    .filter(_._2 < 2)
    .sortBy(_._2)
    .headOption
    .map(_._1)

  "A footprint" should "begin at the pole, be widely spread, and keep its beginning for more tiles" in {
    val few = SimulatedFootprint.tiles(8).asScala
    few.head.coaddId shouldBe "1926p272_ac51"
    SimulatedFootprint.tiles(40).asScala.take(8) shouldBe few
    val separations = for (a <- few; b <- few if a.index < b.index) yield {
      Separation.arcsec(a.raDeg, a.decDeg, b.raDeg, b.decDeg)
    }
    separations.min should be > 10 * 3600.0
  }
}
