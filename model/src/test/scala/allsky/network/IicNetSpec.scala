package allsky.network

import allsky.network.architecture.Architecture
import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import allsky.survey.Band
import ai.djl.ndarray.NDManager
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Arrays
import scala.collection.JavaConverters._

class IicNetSpec extends AnyFlatSpec with Matchers {

  private def withManager[A](work: NDManager => A): A = {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try work(manager)
    finally manager.close()
  }

  private def initialized(manager: NDManager, shape: NetworkShape, seed: Long): Network = {
    val network = Network.of(shape)
    network.initialize(manager, seed)
    network
  }

  "IICnet" should "have 1,749,011 parameters and 216.95 million multiply-adds" in {
    val layers = Network.of(NetworkShape.ofPaper).layers
    layers.parameters shouldBe 1749011
    layers.multiplyAdds shouldBe 216951496L
  }

  it should "have 219.09 million operations as table 3 counts them, 0.2 % above the paper" in {
    Network.of(NetworkShape.ofPaper).layers.ptflops shouldBe 219085971L
    219085971L / 218.66e6 shouldBe 1.002 +- 0.0005
  }

  it should "need more operations for larger cutouts" in {
    val counts = Seq(64, 88, 128).map { side =>
      val paper = NetworkShape.ofPaper
      Network.of(new NetworkShape(side, paper.bands, paper.classes, 5)).layers.ptflops / 1e6
    }
    counts.zip(Seq(140.24, 265.08, 560.75)).foreach { case (a, b) => a shouldBe b +- 0.005 }
  }

  it should "have the widths of the reconstruction, layer by layer" in withManager { manager =>
    val rows = initialized(manager, NetworkShape.ofPaper, 1).layers.rows.asScala
    rows.map(row => (row.name, row.output.asScala.mkString("x"), row.parameters)) shouldBe Seq(
      ("conv1", "64x40x40", 4928),
      ("rfb", "64x40x40", 11276),
      ("cbam1", "64x40x40", 610),
      ("pool1", "64x20x20", 0),
      ("conv2", "128x20x20", 73984),
      ("pool2", "128x10x10", 0),
      ("conv3", "128x10x10", 147712),
      ("conv4", "256x10x10", 295424),
      ("conv5", "512x10x10", 1180672),
      ("cbam2", "512x10x10", 32866),
      ("average", "512", 0),
      ("head", "3", 1539)
    )
  }

  it should "print its layers with their sums" in withManager { manager =>
    val text = initialized(manager, NetworkShape.ofPaper, 1).layers.toText
    text should include("conv5       512 x 10 x 10      1,180,672")
    text.linesIterator.toSeq.last should include("1,749,011")
  }

  it should "work with four bands" in withManager { manager =>
    val four = new NetworkShape(80, Arrays.asList(Band.values(): _*), RandomModels.classes, 5)
    val network = initialized(manager, four, 1)
    network.layers.parameters shouldBe 1749011 + 25 * 64
    network.logits(manager.zeros(four.inputShape(2))).getShape.getShape shouldBe Array(2L, 3L)
  }

  it should "have the same initial weights for the same seed and others for another" in withManager {
    manager =>
      val shape = RandomModels.smallShape
      val Seq(one, same, other) = Seq(7L, 7L, 8L).map { seed =>
        initialized(manager, shape, seed).weights.tensors.get("conv5.conv.weight").values.toSeq
      }
      one shouldBe same
      one should not be other
      one.map(math.abs(_)).max should be <= 1 / math.sqrt(256 * 9).toFloat
  }

  it should "give its weights to another network" in withManager { manager =>
    val shape = RandomModels.smallShape
    val weights = RandomModels.weights(shape, 5)
    val copy = Network.of(shape)
    copy.load(manager, weights)
    copy.weights.tensors.asScala.mapValues(_.values.toSeq).toMap shouldBe
      weights.tensors.asScala.mapValues(_.values.toSeq).toMap
  }

  it should "refuse the weights of another network" in withManager { manager =>
    val weights = RandomModels.weights(RandomModels.smallShape, 5)
    val four = new NetworkShape(16, Arrays.asList(Band.values(): _*), RandomModels.classes, 5)
    val error = the[allsky.UserError] thrownBy Network.of(four).load(manager, weights)
    error.getMessage should include("conv1.conv.weight of shape (64, 4, 5, 5)")
  }

