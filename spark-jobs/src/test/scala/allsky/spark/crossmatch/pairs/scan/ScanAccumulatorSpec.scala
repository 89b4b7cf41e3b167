package allsky.spark.crossmatch.pairs.scan

import allsky.spark.table.RejectedTable.Rejection
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ScanAccumulatorSpec extends AnyFlatSpec with Matchers {

  private def rejection(key: Int) = new Rejection("RA_OUT_OF_RANGE", key.toString, 400.0, 0.0)

  /** A part of a scan that rejects so many rows. */
  private def part(rejected: Int): ScanAccumulator = {
    val tally = new ScanAccumulator(3)
    val counts = tally.ofThisTask()
    (0 until rejected).foreach(key => counts.reject(rejection(key)))
    tally
  }

  "A tally" should "keep rejected rows until they are too many, and count them all" in {
    val few = part(ScanAccumulator.MAX_REJECTIONS)
    few.rejections().get should have size ScanAccumulator.MAX_REJECTIONS
    few.rejections().get.get(1) shouldBe rejection(1)
    val many = part(ScanAccumulator.MAX_REJECTIONS + 1)
    many.rejections() shouldBe empty
    many.counts().faulty() shouldBe ScanAccumulator.MAX_REJECTIONS + 1
  }

  it should "let go of what it kept when its parts are too many together" in {
    val whole = new ScanAccumulator(3)
    whole.merge(part(ScanAccumulator.MAX_REJECTIONS - 1))
    whole.rejections().get should have size ScanAccumulator.MAX_REJECTIONS - 1
    // The same partition, run again: it replaces its rows, though it is counted towards the limit.
    whole.merge(part(2))
    whole.counts().faulty() shouldBe 2
    whole.rejections() shouldBe empty
  }

  it should "count a partition that ran twice once" in {
    val whole = new ScanAccumulator(3)
    whole.merge(part(5))
    whole.merge(part(5))
    whole.counts().rows() shouldBe 5
    whole.rejections().get should have size 5
  }
}
