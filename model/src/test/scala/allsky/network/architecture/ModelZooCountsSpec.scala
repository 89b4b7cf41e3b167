package allsky.network.architecture

import ai.djl.basicmodelzoo.cv.classification.{GoogLeNet => ZooGoogLeNet, MobileNetV1, VGG}
import ai.djl.ndarray.types.{DataType, Shape}
import ai.djl.nn.{Block, Parameter}
import ai.djl.training.initializer.Initializer
import allsky.network.engine.{ComputeDevice, PytorchEngine}
import allsky.network.{Network, NetworkShape}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Compares numbers of parameters with another implementation, the model zoo of DJL. */
class ModelZooCountsSpec extends AnyFlatSpec with Matchers {

  private def parametersOf(block: Block): Long = {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      Parameter.Type.values.foreach(block.setInitializer(Initializer.ZEROS, _))
      block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 224, 224))
      block.getParameters.asScala.map(_.getValue).filter(_.requiresGradient).map(
        _.getArray.size
      ).sum
    } finally manager.close()
  }

  private def parametersOf(architecture: Architecture): Long = {
    val paper = NetworkShape.ofPaper
    val shape =
      new NetworkShape(architecture, 224, paper.bands, paper.classes, architecture.stemKernel)
    Network.of(shape).layers.parameters
  }

  "GoogLeNet" should "have as many parameters as that of the model zoo" in {
    parametersOf(Architecture.GOOGLENET) shouldBe
      parametersOf(ZooGoogLeNet.builder.setOutSize(3).build)
  }

  /** Without these stages the builder for 16 layers makes a network of fewer. */
  "VGG16" should "have as many parameters as that of the model zoo" in {
    val stages = Array(Array(2, 64), Array(2, 128), Array(3, 256), Array(3, 512), Array(3, 512))
    val zoo = VGG.builder.setNumLayers(16).setConvArch(stages).setOutSize(3).build
    parametersOf(Architecture.VGG16) shouldBe parametersOf(zoo)
  }

  /** The 27 convolutions have a bias here, one number for each of 10,944 channels. */
  "MobileNet" should "have as many parameters as that of the model zoo, and biases" in {
    val channels = Seq(32, 32, 64, 64, 128, 128, 128, 128, 256, 256, 256, 256, 512) ++
      Seq.fill(10)(512) ++ Seq(512, 1024, 1024, 1024)
    channels.sum shouldBe 10944
    parametersOf(Architecture.MOBILENET) shouldBe
      parametersOf(MobileNetV1.builder.setOutSize(3).build) + channels.sum
  }
}
