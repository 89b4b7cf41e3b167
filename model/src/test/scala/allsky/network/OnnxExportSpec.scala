package allsky.network

import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
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

  it should "give DJL's logits for any batch size" in {
    val environment = OrtEnvironment.getEnvironment
    val shape = RandomModels.smallShape
    val session = environment.createSession(model.onnx)
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val network = model.network(manager)
      for (count <- Seq(1, 2, 9)) {
        val cutouts = RandomModels.cutouts(shape, count, count)
        val input =
          OnnxTensor.createTensor(environment, cutouts, shape.inputShape(count).getShape)
        val result = session.run(Collections.singletonMap("cutouts", input))
        val onnx = result.get(0).getValue.asInstanceOf[Array[Array[Float]]].flatten
        val djl = network.logits(manager.create(cutouts, shape.inputShape(count))).toFloatArray
        onnx.length shouldBe 3 * count
        onnx.zip(djl).foreach { case (a, b) => a shouldBe b +- 1e-4f }
        result.close()
        input.close()
      }
    } finally {
      session.close()
      manager.close()
    }
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
