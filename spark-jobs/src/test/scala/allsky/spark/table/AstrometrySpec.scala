package allsky.spark.table

import allsky.UserError
import allsky.spark.LocalSpark
import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.types.MetadataBuilder
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class AstrometrySpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val input = TableInput.sources("catalog.parquet")
  private val known = AstrometryChoice.BY_KNOWN_NAMES

  private def of(rows: DataFrame, choice: AstrometryChoice = known): Astrometry =
    Astrometry.of(rows.schema, input, choice)

  private def value(rows: DataFrame, column: java.util.Optional[Column]): Option[Double] =
    rows.select(column.get.as("value")).as[Option[Double]].first()

  private def withUnits(rows: DataFrame, units: (String, String)*): DataFrame =
    units.foldLeft(rows) { case (table, (column, unit)) =>
      val metadata = new MetadataBuilder().putString("unit", unit).build()
      table.withColumn(column, table(column).as(column, metadata))
    }

  private val allwise = Seq((1L, 12.0, 0.3, 0.4, -53, 214))
    .toDF("cntr", "w1mpro", "sigra", "sigdec", "pmra", "pmdec")

  private val itsMotion = AstrometryChoice.ofNullable(null, null, "pmra", "pmdec", null)

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
      "pmra, pmdec are not used unless named: apparent motion (with parallax)"
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

  "A unit of the file" should "go before what is known of the archive" in {
    val rows = withUnits(
      allwise,
      "sigra" -> "mas",
      "sigdec" -> "deg",
      "pmra" -> "arcsec/yr",
      "pmdec" -> "deg yr-1"
    )
    val astrometry = of(rows, itsMotion)
    value(rows, astrometry.errorArcsec).get shouldBe math.sqrt((3e-4 * 3e-4 + 1440.0 * 1440) / 2) +-
      1e-9
    value(rows, astrometry.pmRaMasPerYear) shouldBe Some(-53e3)
    value(rows, astrometry.pmDecMasPerYear).get shouldBe 214 * 3.6e6 +- 1e-3
  }

  private val motionUnits = Table(
    ("unit", "mas/yr"),
    ("mas/yr", 1.0),
    ("mas / yr", 1.0),
    ("mas yr-1", 1.0),
    ("mas.yr**-1", 1.0),
    ("mas yr^-1", 1.0),
    ("mas/year", 1.0),
    ("mas/a", 1.0),
    ("arcsec/yr", 1e3),
    ("asec/yr", 1e3),
    ("deg/yr", 3.6e6),
    ("uas/yr", 1e-3),
    ("mas per year", 1.0),
    ("mas*yr**(-1)", 1.0)
  )

  it should "be understood in the spellings of FITS, VizieR and IRSA" in {
    forAll(motionUnits) { (unit, masPerYear) =>
      val rows = withUnits(Seq((2.0, 4.0)).toDF("pmra", "pmdec"), "pmra" -> unit, "pmdec" -> unit)
      value(rows, of(rows).pmRaMasPerYear) shouldBe Some(2.0 * masPerYear)
    }
  }

  "Errors and motions of a unit that is not known" should "not be used, and that is said" in {
    val rows = withUnits(
      allwise,
      "sigra" -> "pix",
      "sigdec" -> "pix",
      "pmra" -> "s/yr",
      "pmdec" -> "mas/century"
    )
    val astrometry = of(rows)
    astrometry.errorArcsec.isPresent shouldBe false
    astrometry.roles.toArray should contain(
      "sigra, sigdec are not used: their unit 'pix' is not known"
    )
  }

  it should "be refused where the user names their columns" in {
    val rows = withUnits(allwise, "pmra" -> "s/yr", "pmdec" -> "mas/century")
    the[UserError].thrownBy(of(rows, itsMotion)).getMessage should endWith(
      "--pm-ra-column pmra, pmdec: their unit 's/yr', 'mas/century' is not known; correct the unit" +
        " in the file."
    )
  }

  "A motion whose unit nobody tells" should "not be used, and that is said" in {
    val astrometry = of(Seq((2.0, 4.0)).toDF("pmra", "pmdec"))
    astrometry.pmRaMasPerYear.isPresent shouldBe false
    astrometry.roles.toArray shouldBe
      Array("pmra, pmdec are not used: their unit is not known")
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
      "Cannot read --sources catalog.parquet: --ra-error-column sigma names no column of it"
    )
  }

  "A row without a value" should "have null, and NaN and infinity are no values" in {
    for (nothing <- Seq(Double.NaN, Double.PositiveInfinity, Double.NegativeInfinity)) {
      val rows =
        Seq[(Long, Option[Double], Double, Double)]((1L, None, 0.3, nothing))
          .toDF("source_id", "ra_error", "dec_error", "pmra")
          .selectExpr("*", "1d as pmdec", "2016d as ref_epoch")
      value(rows, of(rows).errorArcsec) shouldBe None
      value(rows, of(rows).pmRaMasPerYear) shouldBe None
      value(rows, of(rows).pmDecMasPerYear) shouldBe Some(1.0)
      of(rows).hasMotion shouldBe true
    }
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
      include("--epoch-column 55400 names no column of it")
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
      startWith("Cannot read --spectra spectra.parquet: --spectra-pm-ra-column its_pmra names no")
  }

  private val archives = Table(
    ("columns", "archive"),
    ("designation ra dec w1mpro", "AllWISE"),
    ("cntr w1mpro pmra", "AllWISE"),
    ("AllWISE RAJ2000 DEJ2000 eeMaj W1mag", "AllWISE"),
    ("Source RA_ICRS DE_ICRS Plx Gmag", "Gaia"),
    ("source_name source_id ra dec w1mpro PMRA", "CatWISE2020"),
    ("cntr w1mpro blend_ext_flags", "WISE All-Sky"),
    ("unwise_objid RA DEC flux_w1", "unWISE"),
    ("source_id ra dec phot_g_mean_mag", "Gaia"),
    ("SOURCE_ID ref_epoch", "Gaia"),
    ("TARGETID TARGET_RA Z", "DESI"),
    ("SPECOBJID PLUG_RA PLUG_DEC", "SDSS spectra"),
    ("objid run rerun camcol field specobjid", "SDSS spectra"),
    ("ra dec plate mjd fiberid", "SDSS spectra"),
    ("objID run camcol field ra dec raErr", "SDSS photometry"),
    ("designation ra dec err_maj err_min j_m", "2MASS"),
    ("ra dec", "")
  )

  "An archive" should "be known by its columns" in {
    forAll(archives) { (columns, archive) =>
      val names = columns.split(" ")
      val schema = spark.range(0).selectExpr(names.map(name => s"id as `$name`"): _*).schema
      KnownArchive.of(schema).map[String](_.title).orElse("") shouldBe archive
    }
  }
}
