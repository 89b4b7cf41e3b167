package allsky.spark.classify

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ChunkPlanSpec extends AnyFlatSpec with Matchers {

  private val names = ('a' to 'h').map(_.toString)

  private def plan(
      chunkSources: Long,
      counts: (Int, Long)*
  ): Seq[(String, Seq[Int], Boolean, Long)] =
    ChunkPlan
      .ofCounts(
        counts.map { case (tile, n) => Int.box(tile) -> Long.box(n) }.toMap.asJava,
        names.asJava,
        "digest",
        chunkSources
      )
      .chunks
      .asScala
      .map(w => (w.folder, w.tiles.asScala.map(_.toInt).toSeq, w.withoutTile, w.sources))
      .toSeq

  "A plan" should "take tiles in their order until a chunk is full" in {
    plan(100, 0 -> 60, 1 -> 40, 2 -> 1, 5 -> 300, 7 -> 10) shouldBe Seq(
      ("wave=00000", Seq(0, 1), false, 100),
      ("wave=00001", Seq(2), false, 1),
      ("wave=00002", Seq(5), false, 300),
      ("wave=00003", Seq(7), false, 10)
    )
  }

  it should "put the sources without a tile into the first chunk" in {
    plan(100, -1 -> 30, -2 -> 5, 3 -> 50, 4 -> 50) shouldBe Seq(
      ("wave=00000", Seq(3), true, 85),
      ("wave=00001", Seq(4), false, 50)
    )
    plan(10, -1 -> 30, 3 -> 50) shouldBe
      Seq(("wave=00000", Seq(), true, 30), ("wave=00001", Seq(3), false, 50))
  }

  it should "have one chunk if there are no sources" in {
    plan(10) shouldBe Seq(("wave=00000", Seq(), false, 0))
  }

  private def identity(
      model: String,
      tiles: Seq[String],
      counts: (Int, Long)*
  ): ChunkPlan.Identity =
    ChunkPlan
      .ofCounts(
        counts.map { case (tile, n) => Int.box(tile) -> Long.box(n) }.toMap.asJava,
        tiles.asJava,
        model,
        100
      )
      .identity

  private val earlier = identity("one", Seq("a", "b"), 0 -> 60L, 1 -> 60L)

  "The identity of a plan" should "not change with a tile without sources" in {
    identity("one", Seq("a", "between", "b"), 0 -> 60L, 2 -> 60L)
      .changeSince(earlier)
      .isPresent shouldBe false
  }

  it should "change with the model" in {
    identity("two", Seq("a", "b"), 0 -> 60L, 1 -> 60L).changeSince(earlier).get shouldBe
      "its model has"
  }

  it should "change with the sources of a tile, or its name" in {
    identity("one", Seq("a", "b"), 0 -> 61L, 1 -> 60L).changeSince(earlier).get shouldBe
      "its sources or tiles have"
    identity("one", Seq("a", "c"), 0 -> 60L, 1 -> 60L).changeSince(earlier).get shouldBe
      "its sources or tiles have"
  }

  it should "not take the name of a tile for that of the model" in {
    identity("a", Seq("a", "b"), 0 -> 60L, 1 -> 60L).changeSince(earlier).get shouldBe
      "its model has"
  }
}
