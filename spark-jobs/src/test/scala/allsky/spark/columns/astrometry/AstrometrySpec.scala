package allsky.spark.columns.astrometry

import java.util.Optional

import allsky.UserError
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.table.SpectrumTable
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class AstrometrySpec extends AnyFlatSpec with Matchers with AstrometryFixture {

  import spark.implicits._

  "AllWISE" should "have errors in arcsec, apparent motions in mas/yr and one epoch" in {
    val astrometry = of(allwise, itsMotion)
    value(allwise, astrometry.errorArcsec).get shouldBe math.sqrt(0.125) +- 1e-12
    value(allwise, astrometry.pmRaMasPerYear) shouldBe Some(-53.0)
    value(allwise, astrometry.pmDecMasPerYear) shouldBe Some(214.0)
    value(allwise, astrometry.epochYear).get shouldBe 2010.5558 +- 1e-4
    astrometry.roles.toArray shouldBe Array(
      "errors are sigra, sigdec (arcsec)",
      "apparent motion (with parallax) is pmra, pmdec (mas/yr)",
      "epoch is 2010.5558"
    )
  }

  it should "have no motions unless they are named" in {
    val astrometry = of(allwise)
    astrometry.pmRaMasPerYear.isPresent shouldBe false
    astrometry.hasMotion shouldBe false
    astrometry.roles.get(1) shouldBe
      "pmra, pmdec are used only if you name them: apparent motion (with parallax)"
  }

  "CatWISE" should "have motions in arcsec/yr and the epoch MJD 56700" in {
    val rows = Seq(("J1", 12.0, 0.3f, 0.4f, 0.25, -0.5))
      .toDF("source_name", "w1mpro", "sigra", "sigdec", "PMRA", "PMDec")
    val astrometry = of(rows)
    value(rows, astrometry.pmRaMasPerYear) shouldBe Some(250.0)
    value(rows, astrometry.pmDecMasPerYear) shouldBe Some(-500.0)
    value(rows, astrometry.epochYear).get shouldBe 2014.1150 +- 1e-4
  }

  "Gaia" should "have errors in mas and an epoch in each row" in {
    val rows = Seq((1L, 3.0, 4.0, -7.5, 2.5, 2016.0))
      .toDF("source_id", "ra_error", "dec_error", "pmra", "pmdec", "ref_epoch")
    val astrometry = of(rows)
    value(rows, astrometry.errorArcsec).get shouldBe math.sqrt(12.5) / 1000 +- 1e-12
    value(rows, astrometry.pmRaMasPerYear) shouldBe Some(-7.5)
    value(rows, astrometry.epochYear) shouldBe Some(2016.0)
  }

  it should "be read under VizieR's names too" in {
    val rows = Seq((1L, 10.0, 20.0, 5.0, 3.0, 4.0, -7.5, 2.5))
      .toDF("Source", "RA_ICRS", "DE_ICRS", "Plx", "e_RA_ICRS", "e_DE_ICRS", "pmRA", "pmDE")
    val astrometry = of(rows)
    value(rows, astrometry.errorArcsec).get shouldBe math.sqrt(12.5) / 1000 +- 1e-12
    value(rows, astrometry.pmDecMasPerYear) shouldBe Some(2.5)
    astrometry.epochYear.isPresent shouldBe false
  }

  "DESI" should "have no epoch where its target has none" in {
    val rows = Seq((1L, 10.0, 1.5f, -2.5f, 0f)).toDF(
      "TARGETID",
      "TARGET_RA",
      "PMRA",
      "PMDEC",
      "REF_EPOCH"
    )
    value(rows, of(rows).pmRaMasPerYear) shouldBe Some(1.5)
    value(rows, of(rows).epochYear) shouldBe None
    of(rows).errorArcsec.isPresent shouldBe false
  }

  "SDSS's spectra" should "have neither errors nor motions nor epochs" in {
    val astrometry = of(Seq((1L, 10.0, 20.0)).toDF("SPECOBJID", "PLUG_RA", "PLUG_DEC"))
    astrometry.errorArcsec.isPresent shouldBe false
    astrometry.pmRaMasPerYear.isPresent shouldBe false
    astrometry.epochYear.isPresent shouldBe false
    astrometry.roles.isEmpty shouldBe true
  }

  "The user's columns" should "go before those of known names" in {
    val rows =
      allwise.selectExpr("*", "0.7d as pos_err", "9d as mu_a", "8d as mu_d", "56700d as mjd")
    val choice = AstrometryChoice.ofNullable("pos_err", null, "mu_a", "mu_d", "MJD")
    val astrometry = of(rows, choice)
    value(rows, astrometry.errorArcsec).get shouldBe 0.7 +- 1e-12
    value(rows, astrometry.pmRaMasPerYear) shouldBe Some(9.0)
    value(rows, astrometry.pmDecMasPerYear) shouldBe Some(8.0)
    value(rows, astrometry.epochYear).get shouldBe 2014.1150 +- 1e-4
    val year = AstrometryChoice.ofNullable(null, null, null, null, "2015.5")
    value(rows, of(rows, year).epochYear) shouldBe Some(2015.5)
    val unknown = AstrometryChoice.ofNullable("sigma", null, null, null, null)
    the[UserError].thrownBy(of(rows, unknown)).getMessage should startWith(
      "Cannot read --sources catalog.parquet: --ra-error-column sigma is not a column of the table"
    )
  }

  "An error ellipse" should "have the units of its columns, and be unknown without each value" in {
    def ellipse(major: Double, minor: Option[Double], angle: Option[Double]) = {
      val rows = Seq((9.0, major, minor, angle)).toDF("sigra", "a", "b", "pa")
      val units = withUnits(rows, "a" -> "arcmin", "b" -> "mas", "pa" -> "rad")
      val named = known.withEllipse(Optional.of(new EllipseColumns("A", "b", "pa")))
      val found = of(units, named)
      val values = units.select(found.errorEllipse.get).as[Option[Seq[Double]]].head()
      (values, value(units, found.errorArcsec))
    }
    val (values, error) = ellipse(0.05, Some(4000), Some(math.Pi / 3))
    values.get.zip(Seq(3.0, 4.0, 60.0)).foreach { case (one, other) => one shouldBe other +- 1e-9 }
    error.get shouldBe math.sqrt(12.5) +- 1e-9
    for ((minor, angle) <- Seq(None -> Some(1.0), Some(4000.0) -> None, Some(-999.0) -> Some(1.0)))
      ellipse(0.05, minor, angle) shouldBe ((None, None))
  }

  "A radius" should "have the unit of its column" in {
    val rows = withUnits(Seq((0.5, 7)).toDF("size", "area"), "size" -> "arcmin")
    value(rows, of(rows, known.withRadius("SIZE")).radiusArcsec) shouldBe Some(30.0)
    value(rows, of(rows, known.withRadius("area")).radiusArcsec) shouldBe Some(7.0)
    of(rows, known).radiusArcsec.isPresent shouldBe false
  }

  "An error column of the user" should "be refused where it has no number in each row" in {
    val rows = Seq((Seq(0.1), 0.1)).toDF("sigra", "sigdec")
    val named = AstrometryChoice.ofNullable("sigra", "sigdec", null, null, null)
    the[UserError].thrownBy(of(rows, named)).getMessage shouldBe
      "Cannot read --sources catalog.parquet: sigra holds array<double>, not a number in each row;" +
      " name another column with --ra-error-column."
  }

  private val epochs = Table(
    ("column", "value", "year"),
    ("epoch", 1991.25, Some(1991.25)),
    ("epoch", 55400.0, None),
    ("epoch", 0.0, None),
    ("epoch", Double.NaN, None),
    ("obs_mjd", 55400.0, Some(2010.5558)),
    ("obs_mjd", 0.0, None)
  )

  "An epoch" should "be a year of our time, or a Modified Julian Date where it says so" in {
    forAll(epochs) { (column, number, year) =>
      val rows = Seq(number).toDF(column)
      val choice = AstrometryChoice.ofNullable(null, null, null, null, column)
      value(rows, of(rows, choice).epochYear).map(found => math.rint(found * 1e4) / 1e4) shouldBe
        year
    }
    val dayCount = AstrometryChoice.ofNullable(null, null, null, null, "55400")
    the[UserError].thrownBy(of(allwise, dayCount)).getMessage should
      include("--epoch-column 55400 is not a column of the table")
  }

  "Spectra with a class" should "have what their catalog's own columns tell" in {
    val rows = withUnits(
      Seq(("7", "STAR", 10.0, 20.0, 0.3, 0.4, 3.5, 2015.5))
        .toDF("specobjid", "class", "ra", "dec", "sigma_a", "sigma_d", "pmra", "its_epoch")
        .selectExpr("*", "-1.5d as pmdec"),
      "sigma_a" -> "mas",
      "sigma_d" -> "mas",
      "pmra" -> "arcsec/yr",
      "pmdec" -> "arcsec/yr"
    )
    val spectra = TableInput.spectra("spectra.parquet")
    val table = SpectrumTable.of(
      rows,
      spectra,
      ColumnChoice.BY_KNOWN_NAMES,
      new SpectrumTable.Cuts(false, false, 0)
    )
    val choice = AstrometryChoice.ofNullable("sigma_a", "sigma_d", null, null, "its_epoch")
    val astrometry = table.astrometry(spectra, choice)
    value(table.rows, astrometry.errorArcsec).get shouldBe math.sqrt(0.125) / 1000 +- 1e-12
    value(table.rows, astrometry.pmRaMasPerYear) shouldBe Some(3500.0)
    value(table.rows, astrometry.pmDecMasPerYear) shouldBe Some(-1500.0)
    value(table.rows, astrometry.epochYear) shouldBe Some(2015.5)
    val unknown = AstrometryChoice.ofNullable(null, null, "its_pmra", null, null)
    the[UserError].thrownBy(table.astrometry(spectra, unknown)).getMessage should
      startWith(
        "Cannot read --spectra spectra.parquet: --spectra-pm-ra-column its_pmra is not a column"
      )
  }

  "A catalog joined from two archives" should "have no errors, motions and epochs unless named" in {
    val joined = Seq((1L, "J1", 12.0, 0.3, 0.4, 0.03, 0.04, 5.0, 6.0, 2016.0)).toDF(
      "cntr",
      "source_id",
      "w1mpro",
      "sigra",
      "sigdec",
      "ra_error",
      "dec_error",
      "pmra",
      "pmdec",
      "ref_epoch"
    )
    val astrometry = of(joined)
    astrometry.errorArcsec.isPresent shouldBe false
    astrometry.pmRaMasPerYear.isPresent shouldBe false
    astrometry.epochYear.isPresent shouldBe false
    astrometry.roles.toArray shouldBe Array(
      "its columns fit AllWISE and Gaia: errors, motions and epochs are used only if you name" +
        " their columns"
    )
    val named = AstrometryChoice.ofNullable("ra_error", "dec_error", "pmra", "pmdec", "ref_epoch")
    value(joined, of(joined, named).pmDecMasPerYear) shouldBe Some(6.0)
    value(joined, of(joined, named).epochYear) shouldBe Some(2016.0)
  }

  private lazy val gaiaWithMagnitude = Seq((1L, 12.0, 15.0, 0.3, 0.4, 600.0, -600.0, 2016.0)).toDF(
    "source_id",
    "w1mpro",
    "phot_g_mean_mag",
    "ra_error",
    "dec_error",
    "pmra",
    "pmdec",
    "ref_epoch"
  )

  "Gaia with a magnitude of AllWISE" should "have Gaia's motions and epochs" in {
    value(gaiaWithMagnitude, of(gaiaWithMagnitude).pmRaMasPerYear) shouldBe Some(600.0)
    value(gaiaWithMagnitude, of(gaiaWithMagnitude).epochYear) shouldBe Some(2016.0)
    of(gaiaWithMagnitude.drop("ref_epoch")).epochYear.isPresent shouldBe false
  }

  "Columns of another archive" should "not be used unless named, and that is said" in {
    val rows = Seq((1.0, 0.1, 0.1, 0.3, 0.4, 5.0, 6.0, 2016.0)).toDF(
      "j_m",
      "err_maj",
      "err_min",
      "ra_error",
      "dec_error",
      "pmra",
      "pmdec",
      "ref_epoch"
    )
    val of2mass = of(withUnits(rows, "pmra" -> "mas/yr", "pmdec" -> "mas/yr"))
    of2mass.roles.toArray shouldBe Array(
      "errors are err_maj, err_min (arcsec)",
      "pmra, pmdec are used only if you name them: they are not columns of 2MASS"
    )
    of2mass.hasMotion shouldBe false
    of(rows.drop("err_maj", "err_min")).roles.toArray should contain(
      "errors are ra_error, dec_error (mas)"
    )
    of(rows.drop("j_m")).roles.get(0) shouldBe
      "ra_error, err_maj are used as errors only if you name them: they come from several catalogs"
  }

  "Columns by the names of errors and motions" should "be passed over where they hold no numbers" in {
    val rows = spark.range(1).selectExpr(
      "id as cntr",
      "12d as w1mpro",
      "array(0.1d) as sigra",
      "0.1d as sigdec",
      "true as pmra",
      "1d as pmdec"
    )
    of(rows).roles.toArray should contain allOf
      ("sigra is not used: it holds array<double>", "pmra is not used: it holds boolean")
    of(rows).errorArcsec.isPresent shouldBe false
  }
}
