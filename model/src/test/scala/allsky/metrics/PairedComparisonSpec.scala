package allsky.metrics

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PairedComparisonSpec extends AnyFlatSpec with Matchers {

  "McNemar's exact test" should "give the p-values of scipy.stats.binomtest" in {
    new PairedComparison(10, 2, 100).pValue shouldBe 0.03857421875 +- 1e-12
    new PairedComparison(6, 5, 100).pValue shouldBe 1.0 +- 1e-12
    new PairedComparison(59, 91, 2175).pValue shouldBe 0.011121593847224857 +- 1e-12
    new PairedComparison(700, 600, 5000).pValue shouldBe 0.0060157938610449395 +- 1e-12
  }

  it should "not depend on which classifier is the first" in {
    new PairedComparison(3, 17, 50).pValue shouldBe new PairedComparison(17, 3, 50).pValue
  }

  it should "be 1 for classifiers that never differ" in {
    new PairedComparison(0, 0, 50).pValue shouldBe 1.0
  }

  "A comparison" should "count the sources that only one classifier has right" in {
    val compared =
      PairedComparison.of(
        Array(true, true, false, false, true),
        Array(true, false, true, false, false)
      )
    compared shouldBe new PairedComparison(2, 1, 5)
    compared.difference shouldBe 0.2 +- 1e-12
  }

  it should "refuse answers about other sources" in {
    an[IllegalArgumentException] should be thrownBy
      PairedComparison.of(Array(true), Array(true, false))
  }
}
