package allsky.training

import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import ai.djl.ndarray.NDManager
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.util.Collections
import java.util.SplittableRandom
import scala.collection.JavaConverters._

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

  it should "update a large weight as it updates the same values in small weights" in {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val random = new SplittableRandom(1)
      val values = Array.fill(2 * Adam.PART + 1000)(random.nextDouble().toFloat)
      val factors = Array.fill(values.length)(random.nextDouble().toFloat - 0.5f)
      val large = updated(manager, Seq(values), Seq(factors))
      val small = updated(manager, pieces(values), pieces(factors))
      large.map(java.lang.Float.floatToRawIntBits) shouldBe
        small.map(java.lang.Float.floatToRawIntBits)
      large should not be values
    } finally manager.close()
  }

  private def pieces(values: Array[Float]): Seq[Array[Float]] =
    values.grouped(Adam.PART / 3).toSeq

  /** The weights after three steps with the loss sum(factor w^2), so the gradient is 2 factor w. */
  private def updated(
      manager: NDManager,
      values: Seq[Array[Float]],
      factors: Seq[Array[Float]]
  ): Array[Float] = {
    val weights = values.map(manager.create)
    weights.foreach(_.setRequiresGradient(true))
    val names = weights.indices.map(_.toString)
    val adam = new Adam(manager, names.zip(weights).toMap.asJava)
    (1 to 3).foreach { _ =>
      val temporary = manager.newSubManager
      try {
        val collector = manager.getEngine.newGradientCollector
        try {
          val losses = weights.zip(factors).map { case (weight, factor) =>
            weight.square.mul(manager.create(factor)).sum
          }
          collector.backward(losses.reduce(_ add _))
        } finally collector.close()
        adam.step(temporary, 0.1)
      } finally temporary.close()
    }
    weights.flatMap(_.toFloatArray).toArray
  }
}
