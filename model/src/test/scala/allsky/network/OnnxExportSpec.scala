package allsky.network

import allsky.UserError
import allsky.network.architecture.Architecture
import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import allsky.network.layers.Branches
import allsky.network.layers.Chain
import allsky.network.layers.Convolution
import allsky.network.layers.Kernel
import allsky.network.layers.Layer
import allsky.network.layers.Linear
import allsky.network.layers.RepVggBlock
import allsky.network.layers.WeightlessLayer
import allsky.network.model.TrainedModel
import ai.onnxruntime.{OnnxTensor, OrtEnvironment, TensorInfo}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Collections
import scala.collection.JavaConverters._

class OnnxExportSpec extends AnyFlatSpec with Matchers {

  private lazy val model = RandomModels.model(RandomModels.smallShape, 11)

  "The ONNX file" should "name its input and outputs and allow any batch size" in {
    val session = OrtEnvironment.getEnvironment.createSession(model.onnx)
    try {
      def shape(info: ai.onnxruntime.NodeInfo) = info.getInfo.asInstanceOf[TensorInfo].getShape
      session.getInputInfo.asScala.mapValues(shape).mapValues(_.toSeq).toMap shouldBe
        Map("cutouts" -> Seq(-1L, 3L, 16L, 16L))
      session.getOutputInfo.asScala.mapValues(shape).mapValues(_.toSeq).toMap shouldBe
        Map("logits" -> Seq(-1L, 3L), "embedding" -> Seq(-1L, 512L))
      session.getMetadata.getCustomMetadata.asScala shouldBe
        Map("bands" -> "[W1, W2, W3]", "classes" -> "[STAR, GALAXY, QSO]")
    } finally session.close()
  }

  it should "give DJL's logits for any batch size" in
    requireDjlOutputs(RandomModels.smallShape, model, model.onnx, Seq(1, 2, 9))

  private def iicnet(side: Int, stemKernel: Int = 5): NetworkShape =
    new NetworkShape(side, RandomModels.smallShape.bands, RandomModels.classes, stemKernel)

  for ((side, counts) <- Seq(80 -> Seq(3), 40 -> Seq(1, 2, 9), 56 -> Seq(2)))
    s"The Winograd graph at side $side" should "give DJL's logits and embeddings" in {
      val shape = iicnet(side)
      val model = new TrainedModel(
        RandomModels.description(shape),
        Array.emptyByteArray,
        RandomModels.weights(shape, 12).toBytes,
        null
      )
      requireDjlOutputs(shape, model, model.winogradOnnx.get, counts)
    }

  private val lite =
    new NetworkShape(Architecture.IICNET_LITE, 40, iicnet(40).bands, RandomModels.classes, 5)

  "The ONNX file of IICnet-lite" should "give DJL's logits and embeddings of 256 numbers" in {
    val model = RandomModels.model(lite, 12)
    for (onnx <- Seq(model.onnx, model.winogradOnnx.get))
      requireDjlOutputs(lite, model, onnx, Seq(1, 5))
    val session = OrtEnvironment.getEnvironment.createSession(model.onnx)
    try {
      val embedding = session.getOutputInfo.get("embedding").getInfo.asInstanceOf[TensorInfo]
      embedding.getShape shouldBe Array(-1L, 256L)
    } finally session.close()
  }

  private val wide = Convolution.relu(256, Kernel.of(1))
  private val blocks = Branches.sum(
    Chain.of(),
    Layer.named("block", Chain.numbered("conv", Convolution.silu(256, Kernel.of(3))))
  )

