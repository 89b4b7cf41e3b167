package allsky.spark.table

import allsky.UserError
import allsky.spark.LocalSpark
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SourceKeySpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val catalog = Seq((1L, "J1", 7.0), (2L, "J2", 8.0)).toDF("CNTR", "DESIGNATION", "w1mpro")
  private val predictions = Seq((2L, "QSO")).toDF("cntr", "class")

  "The key of two tables" should "be shared in any case, and join them" in {
    val key = SourceKey.sharedBy(predictions, catalog)
    key shouldBe "cntr"
    val joined = predictions.join(catalog, key)
    joined.select("class", "w1mpro").as[(String, Double)].collect() shouldBe Array(("QSO", 8.0))
  }

  it should "be refused where they share none" in {
    the[UserError].thrownBy(
      SourceKey.sharedBy(predictions.drop("cntr"), catalog)
    ).getMessage should startWith("Cannot join two tables of this run: they share none")
  }
}
