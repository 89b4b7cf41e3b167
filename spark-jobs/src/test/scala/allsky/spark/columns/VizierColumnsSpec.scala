package allsky.spark.columns

import scala.collection.JavaConverters._

import org.apache.spark.sql.types.{DoubleType, StructField, StructType}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class VizierColumnsSpec extends AnyFlatSpec with Matchers {

  private def found(names: String*): Option[VizierColumns] = {
    val columns = VizierColumns.of(StructType(names.map(StructField(_, DoubleType))))
    if (columns.isPresent) Some(columns.get) else None
  }

  private def renamed(names: String*): Seq[(String, String)] =
    found(names: _*).toSeq
      .flatMap(_.columns.asScala)
      .map(column => column.there.name -> column.name)

  "AllWISE of VizieR" should "have the names of IRSA, band by band" in {
    renamed(
      "AllWISE RAJ2000 DEJ2000 eeMaj W1mag W4mag e_W1mag e_W3mag snr2 sat4 nb ccf fmoon qph"
        .split(" "): _*
    ) shouldBe Seq(
      "W1mag" -> "w1mpro",
      "W4mag" -> "w4mpro",
      "e_W1mag" -> "w1sigmpro",
      "e_W3mag" -> "w3sigmpro",
      "snr2" -> "w2snr",
      "sat4" -> "w4sat",
      "ccf" -> "cc_flags",
      "fmoon" -> "moon_lev"
    )
  }

  it should "keep a column that already has the name of IRSA" in {
    renamed("AllWISE", "W1mag", "W2mag", "W1MPRO") shouldBe Seq("W2mag" -> "w2mpro")
  }

  "CatWISE2020 of VizieR" should "have the magnitudes of the fit with motion" in {
    val columns = found("Name", "RA_ICRS", "DE_ICRS", "W1mproPM", "e_W2mproPM", "snrW1pm").get
    columns.note shouldBe "columns have VizieR's names of CatWISE2020: w1mpro is W1mproPM," +
      " w2sigmpro is e_W2mproPM, w1snr is snrW1pm"
  }

  "Other tables" should "not be taken for a catalog of VizieR" in {
    found("Name", "RAJ2000", "DEJ2000", "W1mag", "e_W1mag", "ccf") shouldBe None
    found("AllWISE", "ra", "dec", "ccf", "snr1") shouldBe None
    found("designation", "ra", "dec", "w1mpro", "cc_flags") shouldBe None
    found("AllWISE", "W1mag", "w1mpro") shouldBe None
  }
}
