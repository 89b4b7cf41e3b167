package allsky.spark.table

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.output.RunIdentity
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.lit
import org.apache.spark.sql.types.{LongType, StringType}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SourceKeySpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val catalog =
    Seq((1L, "J1", 7.0), (2L, "J2", 8.0)).toDF("CNTR", "DESIGNATION", "w1mpro")
  private lazy val predictions = Seq((2L, "QSO")).toDF("cntr", "class")

  "The key of two tables" should "be shared in any case, and join them" in {
    val key = SourceKey.sharedBy(predictions, catalog)
    key shouldBe "cntr"
    val joined = predictions.join(catalog, key)
    joined.select("class", "w1mpro").as[(String, Double)].collect() shouldBe Array(("QSO", 8.0))
  }

  it should "be the key of the table that a job wrote, whatever its name" in {
    val run = RunIdentity.starting("classify-allsky", java.util.Map.of())
    val written = TableFolder.identified(
      Seq(("W2", "b", "QSO")).toDF("WISEA", "name", "class"),
      run
    )
    val sources = Seq(("W1", "b"), ("W2", "b")).toDF("wisea", "name")
    SourceKey.sharedBy(written, sources) shouldBe "WISEA"
    SourceKey.sharedBy(sources, written) shouldBe "WISEA"
  }

  it should "be refused where they have no common key" in {
    the[UserError].thrownBy(
      SourceKey.sharedBy(predictions.drop("cntr"), catalog)
    ).getMessage should startWith("Cannot join two tables of this run: they have no common key")
  }

  private def order(keys: DataFrame): Seq[Long] =
    keys
      .select(SourceKey.order($"key", keys.schema("key").dataType, lit(1.0), lit(2.0)))
      .as[Long]
      .collect()
      .toSeq

  "Keys that are whole numbers" should "be in their order, whatever their width" in {
    val types = Seq(
      "tinyint",
      "smallint",
      "int",
      "bigint",
      "decimal(20,0)",
      "decimal(5,0)",
      "float",
      "double",
      "string"
    )
    for (name <- types) withClue(name) {
      val ordered = order(Seq(2, 9, 10, 100).toDF("n").selectExpr(s"cast(n as $name) as key"))
      // Text of a float is 9.0, of others 9.
      ordered shouldBe ordered.sorted
    }
  }

  it should "be in their order beyond a signed long" in {
    val large = Seq(
      "9",
      "10",
      "9223372036854775807",
      "9223372036854775808",
      "12462617271914000001",
      "18446744073709551615"
    )
    for (name <- Seq("decimal(20,0)", "string")) withClue(name) {
      val ordered = order(large.toDF("n").selectExpr(s"cast(n as $name) as key"))
      ordered shouldBe ordered.sorted
      ordered.distinct.size shouldBe large.size
    }
  }

  it should "not be mixed up with text that only begins with digits" in {
    order(Seq("7", "007", "7.0", "7 ", "7a", "-7").toDF("key")).distinct.size shouldBe 6
  }

  "Rows without a key" should "be told apart by their positions" in {
    val rows = Seq((null, 1.0), ("", 2.0), (" ", 3.0), (null, 4.0)).toDF("key", "ra")
    rows
      .select(SourceKey.order($"key", StringType, $"ra", $"ra"))
      .as[Long]
      .collect()
      .distinct should have length 4
    val numbers = Seq[(Option[Long], Double)]((None, 1.0), (None, 2.0)).toDF("key", "ra")
    numbers
      .select(SourceKey.order($"key", LongType, $"ra", $"ra"))
      .as[Long]
      .collect()
      .distinct should have length 2
  }
}
