package allsky.training.loss

import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import allsky.survey.SourceClass
import allsky.training.data.Batch
import java.util.Arrays

import ai.djl.ndarray.types.Shape
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CrossEntropySpec extends AnyFlatSpec with Matchers {

  private val logits =
    Array(0.2f, -1.1f, 0.7f, 2.0f, 0.1f, -0.4f, -0.3f, 0.9f, 0.5f, 1.2f, 1.1f, 0f)
  private val labels = Array(2, 0, 1, 1)

  private def loss(smoothing: Double, weights: Double*): Float =
    loss(labels, 0, smoothing, weights: _*)

  private def loss(
      labels: Array[Int],
      otherShare: Double,
      smoothing: Double,
      weights: Double*
  ): Float = {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val batch = new Batch(labels.length, 1)
      labels.copyToArray(batch.labels)
      batch.resize(labels.length)
      batch.mixPairs(otherShare)
      val array = manager.create(logits, new Shape(4, 3))
      new CrossEntropy(smoothing, weights.toArray).of(array, batch).getFloat()
    } finally manager.close()
  }

  // torch 2.13: nn.CrossEntropyLoss(weight=..., label_smoothing=...)(logits, labels)
  "The loss" should "equal torch's mean: plain, smoothed and weighted" in {
    loss(0, 1, 1, 1) shouldBe 0.5893381f +- 1e-6f
    loss(0.1, 1, 1, 1) shouldBe 0.6660047f +- 1e-6f
    loss(0, 0.5, 2, 4) shouldBe 0.6512607f +- 1e-6f
    loss(0.2, 0.5, 2, 4) shouldBe 0.8278540f +- 1e-6f
  }

  it should "be the mixture of two losses for mixed cutouts" in {
    for ((smoothing, weights) <- Seq(0.0 -> Seq(1.0, 1.0, 1.0), 0.2 -> Seq(0.5, 2.0, 4.0))) {
      val Seq(first, other) = Seq(labels, labels.reverse).map(loss(_, 0, smoothing, weights: _*))
      loss(labels, 0.3, smoothing, weights: _*) shouldBe 0.7f * first + 0.3f * other +- 1e-6f
    }
  }

  private def counts(numbers: Int*) = {
    val map = new java.util.TreeMap[SourceClass, Integer]
    SourceClass.values.zip(numbers).foreach { case (each, number) => map.put(each, number) }
    map
  }

  private val classes = Arrays.asList(SourceClass.values(): _*)

  "Class weights" should "give every class the same total weight if they are balanced" in {
    val weights = ClassWeights.BALANCED.of(classes, counts(10, 20, 30))
    weights shouldBe Array(2.0, 1.0, 2.0 / 3)
    ClassWeights.NONE.of(classes, counts(10, 20, 30)) shouldBe Array(1.0, 1.0, 1.0)
  }

  it should "be equal after writing and parsing" in {
    for (text <- Seq("none", "balanced", "STAR=2.0,QSO=0.5"))
      ClassWeights.parse(text).toString shouldBe text
    ClassWeights.parse("QSO=4").of(classes, counts(1, 1, 1)) shouldBe Array(1.0, 1.0, 4.0)
    for (text <- Seq("equal", "STAR", "STAR=x", "BLAZAR=2", "STAR=0", "STAR=-1", "STAR=NaN"))
      an[IllegalArgumentException] should be thrownBy ClassWeights.parse(text)
  }

  "A loss" should "be refused for a label smoothing of 1" in {
    for (smoothing <- Seq(1.0, -0.1, Double.NaN))
      an[IllegalArgumentException] should be thrownBy
        new LossSettings(smoothing, ClassWeights.NONE)
  }
}
