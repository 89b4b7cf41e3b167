package allsky.spark.classify

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class WavesSpec extends AnyFlatSpec with Matchers {

  private def plan(
      sourcesAWave: Long,
      counts: (Int, Long)*
  ): Seq[(String, Seq[Int], Boolean, Long)] =
    Waves
      .plan(
        counts.map { case (tile, n) => Int.box(tile) -> Long.box(n) }.toMap.asJava,
        sourcesAWave
      )
      .waves
      .asScala
      .map(w => (w.folder, w.tiles.asScala.map(_.toInt).toSeq, w.withoutTile, w.sources))
      .toSeq

  "Waves" should "take tiles in their order until a wave is full" in {
    plan(100, 0 -> 60, 1 -> 40, 2 -> 1, 5 -> 300, 7 -> 10) shouldBe Seq(
      ("wave=00000", Seq(0, 1), false, 100),
      ("wave=00001", Seq(2), false, 1),
      ("wave=00002", Seq(5), false, 300),
      ("wave=00003", Seq(7), false, 10)
    )
  }

  it should "do the sources without a tile in the first wave" in {
    plan(100, -1 -> 30, -2 -> 5, 3 -> 50, 4 -> 50) shouldBe Seq(
      ("wave=00000", Seq(3), true, 85),
      ("wave=00001", Seq(4), false, 50)
    )
    plan(10, -1 -> 30, 3 -> 50) shouldBe
      Seq(("wave=00000", Seq(), true, 30), ("wave=00001", Seq(3), false, 50))
  }

  it should "be one where there is nothing to do" in {
    plan(10) shouldBe Seq(("wave=00000", Seq(), false, 0))
  }
}
