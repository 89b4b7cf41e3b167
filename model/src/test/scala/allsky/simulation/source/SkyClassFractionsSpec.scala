package allsky.simulation.source

import allsky.metrics.prior.ClassPriors
import allsky.survey.SourceClass
import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SkyClassFractionsSpec extends AnyFlatSpec with Matchers {

  private def share(bright: Double, faint: Double, sourceClass: SourceClass): Double =
    SkyClassFractions.shares(bright, faint).get(sourceClass)

  "The class fractions of the sky" should "be the natural ones to W1 = 17.8" in {
    for (sourceClass <- SourceClass.values)
      share(6, 17.8, sourceClass) shouldBe ClassPriors.NATURAL.share(sourceClass) +- 0.001
  }

  it should "have sum 1 in any range" in {
    for (bright <- 6 to 17)
      SkyClassFractions.shares(bright, bright + 1).values.asScala.map(
        _.doubleValue
      ).sum shouldBe 1.0 +- 1e-12
  }

  it should "have stars among the bright sources and galaxies among the faint ones" in {
    share(6, 12, SourceClass.STAR) should be > 0.95
    share(17, 17.8, SourceClass.GALAXY) should be > 0.6
  }

  it should "follow the counts in their linear part" in {
    // log10 per magnitude at W1 = 16.5: stars 3.0125, galaxies 3.2, QSO 1.735.
    val counts = Seq(3.0125, 3.2, 1.735).map(math.pow(10, _))
    share(16.49, 16.51, SourceClass.QSO) shouldBe counts(2) / counts.sum +- 1e-4
  }

  it should "be refused for a descending range" in {
    an[IllegalArgumentException] should be thrownBy SkyClassFractions.shares(13, 13)
  }
}
