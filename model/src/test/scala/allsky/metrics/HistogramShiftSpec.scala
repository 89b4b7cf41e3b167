package allsky.metrics

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class HistogramShiftSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val tenBins = Array.fill(10)(100L)

  "A shift" should "be nothing between equal fractions" in {
    val same = HistogramShift.of(tenBins, tenBins.map(7 * _))
    same.kolmogorovSmirnov shouldBe 0.0 +- 1e-12
    same.stabilityIndex shouldBe 0.0 +- 1e-12
  }

  it should "be as computed by hand" in {
    // Fractions 0.1 each against 0.2 in the first and none in the last of ten bins.
    val moved = Array(200L, 100L, 100L, 100L, 100L, 100L, 100L, 100L, 100L, 0L)
    val shift = HistogramShift.of(tenBins, moved)
    shift.kolmogorovSmirnov shouldBe 0.1 +- 1e-12
    // The empty bin counts as half a source of 1000.
    val expected = 0.1 * math.log(2) + (0.0005 - 0.1) * math.log(0.0005 / 0.1)
    shift.stabilityIndex shouldBe expected +- 1e-12
  }

  it should "be the largest possible for histograms that do not overlap" in {
    HistogramShift.of(Array(5L, 0L), Array(0L, 5L)).kolmogorovSmirnov shouldBe 1.0
  }

  it should "be summed over tenths of the reference, not over bins" in {
    val fine = Array.fill(1000)(10L)
    val shifted = fine.indices.map(i => if (i % 2 == 0) 20L else 0L).toArray
    HistogramShift.of(fine, shifted).stabilityIndex shouldBe 0.0 +- 1e-3
  }

  it should "be 0 or more and at most 1" in {
    val histogram = Gen.listOfN(20, Gen.choose(0L, 1000L)).suchThat(_.sum > 0).map(_.toArray)
    forAll(histogram, histogram) { (one: Array[Long], other: Array[Long]) =>
      whenever(one.sum > 0 && other.sum > 0) {
        val shift = HistogramShift.of(one, other)
        shift.kolmogorovSmirnov should (be >= 0.0 and be <= 1.0 + 1e-12)
        shift.stabilityIndex should be >= 0.0
      }
    }
  }

  it should "need counts in the same bins" in {
    an[IllegalArgumentException] should be thrownBy HistogramShift.of(Array(1L), Array(1L, 2L))
    an[IllegalArgumentException] should be thrownBy HistogramShift.of(Array(0L), Array(1L))
  }
}
