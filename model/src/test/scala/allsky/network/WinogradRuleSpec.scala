package allsky.network

import ai.djl.ndarray.types.Shape
import allsky.network.architecture.Architecture
import allsky.network.layers.Convolution
import allsky.network.layers.Kernel
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._

class WinogradRuleSpec extends AnyFlatSpec with Matchers {

  private def paths(architecture: Architecture, side: Int): Set[String] = {
    val stem = architecture.stemKernel
    val shape =
      new NetworkShape(
        architecture,
        side,
        RandomModels.smallShape.bands,
        RandomModels.classes,
        stem
      )
    WinogradRule.inputs(Network.of(shape)).keySet.asScala.toSet
  }

  private val last = new Shape(1, 256, 10, 10)

  "IICnet" should "have Winograd convolutions in its last three layers at the paper's side" in {
    paths(Architecture.IICNET, 80) shouldBe Set("conv3.", "conv4.", "conv5.")
    paths(Architecture.IICNET, 40) shouldBe Set("conv3.", "conv4.", "conv5.")
    paths(Architecture.IICNET, 56) shouldBe Set("conv5.")
    paths(Architecture.IICNET, 16) shouldBe Set()
  }

  "IICnet-lite" should "have one Winograd convolution at native pixels" in {
    paths(Architecture.IICNET_LITE, 40) shouldBe Set("conv5.")
  }

  "A network" should "have Winograd convolutions up to a limit of memory" in {
    for (architecture <- Architecture.values; side = 80.max(architecture.smallestSide)) {
      val shape = new NetworkShape(
        architecture,
        side,
        RandomModels.smallShape.bands,
        RandomModels.classes,
        architecture.stemKernel
      )
      val convolutions = Network.of(shape).exportedConvolutions.asScala
      val chosen = WinogradRule.inputs(Network.of(shape))
      val floats = convolutions
        .filter(use => chosen.containsKey(use.path))
        .map(use => 49 * use.input.get(1) * use.convolution.filters)
        .sum
      withClue(architecture)(floats should be <= (1L << 24))
    }
    paths(Architecture.RESNET34, 80) should not be empty
    paths(Architecture.VGG16, 80) shouldBe empty
  }

  "Only 3x3 convolutions that keep the size of the image" should "be Winograd convolutions" in {
    val kernel = Kernel.of(3)
    WinogradRule.pays(Convolution.relu(512, kernel), last) shouldBe true
    for (
      other <- Seq(
        Kernel.of(1),
        Kernel.of(5),
        Kernel.of(3, 1),
        kernel.stride(2),
        kernel.dilation(2),
        kernel.padding(0)
      )
    ) WinogradRule.pays(Convolution.relu(512, other), last) shouldBe false
    WinogradRule.pays(Convolution.relu(256, kernel).depthwise, last) shouldBe false
  }

  "Small maps, few channels and large maps" should "not be worth the transforms" in {
    def pays(channels: Int, filters: Int, side: Int): Boolean =
      WinogradRule.pays(
        Convolution.relu(filters, Kernel.of(3)),
        new Shape(1, channels, side, side)
      )
    pays(256, 512, 2) shouldBe false
    pays(64, 128, 20) shouldBe false
    pays(128, 128, 10) shouldBe true
    pays(512, 512, 20) shouldBe true
    pays(512, 512, 40) shouldBe false
  }

  "A layer that is used for two shapes" should "not be a Winograd convolution" in {
    val convolution = Convolution.relu(256, Kernel.of(3))
    def use(path: String, side: Int) =
      new DryRun.Convolved(path, new Shape(1, 256, side, side), convolution)
    val uses = Seq(use("a.", 10), use("a.", 5), use("b.", 10), use("b.", 10))
    WinogradRule.inputs(uses.asJava).keySet.asScala shouldBe Set("b.")
  }
}
