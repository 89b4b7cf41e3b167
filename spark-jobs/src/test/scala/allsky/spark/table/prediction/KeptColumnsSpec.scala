package allsky.spark.table.prediction

import allsky.UserError
import allsky.spark.LocalSpark
import scala.collection.JavaConverters._

import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class KeptColumnsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val rows = Seq((1L, 10.0, 20.0, 7.0, "deep", "x", 3)).toDF(
    "id",
    "ra",
    "dec",
    "w1mpro",
    "Survey",
    "Class",
    "_tile"
  )

  private def kept(asked: String*): KeptColumns = keptOf(rows, asked: _*)

  private def keptOf(rows: DataFrame, asked: String*): KeptColumns =
    KeptColumns.of(
      rows,
      Seq("id", "w1mpro").map(rows.schema(_)).asJava,
      rows.columns.toSeq.asJava,
      asked.asJava,
      Seq("ra", "dec", "class", "status").asJava
    )

  private def names(kept: KeptColumns) = kept.fields.asScala.map(_.name)

  "Columns of the user" should "be kept by name, in any case, besides those that always are" in {
    names(kept("SURVEY")) shouldBe Seq("id", "w1mpro", "Survey")
    kept("SURVEY").notes.asScala shouldBe empty
    names(kept("survey", "id", "ra", "survey")) shouldBe Seq("id", "w1mpro", "Survey")
  }

  it should "all be kept, under another name where the table has a column of that name" in {
    val all = kept("all")
    names(all) shouldBe Seq("id", "w1mpro", "Survey", "source_Class", "source__tile")
    all.rows.select("Survey", "source_Class", "source__tile").as[(String, String, Int)].head() shouldBe
      (("deep", "x", 3))
    all.notes.asScala.head shouldBe
      "Class is written as source_Class, because the output has a column with this name"
  }

  it should "be kept under another name where jobs work with a column of that name" in {
    val others = rows.drop("_tile")
    for (name <- Seq("_tile", "_task", "_part", "_partition"))
      names(keptOf(others.withColumnRenamed("Survey", name).drop("Class"), "all")) shouldBe
        Seq("id", "w1mpro", s"source_$name")
  }

  it should "be left out with a line, or without where the user says none" in {
    names(kept()) shouldBe Seq("id", "w1mpro")
    kept().notes.asScala shouldBe
      Seq("columns that are not kept: Survey, Class, _tile (use --columns NAME,...|all to keep" +
        " them)")
    names(kept("none")) shouldBe Seq("id", "w1mpro")
    kept("none").notes.asScala shouldBe empty
  }

  it should "be refused where there is none of the name" in {
    the[UserError].thrownBy(kept("magnitude")).getMessage shouldBe
      "Invalid --columns (a column of it): magnitude"
  }

  it should "get a number where the other name is taken too" in {
    val taken = rows.withColumn("source_class", $"w1mpro")
    val kept = KeptColumns.of(
      taken,
      Seq(taken.schema("id")).asJava,
      taken.columns.toSeq.asJava,
      Seq("class", "source_class").asJava,
      Seq("class").asJava
    )
    names(kept) shouldBe Seq("id", "source_Class_2", "source_class")
  }
}
