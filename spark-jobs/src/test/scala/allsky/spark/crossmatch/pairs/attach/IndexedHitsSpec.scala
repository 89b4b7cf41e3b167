package allsky.spark.crossmatch.pairs.attach

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class IndexedHitsSpec extends AnyFlatSpec with Matchers {

  private val megabyte = 1L << 20

  /** A task's pairs of an indexed row: sigmas, separation, tie and ordinal of the scanned row. */
  private def task(partition: Int, pairs: (Int, (Double, Double, Long, Int))*): IndexedHits = {
    val hits = new IndexedHits(3, true, megabyte)
    val part = hits.newPart(partition)
    pairs.foreach { case (row, (sigmas, separation, tie, ordinal)) =>
      part.add(row, sigmas, separation, tie, ordinal)
    }
    hits.add(part.trimmed())
    hits
  }

  "Hits" should "count the partners of a row and find the nearest, in any order of the tasks" in {
    val tasks = Seq(
      task(0, 0 -> (0.0, 2.0, 7L, 0), 0 -> (0.0, 1.0, 9L, 1), 1 -> (0.0, 1.0, 5L, 2)),
      task(1, 0 -> (0.0, 1.0, 8L, 0), 1 -> (0.0, 1.0, 5L, 3)),
      task(2, 0 -> (1.0, 0.5, 1L, 0))
    )
    for (order <- tasks.permutations) {
      val all = new IndexedHits(3, true, megabyte)
      order.foreach(all.merge)
      val ranks = all.value()
      Seq(0, 1, 2).map(ranks.partners(_)) shouldBe Seq(4L, 2L, 0L)
      // Equal separations: the lower tie. All equal: the earlier row.
      ranks.rank(0, 1, 0) shouldBe 1
      ranks.rank(0, 0, 1) shouldBe 2
      ranks.rank(1, 0, 2) shouldBe 1
      ranks.rank(1, 1, 3) shouldBe 2
    }
  }

  they should "count a partition that ran twice once" in {
    val all = new IndexedHits(3, true, megabyte)
    all.merge(task(4, 2 -> (0.0, 1.0, 1L, 0)))
    all.merge(task(4, 2 -> (0.0, 1.0, 1L, 0)))
    all.value().partners(2) shouldBe 1
  }

  they should "be incomplete where a task found more rows than it may send" in {
    for ((found, incomplete) <- Seq(10000 -> false, 40000 -> true)) {
      val hits = new IndexedHits(100000, true, megabyte)
      val part = hits.newPart(0)
      (0 until found).foreach(row => part.add(row, 0, 1, 1, row))
      hits.add(part.trimmed())
      val all = new IndexedHits(100000, true, megabyte)
      all.merge(hits)
      all.isIncomplete shouldBe incomplete
    }
  }
}
