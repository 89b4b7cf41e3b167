package allsky.simulation.unusual

import allsky.simulation.SimulatedFootprint
import allsky.simulation.SimulatedSky
import allsky.simulation.image.GhostRing
import allsky.simulation.source.Preset
import allsky.survey.AtlasTiling.PIXEL_SCALE_ARCSEC
import allsky.survey.Band

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class UnusualObjectSpec extends AnyFlatSpec with Matchers {

  private val pixels = 2400
  private val count = UnusualDraw.largestCount(pixels)
  private val sky = new SimulatedSky(7, Preset.SDSS, pixels, 0)
  private val atlasTile = SimulatedFootprint.tiles(1).get(0)
  private lazy val without = sky.at(atlasTile)
  private lazy val tile = sky.withUnusual(count).at(atlasTile)
  private lazy val objects = tile.unusual().asScala
  private lazy val rows = tile.unusualRows(1000).asScala

  private def of(kind: UnusualKind) = objects.filter(_.kind == kind)

  private def median(values: Seq[Double]) = values.sorted.apply(values.size / 2)

  /** True colours of the first listed source. */
  private def colour(kind: UnusualKind, blue: Band, red: Band): Seq[Double] =
    of(kind).map(each => each.listed.get(0).magnitude(blue) - each.listed.get(0).magnitude(red))

  "Unusual objects" should "change nothing else of the catalog and the spectra" in {
    tile.catalog() shouldBe without.catalog()
    tile.spectra() shouldBe without.spectra()
    tile.sources() shouldBe without.sources()
    without.unusual() shouldBe empty
    sky.withUnusual(count).at(atlasTile).unusual() shouldBe tile.unusual()
  }

  it should "have each kind equally often, in free squares of their own" in {
    count shouldBe 400
    objects.size should be > 395
    UnusualKind.values.foreach(kind => of(kind).size should be >= 34)
    val squares = objects.map { each =>
      val at = each.listed.get(0)
      ((at.x / 120).toInt, (at.y / 120).toInt)
    }
    squares.distinct should have size objects.size
    val bright = tile.sources().asScala.filter(_.w1 < 17.7)
    val nearest = objects.map(each => bright.map(_.distance(each.listed.get(0))).min)
    nearest.min * PIXEL_SCALE_ARCSEC should be >= 10.0
  }

  it should "each have a row with numbers that follow those of the catalog" in {
    rows should have size objects.size
    rows.map(_.src) shouldBe (1001L to 1000L + rows.size)
    rows.zip(objects).foreach { case (row, each) =>
      val at = each.listed.get(0)
      math.hypot(row.wx - 1 - at.x, row.wy - 1 - at.y) should be < 6.0
    }
  }

  "Dwarfs" should "have the median colours of the UltracoolSheet" in {
    // The mean over the types of each kind of the medians of 2,829 dwarfs in W1 - W2.
    import UnusualKind._
    for ((kind, w12) <- Seq(L_DWARF -> 0.34, T_DWARF -> 1.64, Y_DWARF -> 3.39)) {
      val colours = colour(kind, Band.W1, Band.W2)
      val error = 3 * (if (kind == L_DWARF) 0.14 else 0.9) / math.sqrt(colours.size)
      colours.sum / colours.size shouldBe w12 +- error
    }
    all(of(Y_DWARF).map(_.lights.size)) shouldBe 1
  }

  "Nebulae" should "be extended, and redder in W2 - W3 than galaxies" in {
    for (kind <- Seq(UnusualKind.HII_KNOT, UnusualKind.PLANETARY_NEBULA)) {
      median(colour(kind, Band.W2, Band.W3)) should be > 4.3
      median(colour(kind, Band.W3, Band.W4)) should be > 2.5
      all(of(kind).map(_.lights.get(0).shape.halfLightRadiusArcsec)) should be >= 1.0
    }
  }

  "Objects of one epoch and empty positions" should "have a row and no light" in {
    for (kind <- Seq(UnusualKind.ONE_EPOCH, UnusualKind.EMPTY); each <- of(kind)) {
      each.lights shouldBe empty
      each.patterns shouldBe empty
    }
    val seen = rows.zip(objects).filter(_._2.kind == UnusualKind.ONE_EPOCH).map(_._1)
    all(seen.map(_.in(Band.W1).snr)) should be > 10.0
    val unseen = rows.zip(objects).filter(_._2.kind == UnusualKind.EMPTY).map(_._1)
    unseen.count(_.in(Band.W1).sigmpro.isNaN) should be > unseen.size * 9 / 10
  }

  "A ghost" should "be a ring around the row, brighter at its radius than in its middle" in {
    for (each <- of(UnusualKind.GHOST)) {
      val ring = each.patterns.get(0).asInstanceOf[GhostRing]
      val at = each.listed.get(0)
      math.hypot(ring.x - at.x, ring.y - at.y) should be <= ring.radiusPixels
      val middle = ring.brightnessDn(Band.W1, ring.x, ring.y)
      ring.brightnessDn(Band.W1, ring.x + ring.radiusPixels, ring.y) should be > 5 * middle
    }
    val (x, y) = (100.0, 100.0)
    val light = for (i <- 0 until 200; j <- 0 until 200)
      yield new GhostRing(x, y, 12, 3, 12).brightnessDn(Band.W1, i, j)
    -2.5 * math.log10(light.sum) + Band.W1.magnitudeZeroPoint shouldBe 12.0 +- 0.01
  }

  "A halo" should "be that of a star of W1 from 5 to 7 within 65 arcsec" in {
    for (each <- of(UnusualKind.HALO)) {
      val star = each.lights.get(0)
      star.w1 should (be >= 5.0 and be <= 7.0)
      star.distance(each.listed.get(0)) * PIXEL_SCALE_ARCSEC should (be >= 40.0 and be <= 65.0)
    }
  }

  "Moon stripes" should "be bright at the row and dark half a period away, most in W3" in {
    for (each <- of(UnusualKind.MOON_STRIPES)) {
      val stripes = each.patterns.get(0).asInstanceOf[allsky.simulation.image.MoonStripes]
      val half = stripes.periodPixels / 2
      def at(band: Band, offset: Double) = stripes.brightnessDn(
        band,
        stripes.x + offset * math.cos(stripes.angleRad),
        stripes.y + offset * math.sin(stripes.angleRad)
      )
      at(Band.W3, 0) should be >= 4 * tile.pixelSigmaDn(Band.W3)
      at(Band.W3, half) should be < 0.0
      at(Band.W1, 0) / tile.pixelSigmaDn(Band.W1) shouldBe
        0.3 * at(Band.W3, 0) / tile.pixelSigmaDn(Band.W3) +- 1e-9
    }
  }

  "A blend" should "be two sources of different classes 3 to 6 arcsec apart" in {
    for (each <- of(UnusualKind.BLEND)) {
      val (brighter, fainter) = (each.listed.get(0), each.listed.get(1))
      brighter.sourceClass should not be fainter.sourceClass
      brighter.distance(fainter) * PIXEL_SCALE_ARCSEC should (be >= 3.0 and be <= 6.0)
      fainter.w1 - brighter.w1 should (be >= 0.0 and be <= 0.75)
    }
  }

  "The images" should "show the light of each object where its row is, and nothing else new" in {
    val small = new SimulatedSky(7, Preset.SDSS, 480, 0)
    val plain = small.at(atlasTile).image(Band.W3)
    val added = small.withUnusual(UnusualDraw.largestCount(480)).at(atlasTile)
    val shown = added.image(Band.W3)
    for (each <- added.unusual().asScala) {
      val at = each.listed.get(0)
      val (x, y) = (at.x.round.toInt, at.y.round.toInt)
      val gain = shown(y)(x) - plain(y)(x)
      if (each.kind == UnusualKind.HII_KNOT || each.kind == UnusualKind.MOON_STRIPES)
        gain.toDouble should be > added.pixelSigmaDn(Band.W3)
      if (each.kind == UnusualKind.EMPTY || each.kind == UnusualKind.ONE_EPOCH)
        math.abs(gain).toDouble should be < added.pixelSigmaDn(Band.W3)
    }
  }

  "A sky" should "refuse more unusual objects than squares" in {
    an[IllegalArgumentException] should be thrownBy sky.withUnusual(401)
    an[IllegalArgumentException] should be thrownBy sky.withUnusual(-1)
  }
}
