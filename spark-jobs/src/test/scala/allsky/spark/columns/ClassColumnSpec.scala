package allsky.spark.columns

import allsky.UserError
import allsky.spark.LocalSpark
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ClassColumnSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val input = TableInput.spectra("catalog.parquet")

  private def of(rows: DataFrame, column: String = null): ClassColumn =
    ClassColumn.of(rows, input, ColumnChoice.ofNullable(null, null, null, column))

  private def labels(values: String*): Boolean = of(values.toDF("class")).column.isPresent

  "A class" should "label where its values are SDSS's, however they are padded and spelt" in {
    labels("STAR", "GALAXY", "QSO") shouldBe true
    labels("STAR  ", "GALAXY", " QSO   ") shouldBe true
    labels("star", "Galaxy", "quasar") shouldBe true
    labels("STAR", null, "", "GALAXY", "UNKNOWN") shouldBe true
  }

  it should "label nothing where other values outnumber them" in {
    labels("AGN", "YSO", "AGN") shouldBe false
    labels("AGN", "YSO", "STAR") shouldBe false
    labels("", null) shouldBe false
    of(Seq("AGN", "YSO", "STAR").toDF("class")).why shouldBe
      "class is STAR, GALAXY or QSO in 1 of 3 sampled rows (use --spectra-class-column class to" +
      " label with it): its columns are joined without labels"
  }

  it should "be judged by values from all parts of the catalog" in {
    val agn = Seq.fill(15000)("AGN").toDF("class")
    val stars = Seq.fill(30000)("STAR").toDF("class")
    of(agn.coalesce(1).union(stars.repartition(2))).column.isPresent shouldBe true
    of(agn.repartition(20).union(stars.repartition(40))).column.isPresent shouldBe true
  }

  it should "label nothing where it is no text" in {
    for (type_ <- Seq("int", "double", "boolean", "array<string>", "date", "struct<a:int>")) {
      val found = of(spark.range(3).selectExpr(s"cast(null as $type_) as class"))
      found.column.isPresent shouldBe false
      found.why shouldBe s"class holds $type_, not class names: its columns are joined without" +
        " labels"
    }
  }

  it should "label where it is text stored as bytes" in {
    val rows =
      Seq("STAR", "QSO\u0000\u0000").toDF("class").selectExpr("cast(class as binary) class")
    of(rows).column.isPresent shouldBe true
  }

  it should "label in a catalog without rows" in {
    labels() shouldBe true
  }

  "The user" should "force labels, or forbid them" in {
    val agn = Seq(("AGN", "STAR")).toDF("class", "kind")
    of(agn, "class").column.get shouldBe "class"
    of(agn, "KIND").column.get shouldBe "kind"
    of(agn.drop("class"), "none").column.isPresent shouldBe false
    of(Seq("STAR").toDF("class"), "None").why shouldBe
      "--spectra-class-column is none: its columns are joined without labels"
    the[UserError].thrownBy(of(Seq(1).toDF("kind"), "kind")).getMessage shouldBe
      "Cannot read --spectra catalog.parquet: --spectra-class-column kind holds int; a class is" +
      " the text STAR, GALAXY or QSO."
  }
}
