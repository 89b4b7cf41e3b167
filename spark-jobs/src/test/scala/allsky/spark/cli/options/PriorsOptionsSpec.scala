package allsky.spark.cli.options

import allsky.metrics.prior.ClassPriors
import allsky.survey.SourceClass
import java.util.{Map => JMap}

import allsky.survey.SourceClass.GALAXY
import allsky.survey.SourceClass.QSO
import allsky.survey.SourceClass.STAR
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PriorsOptionsSpec extends AnyFlatSpec with Matchers {

  private def priorsFor(trained: JMap[SourceClass, java.lang.Double]): ClassPriors =
    new PriorsOptions().priorsFor(trained)

  "The mix of the sky" should "be that of the classes that a network has learned" in {
    val known = priorsFor(JMap.of(STAR, 0.5, GALAXY, 0.5, QSO, 0.0))
    known.share(GALAXY) shouldBe 0.594 / 0.984 +- 1e-12
    known.share(QSO) shouldBe 0
  }

  it should "be that of all classes where a network has learned them" in {
    priorsFor(JMap.of(STAR, 0.2, GALAXY, 0.2, QSO, 0.6)) shouldBe ClassPriors.NATURAL
  }
}
