package allsky.spark.classify

import allsky.calibration.{OutlierRule, TrainingDistance}
import allsky.inference.NetworkOutput
import allsky.network.RandomModels
import allsky.network.model.{ClassSetLimits, ImageOnlyCalibration, PretrainedModel}
import allsky.survey.{Band, Magnitude, NetworkInputs, Photometry, SourceClass}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PostprocessorSpec extends AnyFlatSpec with Matchers {

  private lazy val postprocessor =
    Postprocessor.of(RandomModels.model(RandomModels.liteShape, 7), OutlierRule.NONE)

  private def isUsable(logits: Float*): Boolean = {
    val classifications =
      postprocessor.classifications(
        new NetworkOutput(logits.toArray, Array.empty[Float]),
        java.util.Collections.singletonList(new Postprocessor.Place(
          14,
          10,
          5,
          Array(),
          Array(),
          false
        ))
      )
    postprocessor.isUsable(classifications.get(0))
  }

  "A class" should "follow from logits that are numbers" in {
    isUsable(1f, -3e38f, 40f) shouldBe true
  }

  for (none <- Seq(Float.NaN, Float.PositiveInfinity))
    it should s"not follow where one of them is $none" in {
      isUsable(none, 1f, 2f) shouldBe false
      isUsable(1f, 2f, none) shouldBe false
    }

  "A source that is far" should "have the reason of the part that exceeds the limit" in {
    val model = PretrainedModel.read(_ => ())
    val inputs = TrainingDistance.ofModel(model).get.inputs.get
    val measures = Array.fill(35)(0.0)
    Seq(0, 11, 22).foreach(measures(_) = 5)
    val photometry = NetworkInputs.PHOTOMETRY.photometry(
      new Photometry(java.util.Map.of(Band.W2, new Magnitude(14, 0.05)))
    ).get
    val pixels = inputs.ofPixels(measures, 14).toDouble
    val all = inputs.of(measures, photometry, 14)
    all.toDouble should be > 1.5 * pixels
    def reason(limit: Double) =
      Postprocessor.of(model, new OutlierRule(0, limit)).classifications(
        new NetworkOutput(Array(3f, 0f, 0f), Array.empty[Float]),
        Seq(new Postprocessor.Place(14, 10, 5, measures, photometry, false)).asJava
      ).get(0).classification.outlier
    reason(1.2 * pixels).get shouldBe OutlierRule.Reason.UNUSUAL_COLOURS
    reason(0.8 * pixels).get shouldBe OutlierRule.Reason.FAR_FROM_TRAINING
    reason(1.2 * all).isPresent shouldBe false
  }

  "A source without photometry" should "have its own temperature and class sets" in {
    def limits(all: Double) = {
      val byClass = new java.util.TreeMap[SourceClass, java.lang.Double]
      SourceClass.values.foreach(byClass.put(_, all))
      new ClassSetLimits(0.9, byClass, new java.util.TreeMap)
    }
    val model = RandomModels.model(RandomModels.liteShape, 7)
      .withTemperature(1)
      .withClassSets(limits(0.5))
      .withImageOnly(new ImageOnlyCalibration(4, limits(0.2)))
    val places = Seq(false, true).map(new Postprocessor.Place(14, 10, 5, Array(), Array(), _))
    val logits = Array(2f, 0f, -2f)
    val sources = Postprocessor.of(model, OutlierRule.NONE).classifications(
      new NetworkOutput(logits ++ logits, Array.empty[Float]),
      places.asJava
    ).asScala
    sources.map(_.classification.prediction.probabilities.get(0).doubleValue) should contain
    theSameElementsInOrderAs(Seq(1, 4).map { temperature =>
      val powers = logits.map(logit => math.exp(logit / temperature))
      powers.head / powers.sum
    })
    sources.map(_.classSet) shouldBe Seq("STAR", "STAR,GALAXY")
  }
}
