package allsky.network.architecture

import allsky.network.{LayerTable, Network, NetworkShape}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks

/**
 * Parameters and operations of the networks that the paper's table 3 compares, for three bands and
 * three classes. ptflops 0.7 gave the counts for the same networks in PyTorch.
 */
class ArchitectureCountsSpec extends AnyFlatSpec with Matchers with TableDrivenPropertyChecks {

  import Architecture._

  private def shape(architecture: Architecture, side: Int): NetworkShape = {
    val paper = NetworkShape.ofPaper
    new NetworkShape(architecture, side, paper.bands, paper.classes, architecture.stemKernel)
  }

  private def layers(architecture: Architecture, side: Int): LayerTable =
    Network.of(shape(architecture, side)).layers

  private def exported(architecture: Architecture, side: Int): LayerTable =
    Network.of(shape(architecture, side)).exportedLayers

  private def millions(count: Long): Double = count / 1e6

  private val counts = Table(
    ("network", "parameters", "ptflops at 224", "multiply-adds at 224", "multiply-adds at 80"),
    (VGG16, 134272835L, 15499.44, 15466.2, 2077.0),
    (GOOGLENET, 5976627L, 1591.03, 1581.7, 196.2),
    (RESNET34, 21286211L, 3675.1, 3663.3, 503.3),
    (RESNET34_WIDE, 46994499L, 12251.7, 12230.9, 1599.7),
    (MOBILENET, 3220995L, 587.940, 567.7, 76.8),
    (EFFICIENTNETV2, 20181331L, 2876.3, 2848.6, 399.0),
    (REPVGG_A1, 12815107L, 2639.4, 2625.2, 343.9),
    (REPVGG_A1_PLUS, 30069635L, 3830.5, 3813.4, 540.5)
  )

  "Networks" should "have the parameters and operations of table 3 and of PyTorch" in {
    forAll(counts) { (network, parameters, ptflops, multiplyAdds, multiplyAddsAt80) =>
      val large = layers(network, 224)
      val small = layers(network, 80)
      Seq(large, small).map(_.parameters) shouldBe Seq(parameters, parameters)
      millions(large.ptflops) shouldBe ptflops +- (ptflops * 1e-4)
      millions(large.multiplyAdds) shouldBe multiplyAdds +- 0.1
      millions(small.multiplyAdds) shouldBe multiplyAddsAt80 +- 0.06
    }
  }

  it should "agree with table 3 as it is printed" in {
    def operations(architecture: Architecture): String =
      f"${layers(architecture, 224).ptflops / 1e9}%.2f G"
    operations(VGG16) shouldBe "15.50 G"
    operations(GOOGLENET) shouldBe "1.59 G"
    operations(RESNET34_WIDE) shouldBe "12.25 G"
    operations(REPVGG_A1_PLUS) shouldBe "3.83 G"
    millions(layers(MOBILENET, 224).ptflops) shouldBe 587.94 +- 0.005
  }

  "EfficientNetV2 of the first preprint" should "have 24,177,408 parameters with 1000 classes" in {
    val perClass = 1792 + 1
    layers(EFFICIENTNETV2_SE, 80).parameters + 997 * perClass shouldBe 24177408
    millions(layers(EFFICIENTNETV2_SE, 224).multiplyAdds + 997 * 1792) shouldBe 2944.2 +- 0.1
    millions(layers(EFFICIENTNETV2_SE, 224).ptflops + 997 * perClass) shouldBe 2977.0 +- 0.1
  }

  "RepVGG" should "have fewer parameters and operations in its ONNX file" in {
    exported(REPVGG_A1, 80).parameters shouldBe 11512707
    millions(exported(REPVGG_A1, 224).ptflops) shouldBe 2367.5 +- 0.1
    millions(exported(REPVGG_A1, 80).multiplyAdds) shouldBe 309.5 +- 0.1
    exported(REPVGG_A1_PLUS, 80).parameters shouldBe 27034179
    millions(exported(REPVGG_A1_PLUS, 224).ptflops) shouldBe 3437.7 +- 0.1
  }

  "At 80 pixels, MobileNet and GoogLeNet" should "need fewer operations than IICnet" in {
    val iicnet = layers(IICNET, 80).ptflops
    layers(MOBILENET, 80).ptflops should be < iicnet
    layers(GOOGLENET, 80).ptflops should be < iicnet
  }
}
