package allsky.inference

import allsky.network.RandomModels
import allsky.network.engine.ComputeDevice

import scala.collection.JavaConverters._
import scala.util.Random

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The maps of an IICnet with random weights and inputs of 16 pixels. */
class FeatureMapsSpec extends AnyFlatSpec with Matchers {

  private lazy val model = RandomModels.model(RandomModels.smallShape, 3)
  private lazy val maps = new FeatureMaps(model, ComputeDevice.CPU)

  private val input = {
    val random = new Random(1)
    Array.fill(3 * 16 * 16)(random.nextGaussian.toFloat)
  }

  "The first maps of IICnet" should "be those of the stem, the RFB and the first CBAM" in {
    val first = maps.first(input).asScala
    first.map(_.layer) shouldBe Seq("conv1", "rfb", "cbam1")
    first.map(map => (map.channels, map.height, map.width)).distinct shouldBe Seq((64, 8, 8))
    first.foreach(_.values should have length 64 * 8 * 8)
  }

  it should "be no negative numbers after ReLU" in {
    maps.first(input).get(0).values.min should be >= 0f
  }

  /**
   * IICnet ends with an average over the pixels and one linear layer, so the gradient of a logit is
   * the weight of a channel divided by the number of pixels (Zhou et al. 2016, CAM).
   */
  "Grad-CAM of IICnet" should "be its class activation map" in {
    for (sourceClass <- 0 until 3) {
      val cam = maps.gradCam(input, sourceClass)
      cam.layer shouldBe "cbam2"
      (cam.channels, cam.height, cam.width) shouldBe ((1, 2, 2))
      val expected = classActivation(sourceClass)
      withClue(cam.values.toSeq + " " + expected) {
        cam.values.zip(expected).foreach { case (value, wanted) =>
          value.toDouble shouldBe wanted +- 1e-4 * math.max(1, wanted)
        }
      }
    }
  }

  private def classActivation(sourceClass: Int): Seq[Double] = {
    val manager = allsky.network.engine.PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val network = model.network(manager)
      val last =
        network.outputs(manager.create(input, network.shape.inputShape(1))).get(
          "cbam2"
        ).toFloatArray
      val weights = network.weights.tensors.get("head.fc.weight").values
      val channels = weights.length / 3
      (0 until 4).map { pixel =>
        val sum = (0 until channels).map(c =>
          weights(sourceClass * channels + c).toDouble * last(c * 4 + pixel)
        ).sum
        math.max(0, sum / 4)
      }
    } finally manager.close()
  }
}
