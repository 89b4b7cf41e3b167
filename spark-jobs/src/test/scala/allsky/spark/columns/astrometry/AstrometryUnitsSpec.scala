package allsky.spark.columns.astrometry

import allsky.UserError
import org.apache.spark.sql.functions.lit
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class AstrometryUnitsSpec extends AnyFlatSpec with Matchers with AstrometryFixture {

  import spark.implicits._

  "A unit of the file" should "go before what is known of the archive" in {
    val rows = withUnits(
      allwise.withColumn("pmra", lit(-5.5)).withColumn("pmdec", lit(2e-6)),
      "sigra" -> "mas",
      "sigdec" -> "deg",
      "pmra" -> "arcsec/yr",
      "pmdec" -> "deg yr-1"
    )
    val astrometry = of(rows, itsMotion)
    value(rows, astrometry.errorArcsec).get shouldBe math.sqrt((3e-4 * 3e-4 + 1440.0 * 1440) / 2) +-
      1e-9
    value(rows, astrometry.pmRaMasPerYear) shouldBe Some(-5.5e3)
    value(rows, astrometry.pmDecMasPerYear).get shouldBe 7.2 +- 1e-9
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
      val rows = withUnits(Seq((2e-3, 4e-3)).toDF("pmra", "pmdec"), "pmra" -> unit, "pmdec" -> unit)
      value(rows, of(rows).pmRaMasPerYear).get shouldBe 2e-3 * masPerYear +- 1e-9
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
}
