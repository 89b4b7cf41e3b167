package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.Path

/**
 * Two small catalogs in 4 files each, with all that is hard to match.
 *
 * @param count sources that have a position; each has a spectrum within 2 arcsec
 * @param faulty sources and spectra without a position on the sphere
 */
case class HardSky(sources: String, spectra: String, count: Int, faulty: Int)

object HardSky {

  private val arcsec = 1 / 3600.0

  /** Rows 3 arcsec apart: across 0 hours, at both poles and elsewhere; then some of them again. */
  private val positions: Seq[(Double, Double)] = {
    val once = for {
      i <- 0 until 40
      offset = i * 3 * arcsec
      position <- Seq(
        ((359.99 + offset) % 360, 0.0),
        (i * 40.0 % 360, 90 - offset / 10),
        (i * 40.0 % 360, offset / 10 - 90),
        (45 + offset, 40.0)
      )
    } yield position
    once ++ once.take(40)
  }

  private val faulty = Seq((Double.NaN, 1.0), (10.0, 91.0), (361.0, 1.0), (1.0, Double.NaN))

  /** Writes both catalogs. */
  def in(folder: Path): HardSky = {
    val spark = LocalSpark.session
    import spark.implicits._
    val sources = (positions ++ faulty).zipWithIndex.map { case ((ra, dec), i) =>
      (1000L - i, ra, dec, i * 0.1)
    }
    val spectra = (positions ++ faulty).zipWithIndex.map { case ((ra, dec), i) =>
      (s"${7919L * i % 1009}", Seq("STAR", "GALAXY", "QSO")(i % 3), ra, nearer(dec), 0.01 * i)
    }
    val sourcesPath = folder.resolve("hard sources").toString
    val spectraPath = folder.resolve("hard spectra").toString
    sources
      .toDF("cntr", "ra", "dec", "w1mpro")
      .repartition(4)
      .write
      .mode("overwrite")
      .parquet(sourcesPath)
    spectra
      .toDF("specobjid", "class", "ra", "dec", "z")
      .repartition(4)
      .write
      .mode("overwrite")
      .parquet(spectraPath)
    HardSky(sourcesPath, spectraPath, positions.size, 2 * faulty.size)
  }

  /** An arcsec towards the equator; on it, and where there is none, the same. */
  private def nearer(dec: Double) = dec - math.signum(dec) * arcsec
}
