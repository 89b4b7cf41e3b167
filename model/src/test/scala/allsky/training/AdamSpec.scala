package allsky.training

import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import ai.djl.ndarray.NDManager
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Collections

class AdamSpec extends AnyFlatSpec with Matchers {

  /** One weight w with the loss (w - 3)^2, so the gradient is 2 (w - 3). */
  private def descend(manager: NDManager, steps: Int): Seq[Float] = {
    val weight = manager.create(Array(1f))
    weight.setRequiresGradient(true)
    val adam = new Adam(manager, Collections.singletonMap("w", weight))
    (1 to steps).map { _ =>
      val collector = manager.getEngine.newGradientCollector
      try collector.backward(weight.sub(3f).square.sum)
      finally collector.close()
      val temporary = manager.newSubManager
      try adam.step(temporary, 0.1)
      finally temporary.close()
      weight.getFloat(0)
    }
  }

  "Adam" should "take the steps of torch.optim.Adam" in {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      // torch 2.13, w = 1, loss (w - 3)^2, lr 0.1
      val expected = Seq(1.1000000f, 1.1998335f, 1.2993766f, 1.3984951f, 1.4970442f, 1.5948683f)
      descend(manager, expected.size).zip(expected).foreach { case (actual, wanted) =>
        actual shouldBe wanted +- 1e-6f
      }
    } finally manager.close()
  }
}
