package allsky.spark.job

import java.nio.file.{Files, Path}

import allsky.spark.LocalSpark
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class CrossmatchEpochSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-epochs")

  private def newFolder(): String =
    Files.createTempDirectory("allsky-moved").resolve("matches").toString

  private def write(name: String, rows: DataFrame): String = {
    val path = folder.resolve(name).toString
    rows.write.parquet(path)
    path
  }

  private case class Star(
      key: Long,
      ra: Option[Double],
      dec: Double,
      pmRa: Option[Double],
      pmDec: Option[Double],
      epoch: Option[Double]
  )

  private def gaia(id: Long, ra: Double, dec: Double, pmRa: Double, pmDec: Double) =
    Star(id, Some(ra), dec, Some(pmRa), Some(pmDec), Some(2016.0))

  private type Vector = Seq[Double]
  private def plus(a: Vector, b: Vector): Vector = a.zip(b).map { case (x, y) => x + y }
  private def times(a: Vector, factor: Double): Vector = a.map(_ * factor)
  private def dot(a: Vector, b: Vector): Double = a.zip(b).map { case (x, y) => x * y }.sum
  private def cross(a: Vector, b: Vector): Vector =
    Seq(a(1) * b(2) - a(2) * b(1), a(2) * b(0) - a(0) * b(2), a(0) * b(1) - a(1) * b(0))

  private def unit(raDeg: Double, decDeg: Double): Vector = {
    val (ra, dec) = (math.toRadians(raDeg), math.toRadians(decDeg))
    Seq(math.cos(dec) * math.cos(ra), math.cos(dec) * math.sin(ra), math.sin(dec))
  }

  /** Along a straight line in space at constant speed, without radial velocity, as a vector. */
  private def moved(star: Star, year: Double): Vector = {
    val (ra, dec) = (math.toRadians(star.ra.get), math.toRadians(star.dec))
    val east = Seq(-math.sin(ra), math.cos(ra), 0.0)
    val north =
      Seq(-math.sin(dec) * math.cos(ra), -math.sin(dec) * math.sin(ra), math.cos(dec))
    val motion = for {
      pmRa <- star.pmRa if !pmRa.isNaN
      pmDec <- star.pmDec if !pmDec.isNaN
      epoch <- star.epoch
    } yield {
      val radians = math.toRadians((year - epoch) / 3.6e6)
      plus(times(east, pmRa * radians), times(north, pmDec * radians))
    }
    val line = plus(unit(star.ra.get, star.dec), motion.getOrElse(Seq(0.0, 0.0, 0.0)))
    times(line, 1 / math.sqrt(dot(line, line)))
  }

  private def raDec(v: Vector): (Double, Double) = {
    val ra = math.toDegrees(math.atan2(v(1), v(0)))
    ((ra + 360) % 360, math.toDegrees(math.atan2(v(2), math.hypot(v(0), v(1)))))
  }

  private def arcsec(a: Vector, b: Vector): Double = {
    val sine = cross(a, b)
    math.toDegrees(math.atan2(math.sqrt(dot(sine, sine)), dot(a, b))) * 3600
  }

  private val year = 2010.5

  private val stars = Seq(
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
  private val fast = Set(1L, 2L, 3L, 4L, 5L)
  private val positioned = stars.filter(_.ra.isDefined)

  /** Beside each star where it was in the year, and one that is alone. */
  private val partners = positioned.map { star =>
    val there = plus(moved(star, year), times(Seq(0.6, -0.5, 0.4), math.toRadians(1 / 3600.0)))
    val (ra, dec) = raDec(there)
    (100 + star.key, ra, dec)
  } :+ ((200L, 123.0, 45.0))

  private val separations = positioned
    .zip(partners)
    .map { case (star, (_, ra, dec)) => star.key -> arcsec(moved(star, year), unit(ra, dec)) }
    .toMap

  private val catalog = stars
    .map(s => (s.key, s.ra, s.dec, s.pmRa, s.pmDec, s.epoch))
    .toDF("source_id", "ra", "dec", "pmra", "pmdec", "ref_epoch")
  private val moving = write("gaia", catalog)
  private val still = write("still", partners.toDF("id", "ra", "dec"))
  private val spectra = write(
    "spectra",
    partners.map(p => (p._1.toString, "STAR", p._2, p._3)).toDF("specobjid", "class", "ra", "dec")
  )

  /** The moving stars as spectra, whose archive says no units. */
  private val movingSpectra = write(
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
  private val spectraMotion = Seq(
    "--spectra-pm-ra-column",
    "mu_a",
    "--spectra-pm-dec-column",
    "MU_D",
    "--spectra-epoch-column",
    "year"
  )

  private def run(sources: String, spectra: String, output: String, options: Seq[String]) =
    CommandLine.allsky(
      Seq("crossmatch", "--sources", sources, "--spectra", spectra, "--output", output) ++
        options: _*
    )

  private def matched(sources: String, spectra: String, options: String*): (Outcome, Path) = {
    val output = newFolder()
    val result = run(sources, spectra, output, options)
    withClue(result.err) { result.exitCode shouldBe 0 }
    (result, Path.of(output))
  }

  private def rows(folder: Path, star: String, partner: String): Map[Long, (Long, Double)] =
    spark.read
      .parquet(folder.toString)
      .selectExpr(s"cast($star as long)", s"cast($partner as long)", "separation_arcsec")
      .as[(Long, Long, Double)]
      .collect()
      .map(row => row._1 -> (row._2, row._3))
      .toMap

  private val roads = Table(
    ("road", "sources", "spectra", "star", "partner", "options"),
    ("moving sources", moving, still, "source_id", "match_id", Seq()),
    ("moving partners", still, moving, "match_source_id", "id", Seq()),
    ("moving sources with a label", moving, spectra, "source_id", "specobjid", Seq()),
    ("moving spectra", still, movingSpectra, "specobjid", "id", spectraMotion)
  )

  "crossmatch --match-epoch" should "pair fast stars where they were" in {
    forAll(roads) { (_, sources, spectra, star, partner, options) =>
      for (largestIndex <- Seq("1000", "1")) {
        val (result, output) = matched(
          sources,
          spectra,
          options ++ Seq("--match-epoch", s"$year", "--largest-index", largestIndex): _*
        )
        val found = rows(output, star, partner)
        found.mapValues(_._1).toMap shouldBe positioned
          .map(star => star.key -> (100 + star.key))
          .toMap
        found.foreach { case (id, (_, separation)) =>
          separation shouldBe separations(id) +- 1e-8
        }
        val (movedSources, movedSpectra) = if (sources == moving) (5, 0) else (0, 5)
        result.out should include(
          f"epoch            2010.5  $movedSources sources, $movedSpectra spectra moved there"
        )
        val summary = Files.readString(output.resolve("_summary.json"))
        summary.replaceAll("\\s", "") should include(
          s""""commonEpoch":{"julianYear":2010.5,"sourcesMoved":$movedSources,""" +
            s""""spectraMoved":$movedSpectra}"""
        )
      }
    }
  }

  it should "leave the catalog's own positions in the table" in {
    val (result, output) = matched(moving, still, "--match-epoch", s"$year", "--join", "left")
    val table = spark.read.parquet(output.toString)
    table
      .select("source_id", "ra", "dec")
      .as[(Long, Option[Double], Double)]
      .collect() should contain theSameElementsAs stars.map(s => (s.key, s.ra, s.dec))
    table.schema("separation_arcsec").metadata.getString("comment") should include("--match-epoch")
    result.err should include(
      s"--sources $moving: proper motion is pmra, pmdec (mas/yr); epoch is ref_epoch;" +
        " positions move to 2010.5"
    )
    result.err should include(s"--spectra $still: no proper motion, positions stay")
  }

  it should "write the sources without a match at that epoch" in {
    val (result, output) = matched(moving, still, "--match-epoch", s"$year", "--join", "anti")
    spark.read.parquet(output.toString).select("source_id").as[Long].collect() shouldBe Array(9L)
    result.out should include("5 sources, 0 spectra moved there")
  }

  it should "find no fast star where it is not given" in {
    val (result, output) = matched(moving, still)
    rows(output, "source_id", "match_id").keySet shouldBe
      positioned.map(_.key).toSet -- fast
    result.out should not include "epoch"
  }

  it should "move both catalogs, each from its own epoch" in {
    val long = positioned.filter(star => fast(star.key))
    val earlier = write(
      "earlier",
      long
        .map { star =>
          val (ra, dec) = raDec(moved(star, 1991.25))
          // Along the line the motion is a little slower and turns, which its vector tells.
          val speed = times(plus(moved(star, 1991.3), times(moved(star, 1991.2), -1)), 10)
          val (a, d) = (math.toRadians(ra), math.toRadians(dec))
          val east = dot(speed, Seq(-math.sin(a), math.cos(a), 0))
          val north = dot(
            speed,
            Seq(-math.sin(d) * math.cos(a), -math.sin(d) * math.sin(a), math.cos(d))
          )
          val mas = math.toDegrees(1) * 3.6e6
          (star.key, ra, dec, east * mas, north * mas)
        }
        .toDF("hip", "raj2000", "dej2000", "pm_a", "pm_d")
    )
    val (_, output) = matched(
      moving,
      earlier,
      "--match-epoch",
      "2005",
      "--radius-arcsec",
      "0.01",
      "--spectra-key-column",
      "hip",
      "--spectra-pm-ra-column",
      "pm_a",
      "--spectra-pm-dec-column",
      "pm_d",
      "--spectra-epoch-column",
      "1991.25"
    )
    val found = rows(output, "source_id", "match_hip")
    found.mapValues(_._1).toMap shouldBe long.map(s => s.key -> s.key).toMap
    found.values.map(_._2).max should be < 1e-3
  }

  private val tenth = 0.1 / 3600
  private val withErrors = write(
    "with-errors",
    Seq((1L, 10.0, 10.0, 300.0, 400.0), (2L, 20.0, 20.0, 30.0, 40.0))
      .toDF("id", "ra", "dec", "sigma_a", "sigma_d")
      .selectExpr("id", "ra", "dec", "sigma_a / 1000 as sigma_a", "sigma_d / 1000 as sigma_d")
  )
  private val partnersWithErrors =
    Seq(("11", "STAR", 10.0, 10.0 + 10 * tenth, 0.2f), ("12", "STAR", 20.0, 20 + 10 * tenth, 0.2f))
      .toDF("specobjid", "class", "ra", "dec", "sigma")
  private val errorColumns = Seq(
    "--ra-error-column",
    "sigma_a",
    "--dec-error-column",
    "sigma_d",
    "--spectra-ra-error-column",
    "sigma"
  )

  "crossmatch --max-sigmas" should "take errors from named columns, with a class and without" in {
    val labelled = write("labelled-errors", partnersWithErrors)
    val joined = write("joined-errors", partnersWithErrors.drop("class"))
    for {
      (path, key) <- Seq((labelled, "specobjid"), (joined, "match_specobjid"))
      largestIndex <- Seq("1000", "1")
    } {
      val options = Seq("--max-sigmas", "4", "--largest-index", largestIndex)
      val keys =
        if (path == joined) Seq("--spectra-key-column", "specobjid") else Seq.empty[String]
      val (result, output) = matched(withErrors, path, errorColumns ++ options ++ keys: _*)
      val sigmas = 1 / math.sqrt((0.09 + 0.16) / 2 + 0.04)
      val rows = spark.read
        .parquet(output.toString)
        .selectExpr("id", s"$key", "separation_sigmas")
        .as[(Long, String, Double)]
        .collect()
      rows.map(row => (row._1, row._2)) shouldBe Array((1L, "11"))
      rows.head._3 shouldBe sigmas +- 1e-6
      result.err should include(s"--sources $withErrors: errors are sigma_a, sigma_d (arcsec)")
      result.err should include(s"--spectra $path: errors are sigma (arcsec)")
    }
  }

  private val needless = Table(
    ("options", "message"),
    (
      Seq("--pm-ra-column", "a", "--pm-dec-column", "d"),
      "--pm-ra-column (only with --match-epoch): a"
    ),
    (
      Seq("--spectra-epoch-column", "2016"),
      "--spectra-epoch-column (only with --match-epoch): 2016"
    ),
    (Seq("--ra-error-column", "e"), "--ra-error-column (only with --max-sigmas): e"),
    (
      Seq("--max-sigmas", "3", "--spectra-dec-error-column", "e"),
      "--spectra-dec-error-column (only with --spectra-ra-error-column): e"
    ),
    (
      Seq("--match-epoch", "2010", "--pm-ra-column", "pmra"),
      "--pm-ra-column (only with --pm-dec-column): pmra"
    ),
    (
      Seq("--match-epoch", "2010", "--spectra-pm-dec-column", "d"),
      "--spectra-pm-dec-column (only with --spectra-pm-ra-column): d"
    ),
    (Seq("--match-epoch", "55400"), "--match-epoch (a Julian year, 1860 to 2200): 55400.0")
  )

  private def refusal(sources: String, spectra: String, options: String*): String = {
    val output = newFolder()
    val result = run(sources, spectra, output, options)
    result.exitCode shouldBe 1
    result.err should not include "\tat "
    Files.exists(Path.of(output)) shouldBe false
    result.err.linesIterator.toSeq.last
  }

  "Options of errors and epochs" should "be refused where they would have no effect" in {
    forAll(needless) { (options, message) =>
      refusal(moving, still, options: _*) shouldBe s"crossmatch: Invalid $message"
    }
  }

  it should "be refused where the catalogs lack what they need" in {
    refusal(still, spectra, "--match-epoch", "2010.5") shouldBe
      "crossmatch: Cannot move positions to --match-epoch 2010.5: neither catalog has proper" +
      " motions with their epoch; name them with --pm-ra-column, --pm-dec-column and" +
      " --epoch-column, or those of --spectra."
    refusal(still, spectra, "--max-sigmas", "3") shouldBe
      "crossmatch: Cannot pair by --max-sigmas 3.0: neither catalog has errors of its positions;" +
      " name them with --ra-error-column and --dec-error-column, or those of --spectra."
    refusal(moving, still, "--match-epoch", "2010.5", "--spectra-epoch-column", "2010") shouldBe
      s"crossmatch: Cannot move the positions of --spectra $still: no proper motion; name it with" +
      " --spectra-pm-ra-column and --spectra-pm-dec-column."
    refusal(
      moving,
      movingSpectra,
      (Seq("--match-epoch", "2010.5") ++ spectraMotion.take(4)): _*
    ) shouldBe
      s"crossmatch: Cannot move the positions of --spectra $movingSpectra: no epoch; name it with" +
      " --spectra-epoch-column (a column or a year)."
    refusal(
      moving,
      movingSpectra,
      "--match-epoch",
      "2010.5",
      "--spectra-pm-ra-column",
      "its_mu_a",
      "--spectra-pm-dec-column",
      "mu_d"
    ) should include("--spectra-pm-ra-column its_mu_a names no column of it")
  }

  it should "tell which motion was found and why it is not used" in {
    val noUnit =
      write("no-unit", Seq((1L, 1.0, 1.0, 5.0, 5.0)).toDF("id", "ra", "dec", "pmra", "pmdec"))
    val noEpoch = write(
      "no-epoch",
      Seq((1L, 1.0, 1.0, 5.0, 5.0, 9.0)).toDF(
        "source_id",
        "ra",
        "dec",
        "pmra",
        "pmdec",
        "phot_g_mean_mag"
      )
    )
    val result = run(noUnit, noEpoch, newFolder(), Seq("--match-epoch", "2010.5"))
    result.exitCode shouldBe 1
    result.err should include(
      s"--sources $noUnit: pmra, pmdec are not used: their unit is not known; no proper motion," +
        " positions stay"
    )
    result.err should include(
      s"--spectra $noEpoch: proper motion is pmra, pmdec (mas/yr); no epoch, positions stay"
    )
  }

  it should "be used by --describe" in {
    val result = CommandLine.allsky(
      Seq("crossmatch", "--describe", "--spectra", movingSpectra) ++ spectraMotion: _*
    )
    withClue(result.err) { result.exitCode shouldBe 0 }
    result.out should include("proper motion is mu_a, mu_d (mas/yr)")
    result.out should include("epoch is year")
  }
}
