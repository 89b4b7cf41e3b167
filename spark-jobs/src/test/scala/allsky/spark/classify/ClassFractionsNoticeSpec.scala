package allsky.spark.classify

import allsky.metrics.prior.{ClassPriors, PriorTable, SourcePriors, TrainedPriors}
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
  private val trained = TrainedPriors.of(balanced.get)
  private val training = PriorsInUse.ofTraining(Optional.of(trained))

  private def notice(trained: Optional[ClassPriors], used: PriorsInUse): ClassFractionsNotice =
    new ClassFractionsNotice(trained, used, null)

  private def used(fractions: Optional[ClassPriors], priors: SourcePriors): PriorsInUse =
    new PriorsInUse("--priors p", "the fractions of p", "its counts", fractions, priors)

  private def lines(notice: ClassFractionsNotice, labelled: Boolean = false): Seq[String] =
    notice.lines(sources, labelled).asScala

  "With --priors training the log" should "name the mix of the training" in {
    lines(notice(balanced, training)).head shouldBe
      "warning: probabilities assume the class fractions of the training set, not of the sky:" +
      " STAR 25.0 %, GALAXY 25.0 %, QSO 50.0 %"
  }

  it should "give the predicted classes and those of the sky" in {
    lines(notice(balanced, training))(1) shouldBe
      "predicted classes: STAR 30.0 %, GALAXY 10.0 %, QSO 60.0 %;" +
      " expected on the sky: STAR 39.0 %, GALAXY 59.4 %, QSO 1.6 %"
  }

  it should "give both by magnitude" in {
    val said = lines(notice(balanced, training))
    said(2) should startWith(
      "W1 below 12: 30 sources, predicted STAR 100.0 %, GALAXY 0.0 %, QSO 0.0 %; expected STAR 9"
    )
    said(3) should startWith(
      "W1 16 to 17: 70 sources, predicted STAR 0.0 %, GALAXY 14.3 %, QSO 85.7 %; expected STAR 3"
    )
  }

  it should "name the sources of the numbers and the option that re-weights" in {
    val said = lines(notice(balanced, training))
    said(4) should include("Wainscoat et al. 1992")
    said(5) shouldBe
      "--priors sky re-weights the probabilities to the class fractions of the sky"
  }

  it should "say that a model does not name its mix" in {
    val unknown = ClassPriors.stated(new TreeMap[SourceClass, java.lang.Double]())
    lines(notice(unknown, PriorsInUse.ofTraining(Optional.empty()))).head should endWith(
      ": unknown, because the model does not state them"
    )
  }

  it should "warn of nothing where the sources have spectra" in {
    lines(notice(balanced, training), labelled = true) shouldBe empty
  }

  it should "say nothing where no source has a class" in {
    notice(balanced, training).lines(predicted(), false).asScala shouldBe empty
  }

  "With other priors the log" should "name the same fractions for all sources" in {
    val wanted = mix(STAR -> 0.4, GALAXY -> 0.5, QSO -> 0.1)
    lines(notice(balanced, used(wanted, SourcePriors.of(trained, wanted.get)))) shouldBe Seq(
      "probabilities assume the fractions of p: STAR 40.0 %, GALAXY 50.0 %, QSO 10.0 %",
      "predicted classes: STAR 30.0 %, GALAXY 10.0 %, QSO 60.0 %"
    )
  }

  it should "name the source of fractions that depend on the source, also for labelled ones" in {
    val byCell = used(Optional.empty(), SourcePriors.of(trained, PriorTable.sky))
    for (labelled <- Seq(true, false))
      lines(notice(balanced, byCell), labelled).head shouldBe
        "probabilities assume the fractions of p: its counts"
  }

  "The summary" should "hold the mixes and the counts by magnitude" in {
    val json = new Gson()
      .toJsonTree(notice(balanced, training).toJson(sources))
      .getAsJsonObject
    json.get("probabilities_for").getAsString shouldBe "training"
    json.get("probabilities_from").getAsString shouldBe "the training set"
    json.getAsJsonObject("training").get("QSO").getAsDouble shouldBe 0.5
    json.getAsJsonObject("predicted").get("QSO").getAsLong shouldBe 60
    val faint = json.getAsJsonArray("predicted_by_w1").get(1).getAsJsonObject
    faint.get("w1").getAsString shouldBe "16 to 17"
    faint.getAsJsonObject("predicted").get("GALAXY").getAsLong shouldBe 10
    faint.getAsJsonObject("expected_on_sky").get("QSO").getAsDouble should be < 0.03
  }
}
