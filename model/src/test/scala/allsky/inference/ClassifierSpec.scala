package allsky.inference

import allsky.UserError
import allsky.network.NetworkShape
import allsky.network.RandomModels
import allsky.network.Softmax
import allsky.network.TensorFile
import allsky.network.engine.ComputeDevice
import ai.djl.engine.EngineException
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.nio.FloatBuffer
import java.util.concurrent.{Callable, Executors}
import scala.collection.JavaConverters._

class ClassifierSpec extends AnyFlatSpec with Matchers {

  private val shape = RandomModels.smallShape
  private lazy val model = RandomModels.model(shape, 31)

  private def withOpen[A](classifier: Classifier)(work: Classifier => A): A =
    try work(classifier)
    finally classifier.close()

  private def engines: Seq[(String, () => Classifier)] = Seq(
    "ONNX Runtime" -> (() => new OnnxClassifier(model, 1)),
    "PyTorch" -> (() => new PytorchClassifier(model, ComputeDevice.CPU, 4))
  )

  private def complaint(onnx: Array[Byte]): String =
    the[UserError].thrownBy(new OnnxClassifier(RandomModels.withOnnx(shape, onnx), 1)).getMessage

  "An ONNX file" should "be refused if it is truncated" in {
    complaint(model.onnx.take(1000)) should (startWith("Cannot use iicnet.onnx of the model: ")
      and endWith("; copy the complete model folder again, or train again"))
  }

  it should "be refused if it needs other cutouts" in {
    val bands = java.util.Arrays.asList(allsky.survey.Band.W1)
    val other = new NetworkShape(16, bands, RandomModels.classes, 5)
    complaint(RandomModels.model(other, 1).onnx) should
      include("it needs cutouts of the shape [-1, 1, 16, 16]")
  }

  "A GPU" should "be reported as full or without its libraries in one line that names it" in {
    val gpu = ComputeDevice.parse("gpu:3")
    val full = new EngineException("CUDA error: out of memory\nCUDA kernel errors might be ...")
    val bare = new UnsatisfiedLinkError("libcudart.so.12: cannot open shared object file")
    val absent = new UserError("Cannot use --device gpu:3: PyTorch sees 2 GPUs here")
    for (
      (fault, said) <- Seq(
        full -> "Cannot open the model on gpu:3: CUDA error: out of memory",
        bare -> s"Cannot open the model on gpu:3: ${bare.getMessage}",
        absent -> absent.getMessage
      )
    )
      the[UserError].thrownBy(
        PytorchClassifier.opened[Unit](gpu, () => throw fault)
      ).getMessage shouldBe said
  }

  private def probabilities(logits: Array[Float]): Seq[Double] =
    logits.grouped(3).flatMap(Softmax.of(_, 1)).toSeq

  private def requireEqual(one: Seq[Double], other: Seq[Double], tolerance: Double): Unit = {
    one.size shouldBe other.size
    one.zip(other).foreach { case (a, b) => a shouldBe b +- tolerance }
  }

  "An engine" should "open in any thread" in {
    for ((name, open) <- engines) {
      var opened = false
      val thread = new Thread(() => withOpen(open())(_ => opened = true))
      thread.start()
      thread.join()
      withClue(name)(opened shouldBe true)
    }
  }

  "Both engines" should "give the same probabilities for the paper's network" in {
    val paper = NetworkShape.ofPaper
    val big = RandomModels.model(paper, 32)
    val cutouts = RandomModels.cutouts(paper, 7, 33)
    val Seq(onnx, pytorch) = Seq(
      withOpen(new OnnxClassifier(big, 1))(_.logits(cutouts, 7)),
      withOpen(new PytorchClassifier(big, ComputeDevice.CPU, 4))(_.logits(cutouts, 7))
    )
    requireEqual(probabilities(onnx), probabilities(pytorch), 1e-5)
    probabilities(onnx).grouped(3).map(_.map(_.toFloat)).toSet.size shouldBe 7
  }

  they should "give the same embeddings, from which the last layer calculates the logits" in {
    val cutouts = RandomModels.cutouts(shape, 7, 37)
    val outputs = engines.map { case (_, open) => withOpen(open())(_.output(cutouts, 7)) }
    val Seq(onnx, pytorch) = outputs.map(_.embeddings.map(_.toDouble).toSeq)
    onnx.size shouldBe 7 * 512
    onnx.grouped(512).toSet.size shouldBe 7
    requireEqual(onnx, pytorch, 1e-5 * onnx.max)
    val head = TensorFile.parse("weights", model.parameters).tensors
    val weights = head.get("head.fc.weight").values.map(_.toDouble)
    val bias = head.get("head.fc.bias").values.map(_.toDouble)
    val logits = onnx.grouped(512).toSeq.flatMap { embedding =>
      weights.grouped(512).zip(bias.iterator).map { case (row, b) =>
        b + row.zip(embedding).map { case (w, e) => w * e }.sum
      }
    }
    outputs.foreach(output => requireEqual(output.logits.map(_.toDouble), logits, 1e-4))
  }

  for ((name, open) <- engines) {
    s"The engine $name" should "classify each cutout independently of its batch" in
      withOpen(open()) { classifier =>
        val cutouts = RandomModels.cutouts(shape, 9, 34)
        val all = probabilities(classifier.logits(cutouts, 9))
        cutouts.remaining shouldBe 9 * shape.inputSize
        for (i <- 0 until 9) {
          val one = cutouts.duplicate
          one.position(i * shape.inputSize)
          requireEqual(
            probabilities(classifier.logits(one, 1)),
            all.slice(3 * i, 3 * i + 3),
            1e-6
          )
        }
      }

    it should "give the same logits with embeddings and without" in withOpen(open()) { classifier =>
      val cutouts = RandomModels.cutouts(shape, 9, 38)
      classifier.output(cutouts, 9).logits shouldBe classifier.logits(cutouts, 9)
    }

    it should "accept heap buffers too" in withOpen(open()) { classifier =>
      val direct = RandomModels.cutouts(shape, 2, 35)
      val heap = FloatBuffer.allocate(2 * shape.inputSize).put(direct.duplicate)
      heap.flip()
      classifier.logits(heap, 2) shouldBe classifier.logits(direct, 2)
    }

    it should "serve several threads at once" in withOpen(open()) { classifier =>
      val inputs = (0 until 8).map(i => RandomModels.cutouts(shape, 5, i))
      val alone = inputs.map(classifier.logits(_, 5).toSeq)
      val pool = Executors.newFixedThreadPool(4)
      try {
        val tasks = inputs.map { input =>
          new Callable[Seq[Float]] { def call(): Seq[Float] = classifier.logits(input, 5).toSeq }
        }
        pool.invokeAll(tasks.asJava).asScala.map(_.get) shouldBe alone
      } finally pool.shutdown()
    }

    it should "refuse a buffer with too few cutouts" in withOpen(open()) { classifier =>
      val two = RandomModels.cutouts(shape, 2, 36)
      an[IllegalArgumentException] should be thrownBy classifier.logits(two, 3)
      an[IllegalArgumentException] should be thrownBy classifier.logits(two, 0)
    }
  }
}
