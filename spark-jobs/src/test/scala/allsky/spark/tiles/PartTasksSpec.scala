package allsky.spark.tiles

import java.util.Arrays

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PartTasksSpec extends AnyFlatSpec with Matchers {

  /** 120 tiles of 41,000 sources in 3 parts, and 2.5 million sources without a tile. */
  private val counts = ((0 until 120).map(_ -> 41000L) :+ (-1 -> 2500000L)).map {
    case (tile, count) => Int.box(tile) -> Long.box(count)
  }.toMap.asJava

  private val parts: Seq[java.util.List[Integer]] =
    (0 until 120).map(Int.box).grouped(40).map(_.asJava).toSeq

  private val plan = PartTasks.of(counts, parts.asJava, 8)

  "Tasks of parts" should "be one for each tile, in its part" in {
    val tasks = (0 until 120).map(plan.taskOf(_, 10.0, 20.0))
    tasks shouldBe (0 until 120)
    tasks.map(plan.partOf) shouldBe (0 until 120).map(_ / 40)
  }

  they should "be several for sources without a tile, in the first part" in {
    val tasks = (0 until 1000).map(i => plan.taskOf(-1, 0.1 * i, null)).toSet
    tasks shouldBe Set(120, 121, 122)
    tasks.map(plan.partOf) shouldBe Set(0)
  }

  they should "share writers of about a million sources, none of two parts" in {
    plan.writers shouldBe 3 * 2 + 3
    val partsOfWriter = (0 until 123).groupBy(plan.writerOf).mapValues(_.map(plan.partOf).toSet)
    partsOfWriter.keySet shouldBe (0 until 9).toSet
    partsOfWriter.values.map(_.size).toSet shouldBe Set(1)
    (0 until 120).groupBy(plan.writerOf).values.map(_.size).toSet shouldBe Set(20)
  }

  they should "be planned without tiles" in {
    val none = PartTasks.of(
      Map(Int.box(-2) -> Long.box(5)).asJava,
      Seq[java.util.List[Integer]](Arrays.asList()).asJava,
      2
    )
    none.taskOf(-2, null, null) shouldBe 0
    none.writers shouldBe 1
  }
}
