package allsky.cutout

import allsky.fits.UnwiseImages
import allsky.RealSky
import allsky.fits.header.ImageSurvey
import allsky.fits.image.FitsImage
import allsky.survey.Band
import java.nio.file.Files
import java.util.Collections.singletonList

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** A real corner of the unWISE tile 3460p121, 10 x 10 pixels. */
class RealUnwiseSpec extends AnyFlatSpec with Matchers {

  private def image(band: Band): FitsImage = {
    val path = RealSky.path(s"unwise/3460p121/${UnwiseImages.name("3460p121", band)}")
    val stream = Files.newInputStream(path)
    try FitsImage.read(stream, path.getFileName.toString)
    finally stream.close()
  }

  /** ra, dec, x and y from 0, by astropy.wcs 8.0 (all_world2pix of the W1 header). */
  private val golden = Seq(
    (346.687686, 12.7874662, 3.249149926887185e-06, -1.247688942385139e-06),
    (346.6843264, 12.7911397, 4.300059562067304, 4.800036156658393),
    (346.6804814, 12.7877877, 9.200001020071113, 0.399992470541747),
    (346.6837785, 12.7912936, 5.000063522134383, 4.9999488492413775),
    (346.59, 12.78, 124.70948869060135, -10.037945479461087)
  )

  "A real unWISE header" should "project positions to the same pixels as astropy" taggedAs RealSky in {
    val projection = image(Band.W1).header.projection
    for ((ra, dec, x, y) <- golden) {
      val pixel = projection.toPixel(ra, dec)
      pixel.x shouldBe x +- 1e-6
      pixel.y shouldBe y +- 1e-6
    }
  }

  it should "have the archive's values" taggedAs RealSky in {
    for (band <- Band.values.toSeq) {
      val header = image(band).header
      (header.coaddId, header.band, header.magnitudeZeroPoint) shouldBe (("3460p121", band, 22.5))
      header.survey.get shouldBe ImageSurvey.UNWISE
    }
  }

  "A cutout of a real unWISE image" should "be its pixels in DN" taggedAs RealSky in {
    val tile = BandImages.of(singletonList(image(Band.W1)))
    val shape = new CutoutShape(singletonList(Band.W1), 10, ImageSurvey.UNWISE)
    val cutout = new CutoutExtractor(shape).extract(tile, 346.6843264, 12.7911397).cutout
    shape.window shouldBe 9
    cutout.flags shouldBe 0
    cutout.dx shouldBe 0.3000596f +- 1e-5f
    cutout.dy shouldBe -0.1999638f +- 1e-5f
    for (y <- 0 until 9; x <- 0 until 9) {
      val above = tile.images.get(0).pixels()(y + 1)(x) - cutout.background()(0)
      cutout.pixels()(9 * y + x) shouldBe (above * math.pow(10, -0.8)).toFloat +- 1e-4f
    }
  }
}
