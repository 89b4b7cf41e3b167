package allsky.network

import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import allsky.network.layers.AdaptiveAverage
import allsky.network.layers.Branches
import allsky.network.layers.Chain
import allsky.network.layers.Convolution
import allsky.network.layers.Dropout
import allsky.network.layers.Kernel
import allsky.network.layers.Layer
import allsky.network.layers.Linear
import allsky.network.layers.MaxPool
import allsky.network.layers.RepVggBlock
import allsky.network.layers.SqueezeExcitation
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

/** Tests of layers for networks other than IICnet, on networks of known size. */
class LayersSpec extends AnyFlatSpec with Matchers {

  private def chain(layers: Seq[Layer]): Layer = Chain.of(layers: _*)

  private def biased(filters: Int, side: Int): Layer = Convolution.biased(filters, Kernel.of(side))

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

  /** Szegedy et al. 2015, figure 2b. */
  private def inception(one: Int, three: (Int, Int), five: (Int, Int), pooled: Int): Layer =
    Branches.concatenated(
      Chain.numbered("a", biased(one, 1)),
      Chain.numbered("b", biased(three._1, 1), biased(three._2, 3)),
      Chain.numbered("c", biased(five._1, 1), biased(five._2, 5)),
      Chain.of(new MaxPool(Kernel.of(3)), named("d", biased(pooled, 1)))
    )

  private def run(layer: Layer, side: Int): DryRun = {
    val run = new DryRun(DryRun.Form.TRAINED)
    layer.apply[Shape](run, "", new Shape(1, 3, side, side))
    run
  }

  "A dry run of AlexNet" should "give its size at 224 pixels" in {
    val measured = run(alexNet, 224)
    measured.parameters shouldBe 61100840L
    measured.multiplyAdds / 1e6 shouldBe 714.2 +- 0.051
    measured.ptflops / 1e6 shouldBe 715.6 +- 0.051
  }

  "A dry run" should "refuse a sum of two shapes" in {
    val layer = Branches.sum(named("narrow", biased(4, 1)), named("wide", biased(8, 1)))
    the[IllegalArgumentException] thrownBy run(layer, 8) should have message
      "Invalid layers (a sum needs equal shapes): (1, 4, 8, 8) and (1, 8, 8, 8)"
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

  "Averages over windows" should "be PyTorch's AdaptiveAvgPool2d" in {
    new AdaptiveAverage(5, 3).shares.grouped(5).toSeq.map(_.toSeq) shouldBe Seq(
      Seq(0.5f, 0.5f, 0f, 0f, 0f),
      Seq(0f, 1f / 3, 1f / 3, 1f / 3, 0f),
      Seq(0f, 0f, 0f, 0.5f, 0.5f)
    )
    new AdaptiveAverage(2, 3).shares.toSeq shouldBe Seq(1f, 0f, 0.5f, 0.5f, 0f, 1f)
  }

  "Dropout" should "zero its share in training, the same for a seed, and nothing else" in {
    val shape = RandomModels.smallShape
    val network = Network.of(
      "dropout",
      shape,
      named("body", Chain.of(FLATTEN, new Dropout(0.25))),
      named("head", new Linear(3))
    )
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      network.initialize(manager, 3)
      def dropped(seed: Long): Seq[Float] =
        network
          .embeddings(
            ForwardPass.training(network.weights, seed),
            manager.ones(shape.inputShape(4))
          )
          .toFloatArray
          .toSeq
      val values = dropped(7)
      values.distinct.sorted shouldBe Seq(0f, (1 / 0.75).toFloat)
      values.count(_ == 0).toDouble / values.size shouldBe 0.25 +- 0.03
      dropped(7) shouldBe values
      dropped(8) should not be values
      val ones = network.embeddings(manager.ones(shape.inputShape(4))).toFloatArray
      ones.distinct.toSeq shouldBe Seq(1f)
    } finally manager.close()
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
      "a perceptron" -> perceptron(20, 10),
      "averages that enlarge an image" -> Chain.of(new AdaptiveAverage(16, 20), FLATTEN),
      "overlapping averages" -> Chain.of(new AdaptiveAverage(16, 7), FLATTEN),
      "a pool that covers the edge" -> Chain
        .of(new MaxPool(Kernel.of(3).stride(2).padding(0), true), FLATTEN),
      "depthwise convolutions, SiLU, squeeze and excitation" -> Chain.of(
        named("stem", Convolution.silu(8, Kernel.of(3))),
        named("depthwise", Convolution.silu(8, Kernel.of(3).stride(2)).depthwise()),
        named("se", new SqueezeExcitation(8, 2)),
        GLOBAL_AVERAGE
      ),
      "a RepVGG block" -> Chain.of(
        named("changing", RepVggBlock.changing(8, 2)),
        named("keeping", RepVggBlock.keeping(8)),
        GLOBAL_AVERAGE
      )
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

  /** Weights as after a training: no bias is zero and no normalisation is the identity. */
  private def randomize(network: Network, manager: NDManager): Unit = {
    val random = new Random(5)
    val tensors = network.weights.tensors
    for ((_, tensor) <- tensors.asScala; i <- tensor.values.indices)
      tensor.values()(i) += 0.4f * random.nextFloat
    network.load(manager, TensorFile.of(Collections.emptyMap[String, String], tensors))
  }
}
