package allsky.training.loss

import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import allsky.training.data.Batch

import ai.djl.ndarray.types.Shape
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class DistillationSpec extends AnyFlatSpec with Matchers {

  private val logits =
    Array(0.2f, -1.1f, 0.7f, 2.0f, 0.1f, -0.4f, -0.3f, 0.9f, 0.5f, 1.2f, 1.1f, 0f)
  private val teacher =
    Array(3.1f, 0.2f, -2.0f, 1.0f, 1.5f, 0.3f, -1.2f, 4.0f, 0.1f, 0.4f, -0.6f, 2.2f)
  private val labels = Array(2, 0, 1, 1)
  private val classes = 3

  private def softmax(row: Seq[Double], temperature: Double): Seq[Double] = {
    val powers = row.map(logit => math.exp(logit / temperature))
    powers.map(_ / powers.sum)
  }

  private def rows(values: Array[Float]): Seq[Seq[Double]] =
    values.map(_.toDouble).grouped(classes).map(_.toSeq).toSeq

  /** (1 - w) H + w T^2 KL(p || q), written out in double. */
  private def byHand(share: Double, temperature: Double, values: Array[Float]): Double = {
    val each = for (((z, v), label) <- rows(values).zip(rows(teacher)).zip(labels)) yield {
      val (p, q) = (softmax(v, temperature), softmax(z, temperature))
      val divergence = p.zip(q).map { case (a, b) => a * math.log(a / b) }.sum
      (1 - share) * -math.log(softmax(z, 1)(label)) +
        share * temperature * temperature * divergence
    }
    each.sum / each.size
  }

  /** The loss and its gradient, plain without settings. */
  private def calculated(settings: Option[Distillation]): (Float, Seq[Float]) = {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val batch = new Batch(labels.length, 1)
      labels.copyToArray(batch.labels)
      batch.resize(labels.length)
      val shape = new Shape(labels.length, classes)
      val array = manager.create(logits, shape)
      val ofTeacher = manager.create(teacher, shape)
      array.setRequiresGradient(true)
      val gradients = manager.getEngine.newGradientCollector()
      try {
        val plain = new CrossEntropy(0, Array(1.0, 1.0, 1.0)).of(array, batch)
        val loss = settings.map(_.of(plain, array, ofTeacher)).getOrElse(plain)
        gradients.backward(loss)
        (loss.getFloat(), array.getGradient.toFloatArray.toSeq)
      } finally gradients.close()
    } finally manager.close()
  }

  "The loss" should "equal the formula for any share and temperature" in {
    for (share <- Seq(0, 0.3, 0.5, 1.0); temperature <- Seq(0.5, 1, 2, 7.5))
      withClue((share, temperature)) {
        calculated(Some(new Distillation(share, temperature)))._1.toDouble shouldBe
          byHand(share, temperature, logits) +- 2e-6
      }
  }

  it should "be 4 times 3/4 ln(3/2) + 1/4 ln(1/2) for p = 3/4, q = 1/2 at temperature 2" in {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val zero = manager.zeros(new Shape(1, 2))
      val v = manager.create(Array((2 * math.log(3)).toFloat, 0f), new Shape(1, 2))
      new Distillation(1, 2).of(manager.create(5f), zero, v).getFloat() shouldBe 0.523248f +- 1e-6f
    } finally manager.close()
  }

  it should "be exactly the plain loss where the teacher has no share" in {
    calculated(Some(new Distillation(0, 2))) shouldBe calculated(None)
  }

  "The gradient" should "equal the finite differences of the formula" in {
    val step = 1e-3f
    for ((share, temperature) <- Seq(0.5 -> 2.0, 1.0 -> 4.0, 0.2 -> 1.0)) {
      val gradient = calculated(Some(new Distillation(share, temperature)))._2
      for (i <- logits.indices) {
        val Seq(above, below) =
          Seq(step, -step).map(d => byHand(share, temperature, logits.updated(i, logits(i) + d)))
        val width = (logits(i) + step).toDouble - (logits(i) - step).toDouble
        gradient(i).toDouble shouldBe (above - below) / width +- 2e-6
      }
    }
  }

  it should "be (q - p) T / n for the teacher alone" in {
    val gradient = calculated(Some(new Distillation(1, 3)))._2
    val expected = rows(logits).zip(rows(teacher)).flatMap { case (z, v) =>
      softmax(z, 3).zip(softmax(v, 3)).map { case (q, p) => (q - p) * 3 / labels.length }
    }
    gradient.zip(expected).foreach { case (a, b) => a.toDouble shouldBe b +- 1e-6 }
  }

  "A share or a temperature" should "be refused outside of its range" in {
    for (share <- Seq(-0.1, 1.1, Double.NaN))
      (the[IllegalArgumentException] thrownBy new Distillation(share, 2)).getMessage shouldBe
        s"Invalid share of the teacher (0 to 1): $share"
    for (temperature <- Seq(0, -1, 101, Double.NaN))
      (the[IllegalArgumentException] thrownBy new Distillation(0.5, temperature)).getMessage should
        startWith("Invalid temperature of the teacher (above 0, up to 100): ")
  }
}
