package allsky.simulation

import allsky.metrics.prior.ClassPriors
import allsky.simulation.source.NumberCounts
import allsky.survey.SourceClass
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class NaturalMixSpec extends AnyFlatSpec with Matchers {

  "The natural class priors" should "follow the number counts to W1 = 17.8" in {
    val counts = SourceClass
      .values()
      .map(c =>
        c -> (600 until 1780).map(m => NumberCounts.of(c).perMagnitude(m / 100.0 + 0.005)).sum
      )
      .toMap
    for ((sourceClass, count) <- counts)
      ClassPriors.NATURAL.share(sourceClass) shouldBe count / counts.values.sum +- 0.001
  }
}
