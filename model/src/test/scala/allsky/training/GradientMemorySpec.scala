package allsky.training

import allsky.network.{Network, RandomModels}
import allsky.network.engine.{ComputeDevice, PytorchEngine}
import allsky.training.data.Batch
import allsky.training.loss.CrossEntropy
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.nio.ByteBuffer
import scala.collection.JavaConverters._

/** PyTorch reads arrays of the forward pass again for the gradients. */
class GradientMemorySpec extends AnyFlatSpec with Matchers {

  private val shape = RandomModels.liteShape

  private val dots = new ColouredDots(shape, 9, 1)

  private val batch: Batch = {
    val batch = new Batch(dots.size, shape.inputSize)
    batch.resize(dots.size)
    for (i <- 0 until dots.size) {
      dots.fill(i, batch.pixels, i * shape.inputSize)
      batch.labels()(i) = dots.label(i)
    }
    batch
  }

  /** The gradients of a loss, where something happens between the loss and them. */
  private def gradients(between: => Unit): Map[String, Seq[Float]] = {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val network = Network.of(shape)
      network.initialize(manager, 1)
      val loss = new CrossEntropy(0.1, Array(1.0, 2.0, 3.0))
      val step = manager.newSubManager()
      val collector = manager.getEngine.newGradientCollector()
      try {
        val pixels = step.create(batch.pixels, shape.inputShape(batch.size))
        val value = loss.of(network.trainingLogits(pixels, 1), batch)
        between
        collector.backward(value)
      } finally collector.close()
      network.weights.trainable.asScala.mapValues(_.getGradient.toFloatArray.toSeq).toMap.map(
        identity
      )
    } finally manager.close()
  }

  /** Frees the memory of arrays that nothing refers to, and writes other numbers there. */
  private def collectGarbage(): Unit =
    for (_ <- 1 to 10) {
      System.gc()
      Thread.sleep(20)
      for (_ <- 1 to 1000) {
        val other = ByteBuffer.allocateDirect(8)
        while (other.hasRemaining) other.put(0x41: Byte)
      }
    }

  "Gradients" should "not change if the garbage collector runs after the loss" in {
    val expected = gradients {}
    val actual = gradients(collectGarbage())
    expected.values.flatten.count(_ != 0) should be > 1000
    actual shouldBe expected
  }
}
