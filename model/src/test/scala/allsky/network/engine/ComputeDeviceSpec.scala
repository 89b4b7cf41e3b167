package allsky.network.engine

import allsky.UserError
import ai.djl.Device
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ComputeDeviceSpec extends AnyFlatSpec with Matchers {

  "A device" should "be parsed from the value of the option" in {
    Seq("auto", "cpu", "gpu:0", "gpu:3").foreach { text =>
      ComputeDevice.parse(text).toString shouldBe text
    }
    ComputeDevice.parse("gpu").toString shouldBe "gpu:0"
    Seq("GPU:0", "gpu:", "gpu:-1", "cuda", "").foreach { text =>
      a[UserError] should be thrownBy ComputeDevice.parse(text)
    }
  }

  it should "be the first GPU if it is automatic and there is one" in {
    ComputeDevice.parse("auto").resolve(2) shouldBe Device.gpu(0)
    ComputeDevice.parse("auto").resolve(0) shouldBe Device.cpu
    ComputeDevice.parse("cpu").resolve(2) shouldBe Device.cpu
    ComputeDevice.parse("gpu:1").resolve(2) shouldBe Device.gpu(1)
  }

  it should "never fall back to the CPU if a GPU is requested" in {
    val error = the[UserError] thrownBy ComputeDevice.parse("gpu:1").resolve(1)
    error.getMessage should startWith("Cannot use --device gpu:1: PyTorch sees 1 GPUs here")
  }
}
