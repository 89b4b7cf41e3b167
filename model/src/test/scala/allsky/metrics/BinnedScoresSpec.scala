package allsky.metrics

import scala.collection.JavaConverters._

import allsky.metrics.ScikitLearn.classes
import allsky.metrics.ScikitLearn.predictions
import allsky.survey.SourceClass._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class BinnedScoresSpec extends AnyFlatSpec with Matchers {

  "Bins" should "contain each source once, and count sources without a value" in {
    val values = Array.tabulate(predictions.size)(i => if (i % 7 == 0) Double.NaN else i / 50.0)
    val binned = BinnedScores.of(predictions, values, BinnedScores.edges(values, 0.5))
    binned.withoutValue shouldBe values.count(_.isNaN)
    binned.bins.asScala.map(_.confusion.total).sum + binned.withoutValue shouldBe predictions.size
    for (bin <- binned.bins.asScala) {
      val within = values.indices.filter(i => values(i) >= bin.low && values(i) < bin.high)
      bin.confusion.total shouldBe within.size
      bin.confusion.accuracy.successes shouldBe within.count(i => predictions.isRight(i))
      val sorted = within.map(values).sorted
      bin.median shouldBe (sorted((sorted.size - 1) / 2) + sorted(sorted.size / 2)) / 2 +- 1e-12
    }
  }

  they should "be open at both ends if the edges are infinite" in {
    val two = LabelledPredictions.of(classes, Array(0, 1), Array(1, 0, 0, 0, 1, 0))
    val edges = Array(Double.NegativeInfinity, 3, Double.PositiveInfinity)
    val bins = BinnedScores.of(two, Array(-5.0, 3.0), edges).bins
    bins.asScala.map(_.confusion.total) shouldBe Seq(1, 1)
    bins.get(0).confusion.count(STAR, STAR) shouldBe 1
  }

  "Edges" should "be multiples of the step around all values" in {
    BinnedScores.edges(Array(14.26, Double.NaN, 15.5), 0.5) shouldBe Array(14.0, 14.5, 15.0, 15.5,
      16)
    BinnedScores.edges(Array(Double.NaN), 0.5) shouldBe empty
  }
}
