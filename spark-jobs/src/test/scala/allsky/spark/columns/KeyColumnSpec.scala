package allsky.spark.columns

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.table.SourceTable
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class KeyColumnSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val input = TableInput.sources("catalog.csv")

  private def of(rows: DataFrame, column: String = null): KeyColumn =
    SourceTable.key(rows, input, ColumnChoice.ofNullable(null, null, column, null))

  private def keyOf(columns: String*): String = {
    val rows = Seq(("a1", 1L, "x"), ("a2", 2L, "x")).toDF("text", "whole", "same")
    val exprs = columns.map(_.split(" as ")).map(words => s"${words(0)} as `${words(1)}`")
    of(rows.selectExpr(exprs: _*)).column.orElse("")
  }

  "A key" should "be the user's column, then a known name, then one that looks like a key" in {
    val rows = Seq((1L, "J1", 7.0)).toDF("cntr", "WISEA", "mag")
    of(rows, "wisea").column.get shouldBe "WISEA"
    of(rows).column.get shouldBe "cntr"
    of(rows).note.isPresent shouldBe false
    of(rows.drop("cntr")).column.get shouldBe "WISEA"
    of(rows.drop("cntr")).note.get shouldBe "key is WISEA, because of its name; use" +
      " --key-column to name another one"
  }

  it should "be found by the names that people give identifiers" in {
    for (
      name <- Seq(
        "WISEA",
        "WISE",
        "2MASS",
        "_2MASS",
        "SDSS12",
        "Source",
        "object",
        "main_id",
        "srcID",
        "sourceId",
        "TIC",
        "HIP",
        "TICID",
        "ID_1",
        "objname",
        "target name",
        "Seq",
        "recno"
      )
    ) withClue(name) {
      keyOf("same as survey", s"text as $name") shouldBe name
      keyOf("same as survey", s"whole as $name") shouldBe name
    }
  }

  it should "not be a column whose name or values are of another kind" in {
    keyOf("text as comment", "whole as flags") shouldBe ""
    keyOf("same as plate_id", "text as main_id") shouldBe "main_id"
    keyOf("text as coadd_id") shouldBe ""
    of(Seq(1.5, 2.5).toDF("source")).column.isPresent shouldBe false
    of(Seq("a", null).toDF("WISEA")).column.isPresent shouldBe false
    of(Seq("a", " ").toDF("WISEA")).note.get shouldBe
      "WISEA cannot be the key: values repeat or are empty; use --key-column to take a column" +
      " anyway"
    of(Seq("a").toDF("comment")).note.get shouldBe
      "no column looks like a key; use --key-column to name one"
  }

  it should "be refused where it holds no single value" in {
    the[UserError].thrownBy(of(Seq(Seq(1, 2)).toDF("ids"), "ids")).getMessage shouldBe
      "Cannot read --sources catalog.csv: the key ids holds array<int>, not one value in each row;" +
      " name another column with --key-column."
  }

  it should "not be an identifier whose digits a spreadsheet rounded away" in {
    val rows = Seq((1.24e18, "a"), (1.24e18, "b")).toDF("objid", "comment")
    of(rows).column.isPresent shouldBe false
    of(rows).note.get shouldBe
      "objid cannot be the key: digits were lost, so that values repeat; use --key-column to" +
      " take a column anyway"
    of(rows.withColumnRenamed("comment", "main_id")).column.get shouldBe "main_id"
  }

  it should "be an identifier in floating point whose values differ" in {
    of(Seq(1.0, 2.0).toDF("objid")).column.get shouldBe "objid"
  }

  it should "be found with the ending that a join gave it" in {
    keyOf("text as AllWISE_allwise") shouldBe "AllWISE_allwise"
    keyOf("whole as cntr_01") shouldBe "cntr_01"
  }
}
