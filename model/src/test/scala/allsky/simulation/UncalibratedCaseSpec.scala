package allsky.simulation

import allsky.simulation.image.DiffuseEmission
import allsky.simulation.source.{HardCase, Preset, SkySource}
import allsky.simulation.unusual.UnusualKind
import allsky.sky.{EclipticLatitude, GalacticPosition, SkyPosition}
import allsky.survey.{AtlasTile, AtlasTiling, Band, SourceClass}

import java.util.SplittableRandom

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The hard cases that are not part of the calibration of the preset sdss. */
class UncalibratedCaseSpec extends AnyFlatSpec with Matchers {

  private def nearest(position: SkyPosition): AtlasTile =
    AtlasTiling.tiles.asScala.minBy { tile =>
      math.hypot(tile.decDeg - position.decDeg, tile.raDeg - position.raDeg)
    }

  private lazy val atPole = nearest(new SkyPosition(192.85948, 27.12825))
  private lazy val nearPlane = nearest(new GalacticPosition(150, 10).toIcrs)
  private lazy val atEcliptic = nearest(new SkyPosition(180, 0))
  private lazy val atEclipticPole = nearest(new SkyPosition(270, 66.56))

  private def sky(pixels: Int, labelled: Int, cases: HardCase*): SimulatedSky =
    new SimulatedSky(3, Preset.SDSS, pixels, labelled, cases.toSet.asJava)

  /** The difference that a case makes to an image of natural sources. */
  private def difference(hard: HardCase, tile: AtlasTile, band: Band): Array[Array[Double]] = {
    val plain = sky(1024, 0).at(tile).image(band)
    val changed = sky(1024, 0, hard).at(tile).image(band)
    plain.indices
      .map(y => plain(y).indices.map(x => changed(y)(x).toDouble - plain(y)(x)).toArray)
      .toArray
  }

  private def changed(hard: HardCase, sourceClass: SourceClass): Seq[SkySource] = {
    def labelled(cases: HardCase*) =
      sky(2048, 6000, cases: _*)
        .at(atPole)
        .sources
        .asScala
        .filter(s => s.labelled && s.sourceClass == sourceClass)
    labelled(hard).diff(labelled())
  }

  private def mean(values: Seq[Double]): Double = values.sum / values.size

  private def deviation(values: Seq[Double]): Double = {
    val centre = mean(values)
    math.sqrt(mean(values.map(v => (v - centre) * (v - centre))))
  }

  private def median(values: Seq[Double]): Double = values.sorted.apply(values.size / 2)

  "Saturated stars" should "be 1 % of the stars with a spectrum" in {
    val stars = changed(HardCase.SATURATED_STARS, SourceClass.STAR)
    stars.size / 2000.0 shouldBe 0.01 +- 0.006
    all(stars.map(_.w1)) should (be >= 4.0 and be <= 8.0)
    changed(HardCase.SATURATED_STARS, SourceClass.QSO) shouldBe empty
  }

  private lazy val saturation = difference(HardCase.SATURATED_STARS, nearPlane, Band.W1)

  private lazy val natural = sky(1024, 0).at(nearPlane).sources.asScala

  private def inside(x: Double, y: Double, margin: Double): Boolean =
    Seq(x, y).forall(c => c > margin && c < 1023 - margin)

  they should "have masked cores, with a flat ring around them" in {
    val bright = natural.filter(s => s.w1 < 6.8 && inside(s.x, s.y, 5))
    bright should not be empty
    all(bright.map(s => saturation(s.y.round.toInt)(s.x.round.toInt).isNaN)) shouldBe true
    val image = sky(1024, 0, HardCase.SATURATED_STARS).at(nearPlane).image(Band.W1).flatten
    val masked = image.count(_.isNaN)
    val ceiling = image.filterNot(_.isNaN).max
    masked should (be >= bright.size * 3 and be < bright.size * 400)
    image.count(_ > 0.999f * ceiling) should be > bright.size
  }

  they should "leave fainter stars as they are" in {
    val faint = natural.filter { s =>
      s.w1 > 8.3 && s.w1 < 11 && inside(s.x, s.y, 5) &&
      natural.forall(o => o.w1 > 8 || o.distance(s) > 160)
    }
    faint should not be empty
    all(faint.map(s => saturation(s.y.round.toInt)(s.x.round.toInt))) shouldBe 0.0 +- 0.01
  }

  they should "have ghosts of a light 6 mag fainter" in {
    val stars = natural.filter(_.w1 < 8)
    val pixels = saturation.flatten.filter(v => !v.isNaN && v > 0)
    val ghosts = stars.map(s => math.pow(10, 0.4 * (20.5 - s.w1 - 6))).sum
    stars.size should be >= 2
    // Some ghosts are outside the image or on a masked core.
    pixels.sum / ghosts should (be > 0.3 and be < 1.001)
  }

