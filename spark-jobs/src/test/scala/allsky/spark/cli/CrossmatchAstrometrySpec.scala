package allsky.spark.cli

import java.nio.file.{Files, Path}

import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.prop.TableDrivenPropertyChecks._

class CrossmatchAstrometrySpec extends AnyFlatSpec with MovingStars {

  import spark.implicits._

  private val tenth = 0.1 / 3600
  private lazy val withErrors = write(
    "with-errors",
    Seq((1L, 10.0, 10.0, 300.0, 400.0), (2L, 20.0, 20.0, 30.0, 40.0))
      .toDF("id", "ra", "dec", "sigma_a", "sigma_d")
      .selectExpr("id", "ra", "dec", "sigma_a / 1000 as sigma_a", "sigma_d / 1000 as sigma_d")
  )
  private lazy val partnersWithErrors =
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
    for (
      (path, key, largestIndex) <-
        Seq((labelled, "specobjid", "1000"), (joined, "match_specobjid", "1"))
    ) {
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

  it should "take error ellipses from named columns" in {
    def ellipses(major: Double) = (rows: DataFrame) =>
      rows.selectExpr("*", s"$major as maj", "0.1d as min", "0d as pa")
    val east = 20 + 10 * tenth / math.cos(math.toRadians(20))
    val partners =
      Seq(("11", "STAR", 10.0, 10.0 + 10 * tenth), ("12", "STAR", east, 20.0))
        .toDF("specobjid", "class", "ra", "dec")
    val stars = Seq((1L, 10.0, 10.0), (2L, 20.0, 20.0)).toDF("id", "ra", "dec")
    val (_, output) = matched(
      write("star-ellipses", ellipses(2)(stars)),
      write("partner-ellipses", ellipses(0.2)(partners)),
      Seq("", "spectra-").flatMap(of =>
        Seq("major" -> "maj", "minor" -> "min", "angle" -> "pa").flatMap { case (role, column) =>
          Seq(s"--${of}error-$role-column", column)
        }
      ) ++ Seq("--max-sigmas", "5"): _*
    )
    // Along the long axes, and across: too far.
    val sigmas = spark.read.parquet(output.toString).selectExpr("id", "separation_sigmas")
    val found = sigmas.as[(Long, Double)].collect()
    found.map(_._1) shouldBe Array(1L)
    found.head._2 shouldBe 1 / math.sqrt(4 + 0.04) +- 1e-6
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
    (
      Seq("--systematic-error-arcsec", "0.5"),
      "--systematic-error-arcsec (only with --max-sigmas): 0.5"
    ),
    (
      Seq("--systematic-error-arcsec", "-1", "--max-sigmas", "3"),
      "--systematic-error-arcsec (0 to 648000): -1.0"
    ),
    (
      Seq("--max-sigmas", "3", "--error-major-column", "a", "--error-minor-column", "b"),
      "--error-major-column (only with --error-angle-column): a"
    ),
    (
      Seq(
        "--max-sigmas",
        "3",
        "--spectra-error-major-column",
        "a",
        "--spectra-error-minor-column",
        "b",
        "--spectra-error-angle-column",
        "c",
        "--spectra-ra-error-column",
        "e"
      ),
      "--spectra-error-major-column (not with --spectra-ra-error-column): a"
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
      " motions and their epoch; name the columns with --pm-ra-column, --pm-dec-column and" +
      " --epoch-column, or with the same options for --spectra."
    refusal(still, spectra, "--max-sigmas", "3") shouldBe
      "crossmatch: Cannot match by --max-sigmas 3.0: neither catalog has positional errors;" +
      " name the columns with --ra-error-column and --dec-error-column, or with" +
      " --spectra-ra-error-column and --spectra-dec-error-column."
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
    ) should include("--spectra-pm-ra-column its_mu_a is not a column of the table")
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
        " positions do not move"
    )
    result.err should include(
      s"--spectra $noEpoch: proper motion is pmra, pmdec (mas/yr); no epoch, positions do not move"
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