  private def lite(side: Int): NetworkShape = {
    val paper = NetworkShape.ofPaper
    new NetworkShape(Architecture.IICNET_LITE, side, paper.bands, paper.classes, 5)
  }

  "IICnet-lite" should "have half of the widths of IICnet, layer by layer" in {
    // A convolution has inputs x outputs x taps weights and two numbers for each output channel.
    val rfb = Seq(
      32 * 4 + 2 * 4 + 4 * 4 * 9 + 2 * 4, // near
      32 * 4 + 2 * 4 + 4 * 4 * 3 + 2 * 4 + 4 * 4 * 9 + 2 * 4, // tall
      32 * 4 + 2 * 4 + 4 * 4 * 3 + 2 * 4 + 4 * 4 * 9 + 2 * 4, // wide
      32 * 2 + 2 * 2 + 2 * 3 * 3 + 2 * 3 + 3 * 4 * 3 + 2 * 4 + 4 * 4 * 9 + 2 * 4, // far
      16 * 32 + 2 * 32 + 32 * 32 + 2 * 32 // joined, shortcut
    ).sum
    val expected = Seq(
      ("conv1", "32x20x20", 3 * 32 * 25 + 2 * 32),
      ("rfb", "32x20x20", rfb),
      ("cbam1", "32x20x20", 2 * 32 * 2 + 2 * 49),
      ("pool1", "32x10x10", 0),
      ("conv2", "64x10x10", 32 * 64 * 9 + 2 * 64),
      ("pool2", "64x5x5", 0),
      ("conv3", "64x5x5", 64 * 64 * 9 + 2 * 64),
      ("conv4", "128x5x5", 64 * 128 * 9 + 2 * 128),
      ("conv5", "256x5x5", 128 * 256 * 9 + 2 * 256),
      ("cbam2", "256x5x5", 2 * 256 * 16 + 2 * 49),
      ("average", "256", 0),
      ("head", "3", 256 * 3 + 3)
    )
    val layers = Network.of(lite(40)).layers
    layers.rows.asScala.map(row =>
      (row.name, row.output.asScala.mkString("x"), row.parameters)
    ) shouldBe expected
    layers.parameters shouldBe 439639
    expected.map(_._3).sum shouldBe 439639
    lite(40).embeddingSize shouldBe 256
  }

  it should "have 14.08 million multiply-adds at side 40 and 56.28 million at side 80" in {
    // Both pools of a CBAM go through its perceptron; the other terms are weights x pixels.
    def multiplyAdds(side: Int): Int = {
      val (full, half, quarter) = (side * side / 4, side * side / 16, side * side / 64)
      val branches = (32 * 4 + 144) + 2 * (32 * 4 + 48 + 144) + (32 * 2 + 18 + 36 + 144)
      full * (2400 + branches + 16 * 32 + 32 * 32 + 98) + 2 * 128 +
        half * 18432 +
        quarter * (36864 + 73728 + 294912 + 98) + 2 * 8192 + 768
    }
    for ((side, count) <- Seq(40 -> 14083858, 80 -> 56283208)) {
      multiplyAdds(side) shouldBe count
      Network.of(lite(side)).layers.multiplyAdds shouldBe count
    }
  }

  it should "have native pixels as its default side" in {
    Architecture.values.filter(_.inputSide == 40) shouldBe Array(Architecture.IICNET_LITE)
    Architecture.values.map(_.inputSide).distinct.sorted shouldBe Array(40, 80)
    val native = new NetworkShape(40, RandomModels.smallShape.bands, RandomModels.classes, 5)
    Network.of(native).layers.multiplyAdds shouldBe 54288946L
  }

  it should "have stems of other sizes" in {
    val paper = NetworkShape.ofPaper
    val small = new NetworkShape(Architecture.IICNET_LITE, 40, paper.bands, paper.classes, 3)
    Network.of(small).layers.parameters shouldBe 439639 - 3 * 32 * (25 - 9)
  }

  "A network's shape" should "refuse sides that three down-samplings do not divide" in {
    an[IllegalArgumentException] should be thrownBy
      new NetworkShape(50, Arrays.asList(Band.W1), RandomModels.classes, 5)
  }
}
