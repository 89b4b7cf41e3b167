package allsky.spark.tiles

import allsky.cutout.CutoutStatus
import allsky.spark.table.tile.TileFileRow
import allsky.spark.table.tile.TileTable
import allsky.spark.table.tile.TileFileRow.State

import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TileFaultSpec extends AnyFlatSpec with Matchers {

  private val hour = 3600000L
  private val listed = TileFileRow.listed("a-w1.fits", 10, hour, 2 * hour)

  "A fault" should "have the status of its file's state, whatever the problem says" in {
    val said = "b: it cannot be read after 3 attempts"
    TileFault.of(listed.without(State.OUT_OF_REACH, "the wire is cut")) shouldBe
      new TileFault(CutoutStatus.UNREADABLE, "a-w1.fits: the wire is cut")
    TileFault.of(listed.without(State.BAD_IMAGE, said)).status shouldBe CutoutStatus.BAD_IMAGE
  }

  "A file" should "have a problem or a header where its state says so" in {
    an[IllegalArgumentException] should be thrownBy listed.without(State.BAD_IMAGE, null)
    an[IllegalArgumentException] should be thrownBy listed.without(State.IMAGE, null)
    an[IllegalArgumentException] should be thrownBy listed.without(State.LISTED, "a problem")
  }

  it should "be read again by the next run, unless it is another product" in {
    for (state <- Seq(State.OUT_OF_REACH, State.BAD_IMAGE, State.OTHER_PRODUCT)) {
      val row = TileTable.row(listed.without(state, "a problem"))
      val kept = TileTable.file(new GenericRowWithSchema(row.toSeq.toArray, TileTable.schema))
      kept.problem shouldBe "a problem"
      kept.holdsFor(listed) shouldBe (state == State.OTHER_PRODUCT)
    }
  }
}