  for (
    (name, layers) <- Seq(
      "a RepVGG block" -> RepVggBlock.keeping(256),
      "a residual" -> blocks,
      "a bias" -> Convolution.biased(192, Kernel.of(3)),
      "nothing added" -> Convolution.plain(192, Kernel.of(3))
    )
  ) s"The Winograd graph of a network with $name" should "be checked by the export" in {
    val network = Network.of(
      name,
      RandomModels.smallShape,
      Layer.named("wide", wide),
      Layer.named("middle", layers),
      Layer.named("flat", WeightlessLayer.GLOBAL_AVERAGE),
      Layer.named("row", WeightlessLayer.FLATTEN),
      Layer.named("head", new Linear(3))
    )
    WinogradRule.inputs(network.exportedConvolutions).size shouldBe 1
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      network.initialize(manager, 3)
      OnnxExport.of(network).length should be > 1000
    } finally manager.close()
  }

  "A network with small maps" should "have no Winograd graph" in {
    OnnxExport.hasWinograd(RandomModels.smallShape) shouldBe false
    model.winogradOnnx.isPresent shouldBe false
  }

  "Weights of another network" should "give no Winograd graph" in {
    val other = RandomModels.weights(iicnet(16, 3), 12)
    the[UserError].thrownBy(OnnxExport.winograd(NetworkShape.ofPaper, other)).getMessage should
      include("its weights belong to another network")
  }

  private def requireDjlOutputs(
      shape: NetworkShape,
      model: TrainedModel,
      onnx: Array[Byte],
      counts: Seq[Int]
  ): Unit = {
    val environment = OrtEnvironment.getEnvironment
    val session = environment.createSession(onnx)
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val network = model.network(manager)
      for (count <- counts) {
        val cutouts = RandomModels.cutouts(shape, count, count)
        val input =
          OnnxTensor.createTensor(environment, cutouts, shape.inputShape(count).getShape)
        val result = session.run(Collections.singletonMap("cutouts", input))
        def floats(output: String): Array[Float] =
          result.get(output).get.getValue.asInstanceOf[Array[Array[Float]]].flatten
        val embeddings = network.embeddings(manager.create(cutouts, shape.inputShape(count)))
        requireNear(floats("embedding"), embeddings.toFloatArray)
        requireNear(floats("logits"), network.logitsOfEmbeddings(embeddings).toFloatArray)
        floats("logits").length shouldBe 3 * count
        result.close()
        input.close()
      }
    } finally {
      session.close()
      manager.close()
    }
  }

  /** Equal to 1e-5 of the largest number. */
  private def requireNear(actual: Array[Float], expected: Array[Float]): Unit = {
    actual.length shouldBe expected.length
    val tolerance = 1e-5f * expected.map(_.abs).max
    actual.zip(expected).foreach { case (a, b) => a shouldBe b +- tolerance }
  }

  "ONNX Runtime" should "open in a JVM with a long command line, as Spark starts it" in {
    val java = sys.props("java.home") + "/bin/java"
    val longArgument = "x" * 20000
    val process =
      new ProcessBuilder(
        java,
        "-cp",
        sys.props("java.class.path"),
        "allsky.network.OpensOnnxRuntime",
        longArgument
      ).inheritIO.start()
    process.waitFor shouldBe 0
  }

  "The export" should "detect weights that are not numbers" in {
    val weights = RandomModels.weights(RandomModels.smallShape, 11)
    weights.tensors.get("conv3.conv.weight").values()(0) = Float.NaN
    val error = the[IllegalStateException] thrownBy
      TrainedModel.of(RandomModels.description(RandomModels.smallShape), weights)
    error.getMessage should include("differ by NaN")
  }

  "A protocol buffer" should "encode numbers and texts as in the specification" in {
    // The examples of protobuf.dev/programming-guides/encoding.
    new Protobuf().add(1, 150L).toByteArray shouldBe Array(0x08, 0x96, 0x01).map(_.toByte)
    new Protobuf().add(2, "testing").toByteArray shouldBe
      Array(0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67).map(_.toByte)
    new Protobuf().add(3, new Protobuf().add(1, 150L)).toByteArray shouldBe
      Array(0x1a, 0x03, 0x08, 0x96, 0x01).map(_.toByte)
  }
}

/** Opens ONNX Runtime and ends. */
object OpensOnnxRuntime {
  def main(arguments: Array[String]): Unit = OrtEnvironment.getEnvironment.getVersion
}
