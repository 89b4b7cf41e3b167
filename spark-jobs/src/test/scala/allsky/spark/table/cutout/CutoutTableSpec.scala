package allsky.spark.table.cutout

import allsky.cutout.CutoutStatus
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema
import org.apache.spark.sql.types.{StringType, StructType}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CutoutTableSpec extends AnyFlatSpec with Matchers {

  private def status(text: String): CutoutStatus =
    CutoutTable.status(
      new GenericRowWithSchema(Array[Any](text), new StructType().add("status", StringType))
    )

  "The status of a row" should "be read by its name" in {
    for (each <- CutoutStatus.values) status(each.name) shouldBe each
  }

  it should "be BAD_CUTOUT if it is missing or unknown" in {
    for (text <- Seq(null, "", "SATURATED", "ok")) status(text) shouldBe CutoutStatus.BAD_CUTOUT
  }
}
