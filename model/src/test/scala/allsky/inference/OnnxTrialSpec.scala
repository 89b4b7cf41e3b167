package allsky.inference

import allsky.UserError
import allsky.network.NetworkShape
import allsky.network.RandomModels
import allsky.network.model.TrainedModel
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class OnnxTrialSpec extends AnyFlatSpec with Matchers {

  private val shape =
    new NetworkShape(40, RandomModels.smallShape.bands, RandomModels.classes, 5)
  private lazy val model = RandomModels.model(shape, 41)

  private def withOpened[A](model: TrainedModel, choice: OnnxGraphChoice)(
      work: OnnxTrial.Opened => A
  ): A = {
    val opened = OnnxTrial.open(model, choice, 1, 8)
    try work(opened)
    finally opened.classifier.close()
  }

  private lazy val cutouts = RandomModels.cutouts(shape, 8, 42)
  private lazy val plain =
    withOpened(model, OnnxGraphChoice.PLAIN)(_.classifier.logits(cutouts, 8).toSeq)

  "A user" should "get the graph that is named, without a trial" in {
    for (choice <- Seq(OnnxGraphChoice.PLAIN, OnnxGraphChoice.WINOGRAD))
      withOpened(model, choice) { opened =>
        opened.chosen shouldBe choice
        opened.remark shouldBe ""
      }
    plain shouldBe {
      val classifier = new OnnxClassifier(model, 1)
      try classifier.logits(cutouts, 8).toSeq
      finally classifier.close()
    }
  }

  "Both graphs" should "give the same logits, but not bit by bit" in
    withOpened(model, OnnxGraphChoice.WINOGRAD) { opened =>
      val winograd = opened.classifier.logits(cutouts, 8).toSeq
      winograd.zip(plain).foreach { case (a, b) => a shouldBe b +- 1e-4f }
      // Two graphs that are one would be equal.
      winograd should not be plain
    }

  "A trial" should "choose the graph that its ratio says" in
    withOpened(model, OnnxGraphChoice.AUTO) { opened =>
      val remark = "ONNX graph: (plain|winograd); Winograd has ([0-9.]+) times the speed of plain" +
        " in a trial with 8 cutouts"
      val found = remark.r.findFirstMatchIn(opened.remark).get
      found.group(1).toUpperCase shouldBe opened.chosen.name
      val ratio = found.group(2).toDouble
      if (opened.chosen == OnnxGraphChoice.WINOGRAD) ratio should be >= 1.04
      else ratio should be <= 1.06
      opened.classifier.logits(cutouts, 8).toSeq.zip(plain).foreach { case (a, b) =>
        a shouldBe b +- 1e-4f
      }
    }

  it should "keep the plain graph if the other one computes something else" in {
    val other = RandomModels.model(shape, 43)
    val mixed = new TrainedModel(model.description, model.onnx, other.parameters, null)
    for (choice <- Seq(OnnxGraphChoice.AUTO, OnnxGraphChoice.WINOGRAD))
      withOpened(mixed, choice) { opened =>
        opened.chosen shouldBe OnnxGraphChoice.PLAIN
        opened.remark should
          startWith("ONNX graph: plain; the Winograd graph changes a probability by 0.")
        opened.classifier.logits(cutouts, 8).toSeq shouldBe plain
      }
  }

  "A network without Winograd convolutions" should "use its only graph" in {
    val small = RandomModels.model(RandomModels.smallShape, 31)
    withOpened(small, OnnxGraphChoice.AUTO) { opened =>
      opened.chosen shouldBe OnnxGraphChoice.PLAIN
      opened.remark shouldBe ""
    }
    the[UserError].thrownBy(
      OnnxTrial.open(small, OnnxGraphChoice.WINOGRAD, 1, 8)
    ).getMessage shouldBe
      "Invalid --onnx-graph winograd: the network IICnet has no convolution that gains by it; use" +
      " --onnx-graph plain"
  }
}