  private def emission(seed: Int, pixels: Int, latDeg: Double, band: Band): Array[Array[Float]] = {
    val blank = Array.ofDim[Float](pixels, pixels)
    new DiffuseEmission(pixels, latDeg, new SplittableRandom(seed)).addTo(blank, band)
    blank
  }

  private def meanEmission(latDeg: Double, band: Band): Double =
    mean((1 to 100).map(seed => emission(seed, 64, latDeg, band).map(_.sum.toDouble).sum / 4096))

  "Diffuse emission" should "follow the cosecant of the Galactic latitude in W3 and W4" in {
    // 0.04 MJy/sr at the pole is 0.97 DN in W3.
    meanEmission(90, Band.W3) shouldBe 0.97 +- 0.08
    meanEmission(-10, Band.W3) shouldBe 0.97 / math.sin(math.toRadians(10)) +- 0.45
    meanEmission(90, Band.W4) shouldBe 0.97 * 1.8326e-6 / 5.2269e-5 +- 0.003
    meanEmission(0, Band.W1) shouldBe 0.0
  }

  it should "have a power spectrum of slope -2.9" in {
    // The mean squared difference of two pixels at the distance L is L^0.9 for this slope.
    val images = (1 to 40).map(emission(_, 512, 10, Band.W3))
    def structure(distance: Int): Double = mean(images.map { image =>
      mean(
        for (y <- 0 until 512 by 16; x <- 0 until 512 - distance by 16)
          yield math.pow(image(y)(x + distance) - image(y)(x), 2)
      )
    })
    math.log(structure(256) / structure(32)) / math.log(8) shouldBe 0.9 +- 0.1
  }

  it should "be in the images of W3" in {
    val lat = GalacticPosition.of(nearPlane.centre).latDeg
    val added = difference(HardCase.DIFFUSE_EMISSION, nearPlane, Band.W3).flatten
    mean(added) shouldBe 0.97 / math.sin(math.toRadians(lat)) +- 3.0
    deviation(added) should be > 0.1
  }

  "Moving objects" should "be rows without light, most of them near the ecliptic" in {
    def rows(tile: AtlasTile) = sky(4095, 0, HardCase.MOVING_OBJECTS).at(tile).unusual.asScala
    val near = rows(atEcliptic)
    // 17.4 per square degree in 2.36 square degrees.
    near.size shouldBe 41 +- 20
    rows(atEclipticPole) shouldBe empty
    near.map(_.kind).toSet shouldBe Set(UnusualKind.ONE_EPOCH)
    all(near.map(_.lights.size)) shouldBe 0
    difference(HardCase.MOVING_OBJECTS, atEcliptic, Band.W3).flatten.toSet shouldBe Set(0.0)
  }

  they should "follow the ordinary rows of the catalog" in {
    val tile = sky(2048, 0, HardCase.MOVING_OBJECTS).at(atEcliptic)
    val plain = sky(2048, 0).at(atEcliptic)
    tile.catalog shouldBe plain.catalog
    val rows = tile.unusualRows(tile.catalog.size).asScala
    rows.map(_.src) shouldBe rows.indices.map(tile.catalog.size + 1L + _)
    val colours = rows.map(row => row.in(Band.W1).mpro - row.in(Band.W3).mpro)
    median(colours) should be > 4.0
  }

  "Dusty galaxies" should "be 3 % of the galaxies with a spectrum, and red" in {
    val galaxies = changed(HardCase.DUSTY_GALAXIES, SourceClass.GALAXY)
    galaxies.size / 2000.0 shouldBe 0.03 +- 0.012
    median(galaxies.map(s => s.w2 - s.w3)) shouldBe 4.3 +- 0.2
    median(galaxies.map(s => s.w1 - s.w2)) shouldBe 0.55 +- 0.08
    changed(HardCase.DUSTY_GALAXIES, SourceClass.STAR) shouldBe empty
  }

  they should "have noisier W3 and W4 near the ecliptic, as two real Atlas images" in {
    def noise(tile: AtlasTile, band: Band): Double = {
      val uniform = sky(128, 0).at(tile).pixelSigmaDn(band)
      sky(128, 0, HardCase.DUSTY_GALAXIES).at(tile).pixelSigmaDn(band) / uniform
    }
    val low = nearest(new SkyPosition(121.008858, 1.514444))
    val high = nearest(new SkyPosition(255.8, 31.8))
    Seq(low, high).map(_.coaddId) shouldBe Seq("1210p015_ac51", "2558p318_ac51")
    EclipticLatitude.deg(low.centre) shouldBe -18.0 +- 1.0
    EclipticLatitude.deg(high.centre) shouldBe 54.0 +- 1.0
    for (band <- Seq(Band.W3, Band.W4)) {
      noise(low, band) / noise(high, band) shouldBe 1.22 +- 0.05
      noise(atEcliptic, band) / noise(atEclipticPole, band) shouldBe math.sqrt(2) +- 0.01
    }
    noise(low, Band.W1) shouldBe 1.0
  }
}
