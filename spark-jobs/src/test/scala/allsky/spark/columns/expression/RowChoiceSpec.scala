package allsky.spark.columns.expression

import java.util.{Arrays, Optional}

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.catalog.CatalogFixture
import allsky.spark.catalog.CatalogReader
import allsky.spark.columns.{ColumnChoice, TableInput}
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class RowChoiceSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val stars: DataFrame = Seq[(String, Option[Double], Double)](
    ("J1", Some(12.0), 1.0),
    ("J2", Some(16.0), 2.0),
    ("J3", None, 3.0),
    ("J4", Some(14.0), 400.0)
  ).toDF("designation", "w1mpro", "ra").selectExpr("*", "-ra / 10 as dec")

  private val input = TableInput.sources("stars.parquet")

  private def where(sql: String) = adding().where(sql)

  private case class Adding(columns: Seq[String]) {
    private def computed = Arrays.asList(columns.map(ComputedColumn.of): _*)
    def where(sql: String): RowChoice = new RowChoice(computed, Optional.of(sql))
    def choice: RowChoice = new RowChoice(computed, Optional.empty())
  }

  private def adding(columns: String*): Adding = Adding(columns)

  private def names(rows: DataFrame): Seq[String] =
    rows.select("designation").as[String].collect().toSeq.sorted

  private def refusal(choice: RowChoice, of: TableInput = input): String =
    the[UserError].thrownBy(choice.of(stars, of)).getMessage

  "A condition" should "leave out the rows for which it is not true, with names in any case" in {
    names(where("W1MPRO < 15").of(stars, input)) shouldBe Seq("J1", "J4")
    names(where("NOT w1mpro < 15").of(stars, input)) shouldBe Seq("J2")
    names(where("w1mpro IS NULL OR designation LIKE '%2'").of(stars, input)) shouldBe
      Seq("J2", "J3")
    names(where("false").of(stars, input)) shouldBe empty
    RowChoice.EVERY_ROW.of(stars, input) should be theSameInstanceAs stars
  }

  it should "name a column that is not there, with the nearest names" in {
    refusal(where("w1mag < 15")) should (startWith(
      "Cannot read --sources stars.parquet: --where \"w1mag < 15\": w1mag is not a column of the" +
        " table; the nearest names are w1mpro"
    ) and endWith(".") and not include "\n")
    refusal(where("w1mag < 15"), TableInput.spectra("s.fits")) should
      startWith("Cannot read --spectra s.fits: --spectra-where")
  }

  it should "be refused if it is no condition of one row, in one line" in {
    val cases = Table(
      ("condition", "reason"),
      ("w1mpro <", "Syntax error"),
      ("w1mpro + 1", "it is double, not a condition"),
      ("designation", "it is string, not a condition"),
      ("null", "it is void, not a condition"),
      ("ra = max(ra)", "it has an aggregate function"),
      ("rank() over (order by ra) = 1", "it has a window function"),
      ("max(ra) over (partition by dec) > 1", "it has a window function"),
      ("ra in (select ra from other)", "it has a subquery"),
      ("exists (select 1)", "it has a subquery"),
      ("ra = (select 1)", "it has a subquery"),
      ("rand() < 0.5", "it has a function that is not deterministic"),
      ("input_file_name() = ''", "it has a function that is not deterministic"),
      ("explode(array(true, false))", "it has several values"),
      ("*", "it has several values"),
      ("year(current_date()) > 2000", "it has the current time"),
      ("now() > timestamp '2000-01-01'", "it has the current time"),
      ("brightness(ra) > 1", "Cannot resolve function"),
      ("ra < dec; drop table x", "Syntax error")
    )
    forAll(cases) { (sql, reason) =>
      val message = refusal(where(sql))
      message should startWith(s"Cannot read --sources stars.parquet: --where " + '"' + sql)
      message should include(reason)
      message.linesIterator should have size 1
    }
  }

  it should "be pushed to the files, below the positions" in {
    val file = parquet(folder().resolve("stars.parquet"), stars)
    val catalog = read(file).choosing(where("w1mpro < 15"))
    val rows = CatalogReader.sources(catalog, file, ColumnChoice.BY_KNOWN_NAMES).rows()
    rows.queryExecution.executedPlan.toString should include("LessThan(w1mpro,15.0)")
    names(rows) shouldBe Seq("J1", "J4")
  }

  "A computed column" should "be a column like the others, for later ones and the condition" in {
    val choice =
      adding("flux=pow(10, -0.4 * (W1MPRO - 22.5))", "half = flux / 2").where("half > 1300")
    val rows = choice.of(stars, input)
    rows.columns shouldBe Array("designation", "w1mpro", "ra", "dec", "flux", "half")
    rows.select("designation", "half").as[(String, Double)].collect() shouldBe
      Array("J1" -> math.pow(10, 4.2) / 2)
    adding("w=w1mpro").choice.of(stars, input).filter("w is null").count() shouldBe 1
  }

  it should "be refused if its name is taken or its expression does not fit, in one line" in {
    val cases = Table(
      ("column", "reason"),
      ("W1mpro=ra", "the table has a column W1mpro; choose another name"),
      ("mag=w1 - 1", "w1 is not a column of the table; the nearest names are ra, dec, w1mpro"),
      ("mag=null", "its values are void; add a CAST"),
      ("mag=max(w1mpro)", "it has an aggregate function"),
      ("mag=rand()", "it has a function that is not deterministic"),
      ("mag=w1mpro +", "Syntax error")
    )
    forAll(cases) { (column, reason) =>
      val message = refusal(adding(column).choice)
      message should startWith("Cannot read --sources stars.parquet: --add-column \"" + column)
      message should include(reason)
      message.linesIterator should have size 1
    }
    for (text <- Seq("ra", "=ra", "2ra=ra", "a b=ra", "a="))
      an[IllegalArgumentException] should be thrownBy ComputedColumn.of(text)
  }

  "The rows that count" should "keep the numbers that the rows have in the file" in {
    val list = file("list.csv", "ra,dec,mag", "1,1,9.5", "2,2,9.5", "3,3,8", "4,4,7")
    val catalog = read(list).choosing(where("mag < 9"))
    val table =
      CatalogReader.sources(catalog, list, ColumnChoice.ofNullable(null, null, null, null))
    table.keyColumn shouldBe "row"
    table.rows().select("row").as[Long].collect() shouldBe Array(3L, 4L)
  }
}
