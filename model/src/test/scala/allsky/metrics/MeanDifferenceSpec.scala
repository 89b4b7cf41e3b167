package allsky.metrics

import allsky.metrics.interval.Estimate

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class MeanDifferenceSpec extends AnyFlatSpec with Matchers {

  private def right(text: String): Array[Boolean] = text.map(_ == '1').toArray

  private def difference(first: Seq[String], second: Seq[String]): Estimate =
    MeanDifference.of(first.map(right).asJava, second.map(right).asJava)

  "The difference of two classifiers" should "be that of their accuracies" in {
    difference(Seq("1110"), Seq("1000")).value shouldBe 0.5
  }

  /** numpy: d = [0, 1, 1, 0]; d.std(ddof=1) / 2 * 1.959963984540054 = 0.5657928670380858. */
  it should "have the normal interval of the mean over the sources" in {
    val estimate = difference(Seq("1110"), Seq("1000"))
    estimate.low shouldBe 0.5 - 0.5657928670380858 +- 1e-12
    estimate.high shouldBe 0.5 + 0.5657928670380858 +- 1e-12
  }

  it should "be the mean over the trainings of each" in {
    difference(Seq("1111", "0011"), Seq("1100")).value shouldBe 0.25
  }

  it should "be zero without an interval where the answers are the same" in {
    difference(Seq("101"), Seq("101")) shouldBe new Estimate(0, 0, 0)
  }

  it should "be undefined for one source" in {
    difference(Seq("1"), Seq("0")).isDefined shouldBe false
  }
}
