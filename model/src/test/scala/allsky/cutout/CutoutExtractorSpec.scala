package allsky.cutout

import allsky.fits.AtlasImages
import allsky.fits.UnwiseImages
import allsky.fits.header.ImageSurvey
import allsky.fits.image.FitsImage
import allsky.survey.Band
import java.io.ByteArrayInputStream
import java.util.List

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CutoutExtractorSpec extends AnyFlatSpec with Matchers {

  private val side = 200
  private val shape = new CutoutShape(List.of(Band.W1, Band.W3), 50)
  private val window = shape.window

  /** Distinct values around 500 DN, which floats represent exactly. */
  private def field(band: Band) =
    Array.tabulate(side, side)((y, x) => 500f + ((y * 31 + x * 17 + band.number * 7) % 64) / 4f)

  private def tile(
      w1: Array[Array[Float]] = field(Band.W1),
      w3: Array[Array[Float]] = field(Band.W3),
      cards: Map[String, Any] = Map.empty
  ) =
    BandImages.of(
      List.of(AtlasImages.image(w1, Band.W1, cards), AtlasImages.image(w3, Band.W3, cards))
    )

  private def extract(images: BandImages, x: Double, y: Double): CutoutResult = {
    val position = images.header.projection.toSky(x, y)
    new CutoutExtractor(shape).extract(images, position.raDeg, position.decDeg)
  }

  "A cutout of 50 arcsec" should "be a window of 43 Atlas pixels" in {
    window shouldBe 43
    shape.pixelCount shouldBe 2 * 43 * 43
  }

  it should "be the background-subtracted slice around the source" in {
    val cutout = extract(tile(), 80.3, 120.8).cutout
    for (
      (band, pixels) <- Seq(0 -> field(Band.W1), 1 -> field(Band.W3)); y <- 0 until window;
      x <- 0 until window
    ) {
      val value = cutout.pixels()(band * window * window + y * window + x)
      value + cutout.background()(band) shouldBe pixels(121 - 21 + y)(80 - 21 + x)
    }
    cutout.dx shouldBe 0.3f +- 1e-5f
    cutout.dy shouldBe -0.2f +- 1e-5f
    cutout.flags shouldBe 0
    cutout.badPixels shouldBe 0
  }

  it should "measure background and noise only on the border ring" in {
    val level = Array.tabulate(side, side) { (y, x) =>
      val inner = math.abs(y - 100) <= 17 && math.abs(x - 100) <= 17
      if (inner) 9000f else if ((x + y) % 2 == 0) 99f else 101f
    }
    val cutout = extract(tile(level, level), 100, 100).cutout
    cutout.background()(0) shouldBe 100f +- 1f
    cutout.sigma()(0) should (be > 0f and be <= 1.4826f * 2)
  }

  it should "be scaled to the band's reference zero point" in {
    val old = tile(cards = Map("MAGZP" -> 17.5))
    val reference = Seq(tile(cards = Map("MAGZP" -> 18.0)), old).map(extract(_, 100, 100).cutout)
    val w3 = window * window + 5
    val ratio = reference(1).pixels()(w3) / reference(0).pixels()(w3)
    ratio shouldBe math.pow(10, 0.2).toFloat +- 1e-5f
  }

  it should "be 25 pixels of an unWISE image, with nanomaggies turned into the band's DN" in {
    val coarse = shape.from(ImageSurvey.UNWISE)
    coarse.window shouldBe 25
    val images = Seq(Band.W1, Band.W3).map { band =>
      val bytes = UnwiseImages.fits(field(band), band)
      FitsImage.read(new ByteArrayInputStream(bytes), UnwiseImages.name("1210p015", band))
    }
    val tile = BandImages.of(List.of(images.head, images(1)))
    val position = tile.header.projection.toSky(80.3, 120.8)
    val cutout =
      new CutoutExtractor(coarse).extract(tile, position.raDeg, position.decDeg).cutout
    for ((nanomaggies, place) <- Seq(6.3096, 63.096).zipWithIndex) {
      val level = cutout.background()(place)
      val middle = images(place).pixels()(121)(80) - level
      cutout.pixels()(place * 625 + 12 * 25 + 12) shouldBe
        (middle / nanomaggies).toFloat +- (math.abs(middle) * 1e-5f + 1e-6f)
    }
    cutout.dx shouldBe 0.3f +- 1e-5f
    cutout.dy shouldBe -0.2f +- 1e-5f
  }

  it should "keep pixels without a value as NaN and count them" in {
    val holed = field(Band.W1)
    holed(100)(100) = Float.NaN
    holed(101)(100) = Float.PositiveInfinity
    val cutout = extract(tile(holed), 100, 100).cutout
    cutout.badPixels shouldBe 2
    cutout.flags shouldBe CutoutFlag.BAD_PIXELS
    cutout.pixels()(21 * window + 21).isNaN shouldBe true
    cutout.pixels()(22 * window + 21).isNaN shouldBe true
  }

  for (odd <- Seq(-Float.MaxValue, 3e38f, -1e30f))
    it should s"treat a pixel of $odd as missing" in {
      val holed = field(Band.W1)
      holed(100)(100) = odd
      val cutout = extract(tile(holed), 100, 100).cutout
      cutout.badPixels shouldBe 1
      cutout.flags shouldBe CutoutFlag.BAD_PIXELS
      cutout.pixels()(21 * window + 21).isNaN shouldBe true
    }

  it should "be flagged if a band has only one value" in {
    val filled = Array.fill(side, side)(0f)
    extract(tile(w3 = filled), 100, 100).cutout.flags shouldBe CutoutFlag.CONSTANT
  }

  it should "be flagged for each irregularity" in {
    val holed = field(Band.W1)
    holed(100)(15) = Float.NaN
    extract(tile(holed), 15, 100).cutout.flags shouldBe
      (CutoutFlag.EDGE | CutoutFlag.BAD_PIXELS)
  }

  it should "be flagged if its window extends beyond the edge" in {
    val cutout = extract(tile(), 15, 100).cutout
    cutout.flags shouldBe CutoutFlag.EDGE
    cutout.badPixels shouldBe 2 * 6 * window
    cutout.pixels()(21 * window + 5).isNaN shouldBe true
    cutout.pixels()(21 * window + 6).isNaN shouldBe false
  }

  "A source" should "have no cutout if most of its pixels have no value" in {
    val empty = Array.fill(side, side)(Float.NaN)
    extract(tile(w3 = empty), 100, 100).status shouldBe CutoutStatus.MASKED
  }

  it should "have no cutout outside the tile" in {
    extract(tile(), -0.6, 100).status shouldBe CutoutStatus.OFF_TILE
    extract(tile(), 100, side - 0.4).status shouldBe CutoutStatus.OFF_TILE
    val extractor = new CutoutExtractor(shape)
    extractor.extract(tile(), AtlasImages.RaDeg + 180, 0).status shouldBe CutoutStatus.OFF_TILE
  }

  it should "have no cutout without a position" in {
    val extractor = new CutoutExtractor(shape)
    extractor.extract(tile(), Double.NaN, 0).status shouldBe CutoutStatus.BAD_POSITION
    extractor.extract(tile(), 10, 90.001).status shouldBe CutoutStatus.BAD_POSITION
  }
}
