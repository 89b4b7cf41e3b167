package allsky.spark.evaluation

import allsky.metrics.{SkyEvaluation, WeightedReliability}
import allsky.metrics.prior.ClassPriors
import allsky.survey.SourceClass
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.{Collections, List => JavaList, Map => JavaMap}

class SkyEvaluationFilesSpec extends AnyFlatSpec with Matchers {

  private val reliability = new WeightedReliability(0.0314, 0.02, 50)

  private def bin(low: Double, high: Double, missing: SourceClass*): SkyEvaluation.Bin = {
    val priors = ClassPriors.of(
      JavaMap.of(SourceClass.STAR, 0.25, SourceClass.GALAXY, 0.7, SourceClass.QSO, 0.05)
    )
    val absent = missing.foldLeft(new java.util.TreeSet[SourceClass]) { (all, each) =>
      all.add(each)
      all
    }
    new SkyEvaluation.Bin(low, high, 60, priors, absent, reliability, Collections.emptyList())
  }

  "The line about the sky" should "give no error for W1 without most of the sky's sources" in {
    val bins = JavaList.of(
      bin(Double.NegativeInfinity, 12),
      bin(12, 12.5, SourceClass.QSO),
      bin(17.5, Double.PositiveInfinity, SourceClass.STAR, SourceClass.GALAXY)
    )
    SkyEvaluationFiles.line(new SkyEvaluation(bins, reliability)) should endWith(
      "3.1 (2.0); W1 below 12.0 3.1 (2.0), 12.0 to 12.5 3.1 (2.0) without [QSO], " +
        "from 17.5 not measured without [STAR, GALAXY]"
    )
  }
}
