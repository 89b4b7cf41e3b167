package allsky.spark.classify

import allsky.metrics.prior.ClassPriors
import allsky.spark.table.prediction.PredictedFractions
import allsky.survey.SourceClass
import java.util.{Optional, TreeMap}

import scala.collection.JavaConverters._

import allsky.survey.SourceClass.GALAXY
import allsky.survey.SourceClass.QSO
import allsky.survey.SourceClass.STAR
import com.google.gson.Gson
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ClassFractionsNoticeSpec extends AnyFlatSpec with Matchers {

  private def mix(shares: (SourceClass, Double)*): Optional[ClassPriors] =
    Optional.of(ClassPriors.of(shares.toMap.mapValues(Double.box).map(identity).asJava))

  private def predicted(bins: (Int, Map[SourceClass, Long])*): PredictedFractions =
    new PredictedFractions(
      new TreeMap(
        bins.map { case (bin, counts) =>
          Int.box(bin) -> counts.mapValues(Long.box).map(identity).asJava
        }.toMap.asJava
      )
    )

  private val balanced = mix(STAR -> 1, GALAXY -> 1, QSO -> 2)
  private val sources = predicted(11 -> Map(STAR -> 30L), 16 -> Map(GALAXY -> 10L, QSO -> 60L))
  private val none: Optional[ClassPriors] = Optional.empty()

  private def lines(notice: ClassFractionsNotice, labelled: Boolean = false): Seq[String] =
    notice.lines(sources, labelled).asScala

  "Without --priors the log" should "name the mix of the training" in {
    lines(new ClassFractionsNotice(balanced, none)).head shouldBe
      "warning: probabilities assume the class fractions of the training set, not of the sky:" +
      " STAR 25.0 %, GALAXY 25.0 %, QSO 50.0 %"
  }

  it should "give the predicted classes and those of the sky" in {
    lines(new ClassFractionsNotice(balanced, none))(1) shouldBe
      "predicted classes: STAR 30.0 %, GALAXY 10.0 %, QSO 60.0 %;" +
      " expected on the sky: STAR 39.0 %, GALAXY 59.4 %, QSO 1.6 %"
  }

  it should "give both by magnitude" in {
    val said = lines(new ClassFractionsNotice(balanced, none))
    said(2) should startWith(
      "W1 below 12: 30 sources, predicted STAR 100.0 %, GALAXY 0.0 %, QSO 0.0 %; expected STAR 9"
    )
    said(3) should startWith(
      "W1 16 to 17: 70 sources, predicted STAR 0.0 %, GALAXY 14.3 %, QSO 85.7 %; expected STAR 3"
    )
  }

  it should "name the sources of the numbers and the option that re-weights" in {
    val said = lines(new ClassFractionsNotice(balanced, none))
    said(4) should include("Wainscoat et al. 1992")
    said(
      5
    ) shouldBe "--priors STAR=0.39,GALAXY=0.594,QSO=0.016 re-weights the probabilities to the" +
      " class fractions of the sky"
  }

  it should "say that a model does not name its mix" in {
    val unknown = ClassFractionsNotice.trained(new TreeMap[SourceClass, java.lang.Double]())
    lines(new ClassFractionsNotice(unknown, none)).head should endWith(
      ": unknown, because the model does not state them"
    )
  }

  it should "warn of nothing where the sources have spectra" in {
    lines(new ClassFractionsNotice(balanced, none), labelled = true) shouldBe empty
  }

  it should "say nothing where no source has a class" in {
    new ClassFractionsNotice(balanced, none).lines(predicted(), false).asScala shouldBe empty
  }

  "With --priors the log" should "name their mix and the predicted classes" in {
    lines(
      new ClassFractionsNotice(balanced, mix(STAR -> 0.4, GALAXY -> 0.5, QSO -> 0.1))
    ) shouldBe Seq(
      "probabilities assume the class fractions of --priors: STAR 40.0 %, GALAXY 50.0 %, QSO 10.0 %",
      "predicted classes: STAR 30.0 %, GALAXY 10.0 %, QSO 60.0 %"
    )
  }

  "The summary" should "hold the mixes and the counts by magnitude" in {
    val json = new Gson()
      .toJsonTree(new ClassFractionsNotice(balanced, none).toJson(sources))
      .getAsJsonObject
    json.get("probabilities_for").getAsString shouldBe "training"
    json.getAsJsonObject("training").get("QSO").getAsDouble shouldBe 0.5
    json.getAsJsonObject("predicted").get("QSO").getAsLong shouldBe 60
    val faint = json.getAsJsonArray("predicted_by_w1").get(1).getAsJsonObject
    faint.get("w1").getAsString shouldBe "16 to 17"
    faint.getAsJsonObject("predicted").get("GALAXY").getAsLong shouldBe 10
    faint.getAsJsonObject("expected_on_sky").get("QSO").getAsDouble should be < 0.03
  }
}
