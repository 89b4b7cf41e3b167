package allsky.spark.cli

import allsky.RealSky
import allsky.fits.image.FitsImage
import allsky.spark.LocalSpark
import allsky.survey.Band
import java.nio.file.Files

import scala.collection.JavaConverters._

import allsky.spark.cli.CircularAperture.median
import org.apache.spark.sql.Row
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
 * Apertures on the stacked pixels of real Atlas images, against WISE's own catalog. None of the
 * catalogs at hand covers an image at hand, so that no source can be compared with itself. What can
 * be compared is what all stars share: how their light grows with the aperture, and their colours,
 * which hold the ratios of the zero points. W4 shows neither here: no star is bright enough.
 */
class RealPhotometrySpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private val bands = Band.values.toSeq

  private val Seq(small, standard, large) = Seq(5.5, 8.25, 11.0).map(new CircularAperture(_, bands))

  /** Peaks of W1 of 30 sigma without a neighbour of 6 sigma within 19 arcsec, by their centroids. */
  private def peaks(folder: String): Seq[(Double, Double)] = {
    val path = RealSky.path(s"allwise-cutouts/$folder/WISE_W1.fits")
    val stream = Files.newInputStream(path)
    val image =
      try FitsImage.read(stream, "WISE_W1.fits")
      finally stream.close()
    val pixels = image.pixels
    val all = pixels.flatten.filterNot(_.isNaN).map(_.toDouble).toSeq
    val (level, sigma) = (median(all), CircularAperture.scatter(all))
    def highest(x: Int, y: Int, reach: Int): Boolean =
      (for (j <- -reach to reach; i <- -reach to reach) yield pixels(y + j)(x + i))
        .forall(_ <= pixels(y)(x))
    val (width, height) = (image.header.width, image.header.height)
    val local = for {
      y <- 6 until height - 6
      x <- 6 until width - 6
      if pixels(y)(x) > level + 6 * sigma && highest(x, y, 2)
    } yield (x, y)
    val inside = local.filter { case (x, y) =>
      x >= 22 && x < width - 22 && y >= 22 && y < height - 22 && pixels(y)(x) > level + 30 * sigma
    }
    inside
      .filter { case (x, y) => local.count(p => math.hypot(p._1 - x, p._2 - y) < 14) == 1 }
      .map { case (x, y) =>
        val around = for (j <- -2 to 2; i <- -2 to 2) yield (i, j, pixels(y + j)(x + i) - level)
        val light = around.map(_._3).sum
        val position = image.header.projection
          .toSky(
            x + around.map(p => p._1 * p._3).sum / light,
            y + around.map(p => p._2 * p._3).sum / light
          )
        (position.raDeg, position.decDeg)
      }
  }

  private lazy val stacked: Seq[Row] = {
    val folder = Files.createTempDirectory("real-photometry")
    val positions = (peaks("2010H") ++ peaks("2010ag")).map { case (ra, dec) => s"$ra,$dec" }
    val sources = Files.write(folder.resolve("peaks.csv"), ("ra,dec" +: positions).asJava)
    val outcome = CommandLine.allsky(
      Seq("stack-cutouts", "--sources", s"$sources", "--bands", "W1,W2,W3,W4") ++
        Seq("--tiles", s"${RealSky.path("allwise-cutouts")}") ++
        Seq("--tile-index", s"$folder/index", "--output", s"$folder/cutouts"): _*
    )
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    spark.read.parquet(s"$folder/cutouts").filter("status = 'OK'").collect().toSeq
  }

  /** Rows of WISE's catalog of another field: not extended, no artefact, 9 to 13.5 mag in W1. */
  private lazy val catalog: Seq[Map[String, Double]] = {
    val lines = Files.readAllLines(RealSky.path("catalogs/wise_allsky.csv")).asScala
    val names = lines.head.split(",")
    lines.tail
      .map(line =>
        names.zip(line.split(",", -1)).flatMap { case (name, text) =>
          scala.util.Try(name -> text.toDouble).toOption
        }.toMap
      )
      .filter(row => row("w1cc_map") == 0 && row("w2cc_map") == 0 && row("w1rchi2") < 2)
      .filter(row => row("w1mpro") < 13.5)
  }

  private def listed(rows: Seq[Map[String, Double]], one: String, other: String): Double =
    median(rows.map(row => row(one) - row(other)))

  /** How much brighter than in 5.5 arcsec a source is in 11 arcsec. */
  private def growth(band: Band)(source: Row): Double =
    small.magnitude(source, band) - large.magnitude(source, band)

  /** The catalog's correction of its standard aperture of 8.25 arcsec to all of a star's light. */
  private def correction(band: Band): Double = catalog.head(s"${band.columnName}mcor")

  private def colour(blue: Band, red: Band)(source: Row): Double =
    standard.magnitude(source, blue) - correction(blue) -
      (standard.magnitude(source, red) - correction(red))

  private lazy val brightest: Row = stacked.minBy(standard.magnitude(_, Band.W1))

  "Isolated sources of real images" should "grow with the aperture as the catalog's" taggedAs RealSky in {
    stacked.size should be >= 15
    for (band <- Seq(Band.W1, Band.W2)) {
      val name = band.columnName
      val stars = catalog.filter(row => row(s"${name}snr") > 20)
      median(stacked.map(growth(band))) shouldBe listed(
        stars,
        s"${name}mag_1",
        s"${name}mag_3"
      ) +- 0.03
    }
    val bright = catalog.filter(row => row("w3snr") > 8)
    growth(Band.W3)(brightest) shouldBe listed(bright, "w3mag_1", "w3mag_3") +- 0.03
  }

  they should "have the colours of the catalog's stars at the headers' zero points" taggedAs RealSky in {
    // Two zero points to 0.007 mag each, and the median of 19 colours that scatter by 0.08 mag.
    median(stacked.map(colour(Band.W1, Band.W2))) shouldBe listed(catalog, "w1mag", "w2mag") +- 0.06
    // One star of W3 = 9.0 mag, and nine of the catalog whose colours scatter by 0.1 mag.
    val bright = catalog.filter(row => row("w3snr") > 8)
    colour(Band.W2, Band.W3)(brightest) shouldBe listed(bright, "w2mag", "w3mag") +- 0.15
  }
}
