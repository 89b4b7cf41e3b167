package allsky.network.architecture

import allsky.network.{Network, NetworkShape, RandomModels, Softmax}
import allsky.network.engine.{ComputeDevice, PytorchEngine}
import ai.onnxruntime.{OnnxTensor, OrtEnvironment}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Collections

class TrainableNetworksSpec extends AnyFlatSpec with Matchers {

  private def shape(architecture: Architecture, side: Int): NetworkShape = {
    val paper = NetworkShape.ofPaper
    new NetworkShape(architecture, side, paper.bands, paper.classes, architecture.stemKernel)
  }

  /** Networks whose layers are in others or in LayersSpec; the files of VGG16 have 1 GB. */
  private val variants =
    Set(Architecture.VGG16, Architecture.RESNET34_WIDE, Architecture.REPVGG_A1_PLUS)

  for (architecture <- Architecture.values() if !variants(architecture))
    s"${architecture.title}" should "give the same probabilities with ONNX Runtime and DJL" in {
      val model = RandomModels.model(shape(architecture, 32), 11)
      val environment = OrtEnvironment.getEnvironment
      val session = environment.createSession(model.onnx)
      val manager = PytorchEngine.newManager(ComputeDevice.CPU)
      try {
        val network = model.network(manager)
        val input = shape(architecture, 32).inputShape(2)
        val cutouts = RandomModels.cutouts(shape(architecture, 32), 2, 3)
        val tensor = OnnxTensor.createTensor(environment, cutouts, input.getShape)
        val result = session.run(Collections.singletonMap("cutouts", tensor))
        val onnx = result.get(0).getValue.asInstanceOf[Array[Array[Float]]]
        val djl = network.logits(manager.create(cutouts, input)).toFloatArray.grouped(3).toSeq
        for ((a, b) <- onnx.toSeq.zip(djl); (p, q) <- Softmax.of(a, 1).zip(Softmax.of(b, 1)))
          p shouldBe q +- 1e-5
        djl.distinct should have size 2
      } finally {
        session.close()
        manager.close()
      }
    }

  "The smallest side of an input" should "leave pixels after all pools, and no smaller one" in {
    for (architecture <- Architecture.values()) {
      val smallest = architecture.smallestSide
      Network.of(shape(architecture, smallest)).embeddingSize should be > 1
      if (smallest > 16)
        the[IllegalArgumentException] thrownBy shape(architecture, smallest - 8) should have message
          s"Invalid input side of $architecture ($smallest or more): ${smallest - 8}"
    }
  }

  "A stem of another size" should "be refused but for IICnet and IICnet-lite" in {
    val paper = NetworkShape.ofPaper
    the[IllegalArgumentException] thrownBy
      new NetworkShape(Architecture.RESNET34, 80, paper.bands, paper.classes, 5) should have message
      "Invalid stem kernel of resnet34 (7): 5"
  }

  "The names of networks" should "be those of the option" in {
    Architecture.optionNames should startWith(
      "iicnet, iicnet-lite, vgg16, googlenet, resnet34, resnet34-wide"
    )
    Architecture.ofOption("resnet34-wide").get shouldBe Architecture.RESNET34_WIDE
    Architecture.ofOption("resnet") shouldBe java.util.Optional.empty
  }
}
