package allsky.network

import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import allsky.network.layers.Branches
import allsky.network.layers.Chain
import allsky.network.layers.Convolution
import allsky.network.layers.Kernel
import allsky.network.layers.Layer
import allsky.network.layers.Linear
import allsky.network.layers.MaxPool
import allsky.network.layers.ReceptiveFieldBlock
import ai.djl.ndarray.NDManager
import ai.djl.ndarray.types.Shape
import allsky.network.layers.Layer.named
import allsky.network.layers.WeightlessLayer.FLATTEN
import allsky.network.layers.WeightlessLayer.GLOBAL_AVERAGE
import allsky.network.layers.WeightlessLayer.RELU
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Collections
import scala.collection.JavaConverters._
import scala.util.Random

/** The layers that networks other than IICnet need, measured on networks of known size. */
class LayersSpec extends AnyFlatSpec with Matchers {

  private def chain(layers: Seq[Layer]): Layer = Chain.of(layers: _*)

  private def biased(filters: Int, side: Int): Layer = Convolution.biased(filters, Kernel.of(side))

  private val pool = MaxPool.halving
  private val pool3 = new MaxPool(Kernel.of(3).stride(2))

  /** Fully connected layers with ReLU between them. */
  private def perceptron(units: Int*): Layer =
    chain(FLATTEN +: units.init.zipWithIndex.flatMap { case (n, i) =>
      Seq(named(s"fc$i", new Linear(n)), RELU)
    } :+ named("out", new Linear(units.last)))

  /** Krizhevsky, Sutskever and Hinton 2012 in the form of torchvision, without dropout. */
  private val alexNet: Layer = {
    val smaller = new MaxPool(Kernel.of(3).stride(2).padding(0))
    Chain.of(
      named("conv1", Convolution.biased(64, Kernel.of(11).stride(4).padding(2))),
      smaller,
      named("conv2", biased(192, 5)),
      smaller,
      Chain.numbered("late", Seq(384, 256, 256).map(biased(_, 3)): _*),
      smaller,
      perceptron(4096, 4096, 1000)
    )
  }

  /** Simonyan and Zisserman 2015, column D, for three classes. */
  private val vgg16: Layer =
    chain(
      Seq((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)).zipWithIndex.flatMap {
        case ((filters, count), block) =>
          Seq(Chain.numbered(s"block${block}_", Seq.fill(count)(biased(filters, 3)): _*), pool)
      } :+ perceptron(4096, 4096, 3)
    )

  /** He et al. 2016: the input, or a projection of it, is added to two convolutions. */
  private def residual(filters: Int, stride: Int, projected: Boolean): Layer = {
    val project = Convolution.linear(filters, Kernel.of(1).stride(stride))
    val shortcut = if (projected) named("shortcut", project) else Chain.of()
    val body = Chain.numbered(
      "conv",
      Convolution.relu(filters, Kernel.of(3).stride(stride)),
      Convolution.linear(filters, Kernel.of(3))
    )
    Chain.of(Branches.sum(body, shortcut), RELU)
  }

  /** ResNet34 with widths of its stages and whether the first stage projects its input. */
  private def resNet34(widths: Seq[Int], firstProjects: Boolean): Layer = {
    val stages =
      for (((filters, blocks), stage) <- widths.zip(Seq(3, 4, 6, 3)).zipWithIndex)
        yield Chain.numbered(
          s"stage${stage}_",
          residual(filters, if (stage == 0) 1 else 2, stage > 0 || firstProjects) +:
            Seq.fill(blocks - 1)(residual(filters, 1, projected = false)): _*
        )
    val stem = named("stem", Convolution.relu(64, Kernel.of(7).stride(2)))
    chain(stem +: pool3 +: stages :+ GLOBAL_AVERAGE :+ named("fc", new Linear(3)))
  }

  /** Szegedy et al. 2015, figure 2b. */
  private def inception(one: Int, three: (Int, Int), five: (Int, Int), pooled: Int): Layer =
    Branches.concatenated(
      Chain.numbered("a", biased(one, 1)),
      Chain.numbered("b", biased(three._1, 1), biased(three._2, 3)),
      Chain.numbered("c", biased(five._1, 1), biased(five._2, 5)),
      Chain.of(new MaxPool(Kernel.of(3)), named("d", biased(pooled, 1)))
    )

  /** Szegedy et al. 2015, table 1, for three classes. */
  private val googLeNet: Layer = {
    val stem = Seq(
      named("conv1", Convolution.biased(64, Kernel.of(7).stride(2))),
      pool3,
      named("conv2", biased(64, 1)),
      named("conv3", biased(192, 3)),
      pool3
    )
    val third = Chain.numbered(
      "three",
      inception(64, (96, 128), (16, 32), 32),
      inception(128, (128, 192), (32, 96), 64)
    )
    val fourth = Chain.numbered(
      "four",
      inception(192, (96, 208), (16, 48), 64),
      inception(160, (112, 224), (24, 64), 64),
      inception(128, (128, 256), (24, 64), 64),
      inception(112, (144, 288), (32, 64), 64),
      inception(256, (160, 320), (32, 128), 128)
    )
    val fifth = Chain.numbered(
      "five",
      inception(256, (160, 320), (32, 128), 128),
      inception(384, (192, 384), (48, 128), 128)
    )
    chain(
      stem ++ Seq(third, pool3, fourth, pool3, fifth, GLOBAL_AVERAGE, named("fc", new Linear(3)))
    )
  }

