package allsky.metrics

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class OutlierDetectionSpec extends AnyFlatSpec with Matchers {

  "Outlier detection" should "count the unusual sources above 99 % of the ordinary ones" in {
    val ordinary = Array.tabulate(200)(_.toDouble)
    // 198 and 199 are 1 % of the ordinary scores, so the limit is 197.
    val found = OutlierDetection.of(ordinary, Array(197, 197.5, 500, 3))
    found.recall.successes shouldBe 2
    found.recall.trials shouldBe 4
  }

  it should "have the area of all pairs" in {
    val (ordinary, unusual) = (Array(1.0, 2, 3, 4), Array(2.0, 5))
    val pairs = for (u <- unusual; o <- ordinary) yield if (u > o) 1.0 else if (u == o) 0.5 else 0
    OutlierDetection.of(ordinary, unusual).areaUnderRoc.value shouldBe
      pairs.sum / pairs.length +- 1e-12
  }

  it should "allow no false alarm among few ordinary sources" in {
    OutlierDetection.of(Array(1.0, 2.0), Array(1.5, 2.5)).recall.successes shouldBe 1
  }
}
