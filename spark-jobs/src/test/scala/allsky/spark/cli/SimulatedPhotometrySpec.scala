package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.survey.Band
import java.nio.file.Files

import allsky.spark.cli.CircularAperture.median
import allsky.spark.cli.CircularAperture.scatter
import org.apache.spark.sql.Row
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
 * Stacked pixels against the apertures of the simulated catalog, which was not made from pixels. The
 * images of the preset sdss have another PSF than its catalog.
 */
class SimulatedPhotometrySpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private val bands = Band.values.toSeq

  private lazy val sources: Seq[Row] = {
    val folder = Files.createTempDirectory("photometry")
    val sky = folder.resolve("sky")
    val cutouts = folder.resolve("cutouts")
    def run(words: String*): Unit = {
      val outcome = CommandLine.allsky(words: _*)
      withClue(outcome.err)(outcome.exitCode shouldBe 0)
    }
    run(
      Seq("simulate-sky", "--output", s"$sky", "--tiles", "2", "--tile-pixels", "768") ++
        Seq("--labelled-per-tile", "100", "--preset", "paper"): _*
    )
    run(
      Seq("stack-cutouts", "--sources", s"$sky/allwise", "--tiles", s"$sky/tiles") ++
        Seq("--bands", "W1,W2,W3,W4", "--output", s"$cutouts"): _*
    )
    val stacked = spark.read.parquet(s"$cutouts").filter("status = 'OK' and cutout_flags = 0")
    val catalog = spark.read.parquet(s"$sky/allwise").drop("ra", "dec", "coadd_id")
    isolated(stacked.join(catalog, "cntr").collect().toSeq)
  }

  /** No other source of the catalog within 22 arcsec that has a fiftieth of its light or more. */
  private def isolated(all: Seq[Row]): Seq[Row] = {
    def near(one: Row, other: Row): Boolean = {
      val dDec = other.getAs[Double]("dec") - one.getAs[Double]("dec")
      val dRa = (other.getAs[Double]("ra") - one.getAs[Double]("ra")) *
        math.cos(math.toRadians(one.getAs[Double]("dec")))
      math.hypot(dRa, dDec) * 3600 < 22
    }
    def w1(row: Row) = row.getAs[Double]("w1mpro")
    all.filter { one =>
      w1(one) > 9 && one.getAs[String]("cc_flags") == "0000" &&
      !all.exists(other => (other ne one) && w1(other) < w1(one) + 4.25 && near(one, other))
    }
  }

  /** A source's flux in an aperture, ours and the catalog's with its error, in DN. */
  private case class Pair(ours: Double, listed: Double, error: Double)

  private def pairs(band: Band, number: Int, radiusArcsec: Double, signal: Double): Seq[Pair] = {
    val aperture = new CircularAperture(radiusArcsec, bands)
    val name = band.columnName
    def value(row: Row, column: String) = Option(row.getAs[Any](column)).collect { case v: Double =>
      v
    }
    for {
      row <- sources
      if value(row, s"${name}snr").exists(_ >= signal)
      magnitude <- value(row, s"${name}mag_$number")
      error <- value(row, s"${name}sigm_$number")
    } yield {
      val listed = math.pow(10, 0.4 * (band.magnitudeZeroPoint - magnitude))
      Pair(aperture.flux(row, band), listed, error * listed * math.log(10) / 2.5)
    }
  }

  private def magnitude(ratio: Double): Double = -2.5 * math.log10(ratio)

  "Apertures on stacked cutouts" should "give the catalog's fluxes at the zero points of all bands" in {
    for (band <- bands; (number, radius) <- Seq(1 -> 5.5, 3 -> 11.0)) {
      val all = pairs(band, number, radius, signal = 5)
      // The ratio by least squares; both sides have noise of the same size.
      val weight = all.map(pair => math.pow(pair.listed / pair.error, 2)).sum
      val ratio = all.map(pair => pair.ours * pair.listed / math.pow(pair.error, 2)).sum / weight
      val error = 1.0857 * math.sqrt(2 / weight)
      withClue(s"$band in $radius arcsec, ${all.size} sources, $error mag: ") {
        all.size should be >= 5
        error should be < 0.1
        // A fiftieth goes to the median of the ring, which holds the outskirts of the sources.
        magnitude(ratio) shouldBe 0.02 +- (0.03 + 3 * error)
      }
    }
  }

  they should "scatter by little more than the catalog's errors" in {
    for (band <- Seq(Band.W1, Band.W2)) {
      val bright = pairs(band, 1, 5.5, signal = 20)
      bright.size should be > 50
      scatter(bright.map(pair => magnitude(pair.ours / pair.listed))) should be < 0.08
      median(bright.map(pair => magnitude(pair.ours / pair.listed))) shouldBe 0.02 +- 0.03
    }
  }
}
