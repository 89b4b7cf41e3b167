package allsky.network

import allsky.UserError
import allsky.cutout.CutoutShape
import allsky.fits.header.ImageSurvey
import allsky.inference.{OnnxClassifier, PytorchClassifier}
import allsky.network.engine.ComputeDevice
import allsky.network.architecture.Architecture
import allsky.network.model.ModelDescription
import allsky.survey.Band
import allsky.survey.NetworkInputs
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class NetworkInputsSpec extends AnyFlatSpec with Matchers {

  private val paper = NetworkShape.ofPaper
  private val small = RandomModels.smallShape
  private val spectra = NetworkShape.ofSpectra(small.classes)

  "The colour-colour network" should "have 9,283 parameters and get two floats" in {
    val colours = paper.`with`(NetworkInputs.COLOURS)
    Network.of(colours).layers.parameters shouldBe 9283
    Network.of(colours).embeddingSize shouldBe 128
    colours.inputSize shouldBe 2
    colours.planes shouldBe 0
  }

  "The fusion of IICnet and colours" should "have 1,838,931 parameters, 9,024 for the colours" in {
    val fusion = paper.`with`(NetworkInputs.FUSION)
    Network.of(fusion).layers.parameters shouldBe 1838931
    val ofImages = Network.of(paper).layers.parameters - (512 * 3 + 3)
    1838931 - ofImages - (640 * 128 + 128) - (128 * 3 + 3) shouldBe 9024
    fusion.inputSize shouldBe 3 * 80 * 80 + 4
    fusion.inputShape(7).getShape shouldBe Array(7, 19204)
  }

  "The fusion of IICnet and photometry" should "have 512 parameters more for eight numbers more" in {
    val photometry = paper.`with`(NetworkInputs.PHOTOMETRY)
    Network.of(photometry).layers.parameters shouldBe 1838931 + 8 * 64
    photometry.inputShape(7).getShape shouldBe Array(7, 19212)
    photometry.measuredBands shouldBe java.util.Arrays.asList(Band.values(): _*)
    s"$photometry" should endWith("stemKernel=5, inputs=photometry]")
    photometry.title shouldBe "IICnet with photometry"
  }

  "The network for spectra" should "have 88,211 parameters and get 948 floats" in {
    val layers = Network.of(spectra).layers
    layers.parameters shouldBe 88211
    layers.multiplyAdds shouldBe 5779808
    Network.of(spectra).embeddingSize shouldBe 256
    spectra.inputSize shouldBe 948
    spectra.planes shouldBe 0
  }

  it should "have no bands" in {
    the[IllegalArgumentException] thrownBy
      small.`with`(NetworkInputs.SPECTRA) should have message
      "Invalid inputs (spectra have no bands; train-spectra trains on them): [W1, W2, W3], 16"
  }

  "A model" should "be refused for the other kind of input, with the job that trains the right one" in {
    val ofSpectra = RandomModels.description(spectra)
    ofSpectra.use.requireSpectra("spectra")
    the[UserError] thrownBy ofSpectra.use.requireCutouts(
      new CutoutShape(small.bands, 50),
      "cutouts"
    ) should have message
      "Cannot use this --model on --cutouts cutouts: it was trained on spectra; name a model of train-iicnet"
    the[UserError] thrownBy
      ofSpectra.use.requireSurvey(ImageSurvey.ATLAS, "tiles") should have message
      "Cannot use this --model on --tiles tiles: it was trained on spectra; name a model of train-iicnet"
    the[UserError] thrownBy
      RandomModels.description(small).use.requireSpectra("spectra") should have message
      "Cannot use this --model on --spectra spectra: it was trained on cutouts; name a model of train-spectra"
  }

  private val shapes = Seq(
    small.`with`(NetworkInputs.COLOURS),
    small.`with`(NetworkInputs.FUSION),
    small.`with`(NetworkInputs.PHOTOMETRY),
    new NetworkShape(Architecture.MOBILENET, 32, small.bands, small.classes, 3)
      .`with`(NetworkInputs.FUSION),
    spectra
  )

  for (shape <- shapes)
    shape.title should "give the same with ONNX Runtime and PyTorch, also of one source" in {
      val model = RandomModels.model(shape, 5)
      val onnx = new OnnxClassifier(model, 1)
      val pytorch = new PytorchClassifier(model, ComputeDevice.CPU, 2)
      try
        for (count <- Seq(3, 1)) {
          val inputs = RandomModels.cutouts(shape, count, 3)
          val outputs = Seq(onnx, pytorch).map(_.output(inputs, count))
          val probabilities = outputs.map(_.logits.grouped(3).toSeq.map(Softmax.of(_, 1)))
          for ((ps, qs) <- probabilities(0).zip(probabilities(1)); (p, q) <- ps.zip(qs))
            p shouldBe q +- 1e-5
          probabilities(0).map(_.toSeq).distinct should have size count
          outputs.map(_.embeddings.length) shouldBe Seq.fill(2)(shape.embeddingSize * count)
        }
      finally {
        onnx.close()
        pytorch.close()
      }
    }

  "The description of a model" should "name the inputs, but not images" in {
    def json(shape: NetworkShape): String = RandomModels.description(shape).toJson
    json(small) should not include "inputs"
    for (shape <- small +: shapes)
      ModelDescription.parse("model.json", json(shape)).shape shouldBe shape
    json(small) should include("\"asinh10/bilinear/ring4\"")
    json(shapes.head) should include("\"w1-w2(0.5,0.5),w2-w3(2.5,1.5)\"")
    json(spectra) should include("\"ivar-mean/linear-gaps/median/clip-1..6\"")
    json(spectra) should not include "input\""
    json(shapes(1)) should include("\"asinh10/bilinear/ring4/w1-w2(0.5,0.5),w2-w3(2.5,1.5),w1(")
    json(shapes(2)) should include("\"asinh10/bilinear/ring4/w1(14.5,2.0),w1-w2(0.5,0.5),")
    json(shapes(2)) should include("w1-log-error(-1.5,0.3)")
  }

  "A network without images" should "have no architecture for images" in {
    the[IllegalArgumentException] thrownBy
      paper.`with`(Architecture.RESNET34).`with`(NetworkInputs.COLOURS) should have message
      "Invalid network for the inputs colours (none, because it has no images): resnet34"
  }

  "The text of a shape" should "be that of older versions for images" in {
    s"$small" shouldBe "NetworkShape[architecture=iicnet, inputSide=16, bands=[W1, W2, W3], " +
      "classes=[STAR, GALAXY, QSO], stemKernel=5]"
    s"${shapes(1)}" should endWith("stemKernel=5, inputs=fusion]")
  }
}
