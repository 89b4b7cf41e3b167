package allsky.spark.classify

import allsky.calibration.OutlierRule
import allsky.inference.NetworkOutput
import allsky.network.RandomModels
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PostprocessorSpec extends AnyFlatSpec with Matchers {

  private lazy val postprocessor =
    Postprocessor.of(RandomModels.model(RandomModels.liteShape, 7), OutlierRule.NONE)

  private def isUsable(logits: Float*): Boolean = {
    val classifications =
      postprocessor.classifications(
        new NetworkOutput(logits.toArray, Array.empty[Float]),
        java.util.Collections.singletonList(new Postprocessor.Place(14, 10, 5, Array()))
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
}
