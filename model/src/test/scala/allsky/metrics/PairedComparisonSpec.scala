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

  "The interval of the difference" should "be that of Tango 1998" in {
    // Roots of the score statistic, found by a separate program.
    val expected = Seq(
      (12, 2, 50) -> (0.06111240618634399, 0.3447087482821487),
      (1, 0, 44) -> (-0.05939323111662796, 0.11807709698213287),
      (59, 91, 2175) -> (-0.025994368943913583, -0.003721851023553834),
      (5, 0, 5) -> (0.13103507043365042, 1.0)
    )
    for (((first, second, sources), (low, high)) <- expected) {
      val interval = new PairedComparison(first, second, sources).interval
      interval.value shouldBe (first - second).toDouble / sources +- 1e-12
      interval.low shouldBe low +- 1e-9
      interval.high shouldBe high +- 1e-9
    }
  }

  it should "be z^2 / (n + z^2) wide at each side for classifiers that never differ" in {
    val interval = new PairedComparison(0, 0, 50).interval
    val z2 = 1.959963984540054 * 1.959963984540054
    interval.high shouldBe z2 / (50 + z2) +- 1e-9
    interval.low shouldBe -interval.high +- 1e-9
  }

  it should "be undefined without sources" in {
    new PairedComparison(0, 0, 0).interval.isDefined shouldBe false
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
