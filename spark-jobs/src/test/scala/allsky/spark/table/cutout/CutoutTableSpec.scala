package allsky.spark.table.cutout

import allsky.UserError
import allsky.cutout.{CutoutShape, CutoutStatus}
import allsky.survey.Band
import java.util.Collections

import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema
import org.apache.spark.sql.types.{DataType, StringType, StructField, StructType}
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

  "A table whose metadata name an unknown band or survey" should "be refused with its path" in {
    val tensor = new CutoutTensor(
      new CutoutShape(Collections.singletonList(Band.W1), 50),
      TensorFormat.BINARY,
      false,
      false
    )
    val good = CutoutTable.schema(Collections.emptyList[StructField], tensor).json
    for ((known, unknown, problem) <- Seq(("W1", "W9", "a band"), ("ATLAS", "TMASS", "a survey"))) {
      val json = good.replace("\"" + known + "\"", "\"" + unknown + "\"")
      val schema = DataType.fromJson(json).asInstanceOf[StructType]
      val refusal = the[UserError] thrownBy CutoutTable.tensorOf(schema, "old/cutouts")
      refusal.getMessage should startWith(
        "Cannot read --cutouts old/cutouts: the metadata of its column pixels are damaged (\"" +
          unknown + "\" is not " + problem
      )
    }
  }
}
