package allsky.network

import allsky.UserError
import allsky.image.{CutoutShape, Imagery}
import allsky.survey.SourceClass
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.nio.file.{Files, Path}
import java.util.{Collections, TreeMap}

class ModelFolderSpec extends AnyFlatSpec with Matchers {

  private lazy val model = {
    val metrics = new TreeMap[String, java.lang.Double]
    metrics.put("validation accuracy", 0.931)
    RandomModels.model(RandomModels.smallShape, 21).withTemperature(1.75).withMetrics(metrics)
  }

  private def written(): Path = {
    val folder = Files.createTempDirectory("model").resolve("deep/iicnet")
    ModelFolder.write(folder, model)
    folder
  }

  private def refusal(folder: Path): String =
    (the[UserError] thrownBy ModelFolder.read(folder)).getMessage

  "A model folder" should "give back the model that was written" in {
    val read = ModelFolder.read(written())
    read.description shouldBe model.description
    read.onnx shouldBe model.onnx
    read.parameters shouldBe model.parameters
    read.description.classPriors.get(SourceClass.GALAXY) shouldBe 0.5
    read.description.temperature shouldBe 1.75
  }

  it should "be replaced as a whole by another model" in {
    val folder = written()
    val other = RandomModels.model(RandomModels.smallShape, 22)
    ModelFolder.write(folder, other)
    ModelFolder.read(folder).onnx shouldBe other.onnx
    folder.toFile.list.sorted shouldBe
      Array("README.md", "iicnet.onnx", "iicnet.safetensors", "model.json")
  }

  it should "have a card that says how to use it" in {
    val card = Files.readString(written().resolve("README.md"))
    card should include("# IICnet for [W1, W2, W3]")
    card should include("Divide them by the temperature 1.750")
    card should include("| validation accuracy | 0.9310 |")
    card should include("0.2500 STAR, 0.5000 GALAXY, 0.2500 QSO")
  }

  it should "name the file that is missing" in {
    val folder = written()
    refusal(folder.resolve("elsewhere")) should include("elsewhere/model.json: no such file")
    Files.delete(folder.resolve("iicnet.onnx"))
    refusal(folder) should include("iicnet.onnx: no such file")
  }

  it should "name the file that is damaged" in {
    val folder = written()
    val file = folder.resolve("iicnet.safetensors")
    val bytes = Files.readAllBytes(file)
    bytes(bytes.length / 2) = (bytes(bytes.length / 2) ^ 1).toByte
    Files.write(file, bytes)
    refusal(folder) should include("iicnet.safetensors: it is not the file that model.json")
  }

  it should "refuse a description that is not one of ours" in {
    val folder = written()
    val file = folder.resolve("model.json")
    val good = Files.readString(file)
    val cases = Seq(
      "" -> "empty",
      "not json" -> "model.json",
      "{}" -> "model.json: Invalid format version (1): 0",
      good.replace(
        "\"formatVersion\": 1",
        "\"formatVersion\": 9"
      ) -> "Invalid format version (1): 9",
      good.replace("\"IICnet\"", "\"VGG16\"") -> "Invalid network (IICnet): VGG16",
      good.replace("\"temperature\": 1.75", "\"temperature\": -1") -> "Invalid temperature",
      good.replace("\"W2\",", "\"W1\",") -> "Invalid bands"
    )
    for ((text, reason) <- cases) withClue(text.take(60)) {
      Files.writeString(file, text)
      refusal(folder) should include(reason)
    }
  }

  it should "keep the distances of the training, and notice when they are damaged" in {
    val folder = written()
    val distances = TensorFile.of(
      Collections.emptyMap[String, String],
      Collections.singletonMap("means", Tensor.of(Array(1L, 2L), Array(3f, 4f)))
    )
    ModelFolder.write(folder, model.withDistance(distances, "by hand", 7))
    val read = ModelFolder.read(folder)
    read.distance.get.tensors.get("means").values shouldBe Array(3f, 4f)
    read.description.distance.trainingCutouts shouldBe 20
    read.withTemperature(2).distance.isPresent shouldBe true
    Files.readString(folder.resolve("README.md")) should include("the 7 validation cutouts")
    val file = folder.resolve("training-distance.safetensors")
    Files.write(file, Files.readAllBytes(file).dropRight(1))
    refusal(folder) should include("training-distance.safetensors: it is not the file that")
    ModelFolder.write(folder, model)
    Files.exists(file) shouldBe false
    ModelFolder.read(folder).distance.isPresent shouldBe false
  }

  "A trained model" should "survive being sent" in {
    val bytes = new ByteArrayOutputStream
    new ObjectOutputStream(bytes).writeObject(model)
    val copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject
    copy.asInstanceOf[TrainedModel].description shouldBe model.description
    copy.asInstanceOf[TrainedModel].onnx shouldBe model.onnx
  }

  it should "refuse cutouts made otherwise" in {
    val trainedOn = model.description.input.shape
    model.description.requireCutouts(trainedOn, "run/cutouts")
    val error = the[UserError] thrownBy
      model.description.requireCutouts(new CutoutShape(trainedOn.bands, 60), "run/cutouts")
    error.getMessage should startWith("Cannot use this --model on --cutouts run/cutouts:")
    error.getMessage should include("60.0 arcsec")
  }

  it should "refuse images that it did not learn from" in {
    val trainedOn = model.description.input.shape
    model.description.requireImagery(Imagery.ATLAS, "tiles")
    the[UserError] thrownBy model.description.requireImagery(
      Imagery.UNWISE,
      "tiles"
    ) should have message
      "Cannot use this --model on --tiles tiles: it was trained on Atlas images, and these are unWISE"
    an[UserError] should be thrownBy
      model.description.requireCutouts(trainedOn.from(Imagery.UNWISE), "run/cutouts")
  }

  it should "be of Atlas images where it is older than the choice" in {
    val json = model.description.toJson
    val older = json.replaceAll(",\\s*\"imagery\": \"ATLAS\"", "")
    older should not be json
    ModelDescription.parse("model.json", older) shouldBe model.description
  }
}