  private def run(layer: Layer, side: Int): DryRun = {
    val run = new DryRun
    layer.apply[Shape](run, "", new Shape(1, 3, side, side))
    run
  }

  for (
    (name, layer, parameters, multiplyAdds, ptflops) <- Seq(
      ("AlexNet", alexNet, 61100840L, 714.2, 715.6),
      ("VGG16", vgg16, 134272835L, 15466.2, 15499.4),
      ("ResNet34", resNet34(Seq(64, 128, 256, 512), false), 21286211L, 3663.3, 3675.1),
      ("a wide ResNet34", resNet34(Seq(128, 256, 512, 512), true), 46994499L, 12230.9, 12251.7),
      ("GoogLeNet", googLeNet, 5976627L, 1581.7, 1591.0)
    )
  ) s"A dry run of $name" should "give its size at 224 pixels" in {
    val measured = run(layer, 224)
    measured.parameters shouldBe parameters
    measured.multiplyAdds / 1e6 shouldBe multiplyAdds +- 0.051
    measured.ptflops / 1e6 shouldBe ptflops +- 0.051
  }

  "The count ptflops" should "give the paper's table 3" in {
    def operations(layer: Layer): String = f"${run(layer, 224).ptflops / 1e9}%.2f G"
    operations(vgg16) shouldBe "15.50 G"
    operations(googLeNet) shouldBe "1.59 G"
    operations(resNet34(Seq(128, 256, 512, 512), firstProjects = true)) shouldBe "12.25 G"
  }

  "A dry run" should "refuse a sum of two shapes" in {
    val layer = Branches.sum(named("narrow", biased(4, 1)), named("wide", biased(8, 1)))
    the[IllegalArgumentException] thrownBy run(layer, 8) should have message
      "Invalid layers (a sum of one shape): (1, 4, 8, 8) and (1, 8, 8, 8)"
  }

  private val conv = named("conv", biased(4, 3))

  for (
    (name, compose) <- Seq[(String, () => Any)](
      "A chain" -> (() => Chain.of(conv, Chain.of(RELU, conv))),
      "Branches" -> (() => Branches.sum(conv, Branches.concatenated(conv))),
      "A network" -> (() => Network.of("twice", RandomModels.smallShape, conv, conv))
    )
  ) name should "refuse two layers of one name, which would share their weights" in {
    the[IllegalArgumentException] thrownBy compose() should have message
      "Invalid layers (each name once): [conv, conv]"
  }

  "A chain" should "refuse two layers without a name" in {
    the[IllegalArgumentException] thrownBy Chain.of(biased(4, 3), biased(4, 3)) should have message
      "Invalid layers (each name once): [, ]"
  }

  for (
    (name, layer) <- Seq(
      "convolutions with a bias and a wide stride" -> Chain.of(
        named("conv1", Convolution.biased(4, Kernel.of(5).stride(4).padding(2))),
        new MaxPool(Kernel.of(3).stride(2)),
        FLATTEN
      ),
      "a residual block" -> Chain.of(residual(3, 1, projected = false), GLOBAL_AVERAGE),
      "a residual block with a projection" -> Chain.of(
        residual(8, 2, projected = true),
        GLOBAL_AVERAGE
      ),
      "an inception module" -> Chain.of(inception(2, (2, 4), (1, 2), 3), GLOBAL_AVERAGE),
      "a receptive field block" -> Chain.of(
        named("stem", biased(16, 3)),
        named("rfb", ReceptiveFieldBlock.of(16, 8)),
        GLOBAL_AVERAGE
      ),
      "a perceptron" -> perceptron(20, 10)
    )
  ) s"A network with $name" should "compute the same in DJL and ONNX Runtime" in {
    val network =
      Network.of(name, RandomModels.smallShape, named("body", layer), named("head", new Linear(3)))
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      network.initialize(manager, 3)
      randomize(network, manager)
      OnnxExport.of(network)
      val embeddings = network.embeddings(manager.ones(RandomModels.smallShape.inputShape(2)))
      embeddings.getShape shouldBe new Shape(2, network.embeddingSize)
    } finally manager.close()
  }

  /** Weights as after some training: no bias is zero, no normalisation is the identity. */
  private def randomize(network: Network, manager: NDManager): Unit = {
    val random = new Random(5)
    val tensors = network.weights.tensors
    for ((_, tensor) <- tensors.asScala; i <- tensor.values.indices)
      tensor.values()(i) += 0.4f * random.nextFloat
    network.load(manager, TensorFile.of(Collections.emptyMap[String, String], tensors))
  }
}
