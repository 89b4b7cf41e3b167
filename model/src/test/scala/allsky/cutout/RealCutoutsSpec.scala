package allsky.cutout

import allsky.RealSky
import allsky.fits.image.FitsImage
import allsky.survey.Band
import java.nio.file.Files
import java.util.Collections.singletonList

import scala.io.Source

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class RealCutoutsSpec extends AnyFlatSpec with Matchers {

  private def golden: Seq[Array[String]] = {
    val source = Source.fromResource("golden/real-cutouts.csv")
    try source.getLines().filterNot(_.startsWith("#")).drop(1).map(_.split(",")).toList
    finally source.close()
  }

  private def image(folder: String, band: String): FitsImage = {
    val path = RealSky.path(s"allwise-cutouts/$folder/WISE_$band.fits")
    val stream = Files.newInputStream(path)
    try FitsImage.read(stream, path.getFileName.toString)
    finally stream.close()
  }

  "A cutout of a real Atlas image" should "equal the cutout by astropy and numpy" taggedAs RealSky in {
    golden should have size 84
    for (((folder, band), rows) <- golden.groupBy(row => (row(0), row(1)))) {
      val tile = BandImages.of(singletonList(image(folder, band)))
      val shape = new CutoutShape(singletonList(Band.valueOf(band)), 50)
      rows.foreach(row => compare(tile, shape, row.drop(2).map(_.toDouble)))
    }
  }

  private def compare(tile: BandImages, shape: CutoutShape, row: Array[Double]): Unit = {
    val Array(ra, dec, x, y, background, sum, middle, corner) = row
    val pixel = tile.header.projection.toPixel(ra, dec)
    pixel.x shouldBe x +- 1e-6
    pixel.y shouldBe y +- 1e-6
    val cutout = new CutoutExtractor(shape).extract(tile, ra, dec).cutout
    val level = cutout.background()(0)
    level.toDouble shouldBe background
    cutout.pixels()(21 * 43 + 21) shouldBe (middle.toFloat - level)
    cutout.pixels()(42) shouldBe (corner.toFloat - level)
    val total = cutout.pixels().map(_.toDouble + level).sum
    total shouldBe sum +- math.abs(sum) * 1e-6
  }

  "A real Atlas header" should "be read with its card whose keyword is a dash" taggedAs RealSky in {
    val header = image("2010ag", "W3").header
    header.coaddId shouldBe "2558p318_ac51"
    header.magnitudeZeroPoint shouldBe 18.0
    header.width shouldBe 261
    header.projection.pixelScaleArcsec shouldBe 1.375 +- 1e-6
  }
}
