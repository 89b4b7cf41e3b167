package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import org.apache.spark.sql.DataFrame
import org.scalatest.matchers.should.Matchers

/** Catalogs of fast stars at several places of the sky, their partners, and crossmatch of them. */
trait MovingStars extends Matchers {

  import StraightMotion._

  lazy val spark = LocalSpark.session
  import spark.implicits._

  lazy val folder = Files.createTempDirectory("allsky-epochs")

  def newFolder(): String =
    Files.createTempDirectory("allsky-moved").resolve("matches").toString

  def write(name: String, rows: DataFrame): String = {
    val path = folder.resolve(name).toString
    rows.write.parquet(path)
    path
  }

  val year = 2010.5

  lazy val stars = Seq(
    gaia(1, 269.45207695, 4.69336497, -801.551, 10362.394), // Barnard's star
    gaia(2, 10.0, 89.999, 8000, -6000),
    gaia(3, 0.00001, -60.0, 4000, 2500),
    gaia(4, 359.9999, 30.0, -9000, 100),
    gaia(5, 200.0, -89.9999, 5000, 5000),
    Star(6, Some(50.0), 50.0, None, Some(9000.0), Some(2016.0)),
    Star(7, Some(60.0), -50.0, Some(Double.NaN), Some(9000.0), Some(2016.0)),
    Star(8, Some(70.0), 20.0, Some(9000.0), Some(9000.0), None),
    Star(9, None, 20.0, Some(9000.0), Some(9000.0), Some(2016.0))
  )
  val fast = Set(1L, 2L, 3L, 4L, 5L)
  lazy val positioned = stars.filter(_.ra.isDefined)

  /** Beside each star where it was in the year, and one that is alone. */
  lazy val partners = positioned.map { star =>
    val there = plus(moved(star, year), times(Seq(0.6, -0.5, 0.4), math.toRadians(1 / 3600.0)))
    val (ra, dec) = raDec(there)
    (100 + star.key, ra, dec)
  } :+ ((200L, 123.0, 45.0))

  lazy val separations = positioned
    .zip(partners)
    .map { case (star, (_, ra, dec)) => star.key -> arcsec(moved(star, year), unit(ra, dec)) }
    .toMap

  lazy val catalog = stars
    .map(s => (s.key, s.ra, s.dec, s.pmRa, s.pmDec, s.epoch))
    .toDF("source_id", "ra", "dec", "pmra", "pmdec", "ref_epoch")
  lazy val moving = write("gaia", catalog)
  lazy val still = write("still", partners.toDF("id", "ra", "dec"))
  lazy val spectra = write(
    "spectra",
    partners.map(p => (p._1.toString, "STAR", p._2, p._3)).toDF("specobjid", "class", "ra", "dec")
  )

  /** The moving stars as spectra, whose archive says no units. */
  lazy val movingSpectra = write(
    "moving-spectra",
    catalog
      .selectExpr(
        "cast(source_id as string) as specobjid",
        "'STAR' as class",
        "ra",
        "dec",
        "pmra as mu_a",
        "pmdec as mu_d",
        "ref_epoch as year"
      )
  )
  val spectraMotion = Seq(
    "--spectra-pm-ra-column",
    "mu_a",
    "--spectra-pm-dec-column",
    "MU_D",
    "--spectra-epoch-column",
    "year"
  )

  def run(sources: String, spectra: String, output: String, options: Seq[String]) =
    CommandLine.allsky(
      Seq("crossmatch", "--sources", sources, "--spectra", spectra, "--output", output) ++
        options: _*
    )

  def matched(sources: String, spectra: String, options: String*): (Outcome, Path) = {
    val output = newFolder()
    val result = run(sources, spectra, output, options)
    withClue(result.err) { result.exitCode shouldBe 0 }
    (result, Path.of(output))
  }

  def rows(folder: Path, star: String, partner: String): Map[Long, (Long, Double)] =
    spark.read
      .parquet(folder.toString)
      .selectExpr(s"cast($star as long)", s"cast($partner as long)", "separation_arcsec")
      .as[(Long, Long, Double)]
      .collect()
      .map(row => row._1 -> (row._2, row._3))
      .toMap
}
