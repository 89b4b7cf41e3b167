package allsky.spark.tiles

import scala.collection.JavaConverters._
import scala.util.Random

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TaskPlanSpec extends AnyFlatSpec with Matchers {

  private def plan(counts: Map[Int, Long], cores: Int, wanted: Seq[Int] = Seq.empty): TaskPlan = {
    val tiles = if (wanted.isEmpty) counts.keys.toSeq else wanted
    TaskPlan.of(
      counts.map { case (tile, count) => Int.box(tile) -> Long.box(count) }.asJava,
      tiles.map(Int.box).asJava,
      cores
    )
  }

  private val random = new Random(3)

  private def partitionsOf(plan: TaskPlan, tile: Int, sources: Int): Seq[Int] =
    Seq.fill(sources)(plan.partitionOf(tile, random.nextDouble() * 2, random.nextDouble() * 2))

  "A tile with many sources" should "be shared evenly among tasks of its own" in {
    val heavy = plan(Map(0 -> 100L, 1 -> 400000L, 2 -> 100L), cores = 2)
    val partitions = partitionsOf(heavy, 1, 80000)
    partitions.distinct.size shouldBe 8
    val sizes = partitions.groupBy(identity).values.map(_.size)
    sizes.max.toDouble / sizes.min should be < 1.1
    partitionsOf(heavy, 2, 10).distinct.size shouldBe 1
    partitions should not contain partitionsOf(heavy, 2, 1).head
  }

  it should "stay whole where there are tasks enough for every core" in {
    val sky = plan((0 until 2000).map(_ -> 41000L).toMap, cores = 8)
    sky.partitions shouldBe 2000
    for (tile <- 0 until 2000) partitionsOf(sky, tile, 5).toSet shouldBe Set(tile)
  }

  "Tiles with few sources" should "share tasks, and leave no core without one" in {
    val sample = plan((0 until 8000).map(_ -> 3L).toMap, cores = 4)
    sample.partitions shouldBe 125
    val few = plan((0 until 24).map(_ -> 3L).toMap, cores = 4)
    few.partitions shouldBe 12
    plan(Map(0 -> 3L, 1 -> 3L, 2 -> 3L), cores = 16).partitions shouldBe 3
  }

  "Every task" should "have sources, and every wanted tile a task" in {
    for (_ <- 1 to 50) {
      val tiles = 1 + random.nextInt(60)
      val counts = (0 until tiles).map { tile =>
        tile -> (if (random.nextInt(4) == 0) 0L else 1L + random.nextInt(1 << random.nextInt(18)))
      }.toMap
      val made = plan(counts, 1 + random.nextInt(8))
      val partitions =
        counts.filter(_._2 > 0).keys.map(tile => tile -> partitionsOf(made, tile, 3000).toSet)
      partitions.flatMap(_._2).toSet shouldBe (0 until made.partitions).toSet
    }
  }

  "A tile that is not wanted, or has no sources," should "have no task" in {
    val some = plan(Map(0 -> 5L, 1 -> 5L, 2 -> 0L), cores = 2, wanted = Seq(0, 2))
    some.partitions shouldBe 1
    for (tile <- Seq(1, 2)) partitionsOf(some, tile, 1) shouldBe Seq(TaskPlan.NO_PARTITION)
    plan(Map.empty, cores = 2).partitions shouldBe 0
  }
}
