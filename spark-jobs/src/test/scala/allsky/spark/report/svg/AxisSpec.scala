package allsky.spark.report.svg

import scala.collection.JavaConverters._

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class AxisSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private def labels(axis: Axis): Seq[String] = axis.ticks.asScala.map(axis.text(_)).toSeq

  "An axis" should "have a label at both ends, around all values" in {
    val ends = Gen.zip(Gen.choose(-1e4, 1e4), Gen.choose(1e-3, 1e4))
    forAll(ends) { case (low, range) =>
      val axis = Axis.around("x", low, low + range)
      axis.low should be <= low + 1e-6
      axis.high should be >= low + range - 1e-6
      axis.ticks.get(0) shouldBe axis.low
      axis.ticks.get(axis.ticks.size - 1) shouldBe axis.high
      axis.ticks.size should (be >= 2 and be <= 10)
      labels(axis).distinct shouldBe labels(axis)
    }
  }

  it should "have round labels" in {
    labels(Axis.around("x", 0, 1)) shouldBe Seq("0.0", "0.2", "0.4", "0.6", "0.8", "1.0")
    labels(Axis.around("x", -1, 6)) shouldBe Seq("−1", "0", "1", "2", "3", "4", "5", "6")
    labels(Axis.around("x", 0, 3051)).last shouldBe "3,500"
  }

  "An axis of epochs" should "have whole numbers" in {
    labels(Axis.ofNumbers("epoch", 1)) shouldBe Seq("0", "1")
    labels(Axis.ofNumbers("epoch", 3)) shouldBe Seq("0", "1", "2", "3")
    labels(Axis.ofNumbers("epoch", 30)).last shouldBe "30"
  }

  "An axis of counts" should "begin with 0 below 1 and end with a power of ten" in {
    val axis = Axis.ofCounts("sources", 5979)
    labels(axis) shouldBe Seq("0", "1", "10", "100", "1,000", "10,000")
    axis.place(0) shouldBe 0.0
    axis.place(1) should be > 0.0
    axis.place(10000) shouldBe 1.0
  }

  "A logarithmic axis" should "have complete decades, also below 1" in {
    labels(Axis.ofDecades("S/N", 0.13, 800)) shouldBe Seq("0.1", "1", "10", "100", "1,000")
  }

  "An axis" should "not end where it begins" in {
    an[IllegalArgumentException] should be thrownBy
      new Axis("x", 1, 1, false, java.util.List.of())
  }
}
