package allsky.spark.classify

import allsky.UserError
import allsky.inference.OnnxGraphChoice
import org.apache.spark.SparkConf
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class EngineChoiceSpec extends AnyFlatSpec with Matchers {

  private val gpuSettings =
    Seq("spark.executor.resource.gpu.amount", "spark.task.resource.gpu.amount")

  private def conf(master: String, asked: String*): SparkConf =
    asked.foldLeft(new SparkConf(false).set("spark.master", master))(_.set(_, "1"))

  private def engine(device: String, kind: EngineChoice.Kind = EngineChoice.Kind.AUTO) =
    new EngineChoice(kind, DeviceChoice.parse(device), OnnxGraphChoice.AUTO)

  private def refusal(device: String, conf: SparkConf): String =
    the[UserError].thrownBy(engine(device).requireAssigned(conf)).getMessage

  "A device" should "be what the option says" in {
    for (text <- Seq("auto", "cpu", "gpu", "gpu:0", "gpu:12", "mock-gpu"))
      DeviceChoice.parse(text).toString shouldBe text
    DeviceChoice.parse("gpu").kind shouldBe DeviceChoice.Kind.ASSIGNED_GPU
    DeviceChoice.parse("gpu:0").kind shouldBe DeviceChoice.Kind.NAMED_GPU
    the[UserError].thrownBy(DeviceChoice.parse("tpu")).getMessage should
      startWith("Invalid --device (auto, cpu, gpu:0, gpu:1 ...): tpu")
  }

  "An engine on a GPU" should "need one that Spark assigns, and say where from" in {
    refusal("gpu", conf("spark://master:7077")) shouldBe
      "Cannot use --device gpu: Spark assigns no GPU to the tasks; use a cluster with GPUs and" +
      " --properties-file conf/spark-standalone-gpu.conf, or use --device cpu"
    refusal("gpu", conf("local[*]")) shouldBe
      "Cannot use --device gpu: Spark assigns no GPU to the tasks; a local master never does; use" +
      " --device gpu:0, or use --device cpu"
    refusal("mock-gpu", conf("local[*]")) should startWith("Cannot use --device mock-gpu: Spark")
    engine("gpu").requireAssigned(conf("spark://master:7077", gpuSettings: _*))
    engine("mock-gpu").requireAssigned(conf("spark://master:7077", gpuSettings: _*))
  }

  it should "not name one where Spark chooses" in {
    refusal("gpu:1", conf("spark://master:7077", gpuSettings: _*)) shouldBe
      "Cannot use --device gpu:1: Spark assigns a GPU to each task (spark.task.resource.gpu.amount);" +
      " use --device gpu"
    engine("gpu:1").requireAssigned(conf("local[*]"))
  }

  it should "not be passed over in silence where executors have GPUs that tasks do not ask for" in {
    val forExecutors = conf("spark://master:7077", gpuSettings.head)
    refusal("auto", forExecutors) shouldBe
      "Cannot use the GPUs of spark.executor.resource.gpu.amount: no GPU is assigned to tasks; set" +
      " spark.task.resource.gpu.amount too, or use --device cpu"
    engine("cpu").requireAssigned(forExecutors)
    engine("auto", EngineChoice.Kind.ONNX).requireAssigned(forExecutors)
  }

  it should "not be ONNX Runtime" in {
    for (device <- Seq("gpu", "gpu:0", "mock-gpu"))
      the[UserError].thrownBy(engine(device, EngineChoice.Kind.ONNX)).getMessage should
        startWith(s"Invalid --engine onnx with --device $device")
  }

  "A graph of ONNX Runtime" should "not be chosen for PyTorch" in {
    val cpu = DeviceChoice.parse("cpu")
    new EngineChoice(EngineChoice.Kind.ONNX, cpu, OnnxGraphChoice.WINOGRAD).at(null).place shouldBe
      "cpu"
    the[UserError].thrownBy(
      new EngineChoice(EngineChoice.Kind.PYTORCH, cpu, OnnxGraphChoice.PLAIN)
    ).getMessage shouldBe
      "Invalid --onnx-graph plain with --engine pytorch: PyTorch does not use it; remove one of them"
  }

  "Whether a GPU may be used" should "follow from the device, or from what Spark assigns" in {
    val (assigned, none) =
      (conf("spark://master:7077", gpuSettings: _*), conf("spark://master:7077"))
    for (device <- Seq("gpu", "gpu:0", "mock-gpu"))
      engine(device).mayUseGpu(none) shouldBe true
    engine("auto").mayUseGpu(assigned) shouldBe true
    engine("auto").mayUseGpu(none) shouldBe false
    engine("cpu").mayUseGpu(assigned) shouldBe false
    engine("auto", EngineChoice.Kind.ONNX).mayUseGpu(assigned) shouldBe false
  }

  "An address" should "be opened as the device of that number" in {
    engine("gpu").at("5") shouldBe
      new ResolvedEngine(
        EngineChoice.Kind.PYTORCH,
        allsky.network.engine.ComputeDevice.parse("gpu:5"),
        false
      )
    engine("gpu").at("5").place shouldBe "gpu:5"
    engine("auto").at("5").place shouldBe "gpu:5"
    engine("cpu").at("5").place shouldBe "cpu"
    engine("auto").at(null).place shouldBe "cpu"
    engine("auto", EngineChoice.Kind.ONNX).at("5").place shouldBe "cpu"
    engine("auto", EngineChoice.Kind.PYTORCH).at("5").place shouldBe "gpu:5"
    engine("gpu:3").at(null).place shouldBe "gpu:3"
  }

  it should "be computed on the CPU, and say so, where it is a mock GPU" in {
    val mock = engine("mock-gpu").at("5")
    mock.place shouldBe "mock gpu:5"
    mock.onGpu shouldBe true
    mock.opened shouldBe allsky.network.engine.ComputeDevice.CPU
  }

  it should "be a number, or it is refused by name, and is never the first device" in {
    for (address <- Seq("GPU-8f1d2e3c", "MIG-GPU-8f1d/7/0", "", "0:1", "-1"))
      the[UserError].thrownBy(engine("gpu").at(address)).getMessage shouldBe
        "Cannot use the GPU address from Spark (an integer, as bin/discover-gpus.sh prints it):" +
        s" $address; GPU UUIDs and MIG instances are not supported; correct the discovery script" +
        " of the workers"
  }

  "The older name of mock-gpu" should "mean the same" in {
    engine("pretended") shouldBe engine("mock-gpu")
  }
}
