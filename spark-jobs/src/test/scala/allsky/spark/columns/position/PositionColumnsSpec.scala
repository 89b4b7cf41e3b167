package allsky.spark.columns.position

import allsky.UserError
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import org.apache.spark.sql.types.{DoubleType, StructField, StructType}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PositionColumnsSpec extends AnyFlatSpec with Matchers {

  private val input = TableInput.spectra("catalog.fits")

  private def found(choice: ColumnChoice, names: String*): PositionColumns =
    PositionColumns.of(StructType(names.map(StructField(_, DoubleType))), input, choice)

  private def of(names: String*): Seq[String] = {
    val columns = found(ColumnChoice.BY_KNOWN_NAMES, names: _*)
    Seq(columns.ra, columns.dec)
  }

  private def message(names: String*): String =
    the[UserError].thrownBy(of(names: _*)).getMessage

  "The columns of positions" should "be known by the names of archives, in any case" in {
    for (
      pair <- Seq(
        Seq("RA", "DEC"),
        Seq("RAJ2000", "DEJ2000"),
        Seq("raj2000", "dej2000"),
        Seq("_RAJ2000", "_DEJ2000"),
        Seq("RA_ICRS", "DE_ICRS"),
        Seq("_RA.icrs", "_DE.icrs"),
        Seq("ALPHA_J2000", "DELTA_J2000"),
        Seq("ALPHAWIN_J2000", "DELTAWIN_J2000"),
        Seq("RAdeg", "DEdeg"),
        Seq("RA_deg", "DEC_deg"),
        Seq("ra [deg]", "dec [deg]"),
        Seq("R.A. (J2000)", "Dec. (J2000)"),
        Seq("RA (J2000.0)", "Dec (J2000.0)"),
        Seq("plug_ra", "plug_dec"),
        Seq("TARGET_RA", "TARGET_DEC"),
        Seq("raMean", "decMean"),
        Seq("Right Ascension", "Declination")
      )
    ) withClue(pair) { of("id" +: pair: _*) shouldBe pair }
  }

  it should "be one archive's pair where there are several" in {
    of("RAJ2000", "_RAJ2000", "_DEJ2000") shouldBe Seq("_RAJ2000", "_DEJ2000")
  }

  it should "be the partner of the one that the user names" in {
    val choice = ColumnChoice.ofNullable("RA_ICRS", null, null, null)
    found(choice, "ra", "dec", "RA_ICRS", "DE_ICRS").dec shouldBe "DE_ICRS"
  }

  it should "be the one pair with an ending, and say so" in {
    val columns = found(ColumnChoice.BY_KNOWN_NAMES, "id", "RAJ2000_w", "DEJ2000_w", "mag_w")
    columns.note.get shouldBe
      "position is RAJ2000_w, DEJ2000_w, because of their names; use --spectra-ra-column and" +
      " --spectra-dec-column to name other ones"
  }

  it should "be said where they are of two archives" in {
    val columns = found(ColumnChoice.BY_KNOWN_NAMES, "RA_ICRS", "DEdeg")
    columns.note.get should startWith("position is RA_ICRS, DEdeg, because of their names; ")
  }

  it should "be refused where pairs with several endings are there" in {
    message("ra_1", "dec_1", "ra_2", "dec_2") should include(
      "several pairs of columns may be the position: ra_1 dec_1, ra_2 dec_2"
    )
  }

  it should "not be errors, motions or parts of positions" in {
    for (ending <- Seq("_err", "_error", "_sigma", "_pm", "_offset", "_h", "_ivar", "_std"))
      withClue(ending)(message(s"ra$ending", s"dec$ending") should include("no column ra and"))
  }

  it should "be refused where they are of the equinox B1950" in {
    for (
      names <- Seq(
        Seq("RAB1950", "DEB1950"),
        Seq("ALPHA_B1950", "DELTA_B1950"),
        Seq("RA1950", "DE1950"),
        Seq("RA (B1950.0)", "Dec (B1950.0)"),
        Seq("_RAB1950", "_DEB1950"),
        Seq("ra_fk4", "dec_fk4"),
        Seq("RAB1900", "DEB1900")
      )
    ) withClue(names) { message(names: _*) should include("has an equinox before J2000") }
  }

  it should "be refused where the user names one of the equinox B1950" in {
    val choice = ColumnChoice.ofNullable("RAB1950", "DEB1950", null, null)
    the[UserError].thrownBy(found(choice, "RAB1950", "DEB1950")).getMessage should
      include("convert them to J2000")
  }

  it should "be those of J2000 where both are there" in {
    of("RAB1950", "DEB1950", "_RAJ2000", "_DEJ2000") shouldBe Seq("_RAJ2000", "_DEJ2000")
  }

  it should "be refused where they are in parts, and say how to join them" in {
    message("RAh", "RAm", "RAs", "DE-", "DEd", "DEm", "DEs") should include(
      "its positions are divided into several columns (RAh RAm ...)"
    )
  }

  it should "not be looked for in a list of images" in {
    message("crval1", "crval2", "band") should include("it lists images")
  }
}
