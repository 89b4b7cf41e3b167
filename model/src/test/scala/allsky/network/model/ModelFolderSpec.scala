package allsky.network.model

import allsky.UserError
import allsky.cutout.CutoutShape
import allsky.fits.header.ImageSurvey
import allsky.network.RandomModels
import allsky.network.Tensor
import allsky.network.TensorFile
import allsky.survey.SourceClass
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.io.{
  ByteArrayInputStream,
  ByteArrayOutputStream,
  IOException,
  ObjectInputStream,
  ObjectOutputStream
}
import java.nio.file.{Files, Path}
import java.util.{Collections, TreeMap}
import scala.collection.JavaConverters._
import scala.collection.mutable

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

  private def read(folder: Path): TrainedModel = ModelFolder.read(folder, fail(_))

  private def refusal(folder: Path): String =
    (the[UserError] thrownBy read(folder)).getMessage

  private val notOfTheTraining =
    "it is not the file of the training that wrote SHA256SUMS (it was changed or damaged); copy the" +
      " complete model folder again, or train again"

  /** Changes the description like a user with an editor. */
  private def edit(folder: Path)(change: String => String): Unit = {
    val file = folder.resolve("model.json")
    val before = Files.readString(file)
    val after = change(before)
    after should not be before
    Files.writeString(file, after)
  }

  /** A model folder of an older version, without digests of all files. */
  private def ofAnOlderVersion(): Path = {
    val folder = written()
    edit(folder)(_.replace("\"formatVersion\": 2", "\"formatVersion\": 1"))
    Files.delete(folder.resolve("SHA256SUMS"))
    folder
  }

  "A model folder" should "give back the model that was written" in {
    val read = this.read(written())
    read.description shouldBe model.description
    read.onnx shouldBe model.onnx
    read.parameters shouldBe model.parameters
    read.description.classPriors.get(SourceClass.GALAXY) shouldBe 0.5
    read.description.temperature shouldBe 1.75
  }

  it should "be replaced completely by another model" in {
    val folder = written()
    val other = RandomModels.model(RandomModels.smallShape, 22)
    ModelFolder.write(folder, other)
    read(folder).onnx shouldBe other.onnx
    folder.toFile.list.sorted shouldBe
      Array("README.md", "SHA256SUMS", "iicnet.onnx", "iicnet.safetensors", "model.json")
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
    refusal(folder.resolve("elsewhere")) should include(
      "elsewhere/model.json: there is no such file"
    )
    Files.delete(folder.resolve("iicnet.onnx"))
    refusal(folder) should include("iicnet.onnx: there is no such file")
  }

  it should "name the file that is damaged" in {
    val folder = written()
    val file = folder.resolve("iicnet.safetensors")
    val bytes = Files.readAllBytes(file)
    bytes(bytes.length / 2) = (bytes(bytes.length / 2) ^ 1).toByte
    Files.write(file, bytes)
    refusal(folder) shouldBe s"Cannot use $folder/iicnet.safetensors: $notOfTheTraining"
  }

  it should "refuse a description whose classes were swapped" in {
    val folder = written()
    edit(folder)(_.replace("\"STAR\",", "\"QSO\",").replaceFirst("\"QSO\"\\n", "\"STAR\"\n"))
    refusal(folder) shouldBe s"Cannot use $folder/model.json: $notOfTheTraining"
  }

  it should "refuse a description with another temperature" in {
    val folder = written()
    edit(folder)(_.replace("\"temperature\": 1.75", "\"temperature\": 1.57"))
    refusal(folder) shouldBe s"Cannot use $folder/model.json: $notOfTheTraining"
  }

  it should "refuse digests without one of the files" in {
    val folder = written()
    val file = folder.resolve("SHA256SUMS")
    Files.write(file, Files.readAllLines(file).asScala.filterNot(_.contains("onnx")).asJava)
    refusal(folder) should startWith(
      s"Cannot use $folder/iicnet.onnx: it has no line in SHA256SUMS"
    )
  }

  it should "refuse a file that has no digests" in {
    val folder = written()
    Files.writeString(folder.resolve("SHA256SUMS"), "0123 model.json\n")
    refusal(folder) should include("SHA256SUMS: a line is not a SHA-256 and a file name")
  }

  it should "refuse a folder whose digests are missing" in {
    val folder = written()
    Files.delete(folder.resolve("SHA256SUMS"))
    refusal(folder) should startWith(s"Cannot read $folder/SHA256SUMS: there is no such file")
  }

  it should "have digests that sha256sum checks" in {
    val check = new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
      .directory(written().toFile)
      .start()
    new String(check.getInputStream.readAllBytes()).linesIterator.toSeq shouldBe
      Seq("iicnet.onnx: OK", "iicnet.safetensors: OK", "model.json: OK")
  }

  it should "be accepted with a remark if it is older than the digests" in {
    val folder = ofAnOlderVersion()
    val remarks = mutable.Buffer[String]()
    ModelFolder.read(folder, remarks += _).onnx shouldBe model.onnx
    remarks.toSeq shouldBe Seq(
      s"the model $folder is older than SHA256SUMS: a change of its model.json cannot be detected;" +
        " train again, or write the digests with sha256sum"
    )
  }

  it should "detect changed weights even if it is older than the digests" in {
    val folder = ofAnOlderVersion()
    Files.write(folder.resolve("iicnet.onnx"), model.onnx.dropRight(1))
    (the[UserError] thrownBy ModelFolder.read(folder, _ => ())).getMessage should
      startWith(s"Cannot use $folder/iicnet.onnx: it is not the file of the training")
  }

  it should "keep the old file if the new one cannot be written" in {
    val folder = written()
    Files.createDirectory(folder.resolve("iicnet.onnx.part"))
    an[IOException] should be thrownBy
      ModelFolder.replace(folder.resolve("iicnet.onnx"), Array[Byte](1))
    Files.readAllBytes(folder.resolve("iicnet.onnx")) shouldBe model.onnx
  }

  it should "refuse a description that is not from allsky" in {
    val folder = written()
    val file = folder.resolve("model.json")
    Files.delete(folder.resolve("SHA256SUMS"))
    val good = Files.readString(file)
    val cases = Seq(
      "" -> "empty",
      "not json" -> "model.json",
      "{}" -> "model.json: Invalid format version (1 to 2): 0",
      good.replace(
        "\"formatVersion\": 2",
        "\"formatVersion\": 9"
      ) -> "Invalid format version (1 to 2): 9",
      good.replace("\"IICnet\"", "\"VGG16\"") -> "Invalid network (IICnet): VGG16",
      good.replace("\"temperature\": 1.75", "\"temperature\": -1") -> "Invalid temperature",
      good.replace("\"W2\",", "\"W1\",") -> "Invalid bands",
      good.replaceFirst("\"inputSide\"", "\"inputs\": \"RADIO\", \"inputSide\"") ->
        "Invalid inputs (IMAGES, COLOURS, FUSION, PHOTOMETRY, SPECTRA): RADIO"
    )
    for ((text, reason) <- cases) withClue(text.take(60)) {
      Files.writeString(file, text)
      refusal(folder) should include(reason)
    }
  }

  it should "keep the limits of the class sets and the magnitudes of the training" in {
    val limits = new TreeMap[SourceClass, java.lang.Double]
    limits.put(SourceClass.STAR, 0.25)
    val counts = new TreeMap[SourceClass, Integer]
    counts.put(SourceClass.STAR, 99)
    val steps = new TreeMap[java.lang.Double, java.util.SortedMap[SourceClass, Integer]]
    steps.put(12.5, counts)
    val range = new TrainingW1(8.5, 16.25, 17.5, steps)
    val byW1 = new TreeMap[java.lang.Double, java.util.SortedMap[SourceClass, java.lang.Double]]
    byW1.put(14.25, limits)
    val described = model.withClassSets(new ClassSetLimits(0.9, limits, counts, byW1))
    val description = described.description.withTrainingW1(range)
    description.withTemperature(3).classSets.minimumProbability.get(SourceClass.STAR) shouldBe 0.25
    val folder = Files.createTempDirectory("model")
    ModelFolder.write(folder, described)
    read(folder).description.classSets shouldBe described.description.classSets
    Files.readString(folder.resolve("README.md")) should include(
      "`model.json`): 0.2500 STAR without W1, and others in 1 ranges of W1. So the"
    )
    ModelDescription.parse("m", description.toJson).trainingW1 shouldBe range
    this.read(written()).description.classSets shouldBe null
    Files.readString(written().resolve("README.md")) should include("older than the class sets")
  }

  it should "keep the training distances, and detect damage to them" in {
    val folder = written()
    val distances = TensorFile.of(
      Collections.emptyMap[String, String],
      Collections.singletonMap("means", Tensor.of(Array(1L, 2L), Array(3f, 4f)))
    )
    ModelFolder.write(folder, model.withDistance(distances, "by hand", 7))
    val read = this.read(folder)
    read.distance.get.tensors.get("means").values shouldBe Array(3f, 4f)
    read.description.distance.trainingCutouts shouldBe 20
    read.withTemperature(2).distance.isPresent shouldBe true
    Files.readString(folder.resolve("README.md")) should include("of 7 other ordinary cutouts")
    val file = folder.resolve("training-distance.safetensors")
    Files.write(file, Files.readAllBytes(file).dropRight(1))
    refusal(folder) shouldBe s"Cannot use $folder/training-distance.safetensors: $notOfTheTraining"
    ModelFolder.write(folder, model)
    Files.exists(file) shouldBe false
    this.read(folder).distance.isPresent shouldBe false
  }

  "A trained model" should "have the digest of its file of digests" in {
    val sums = Files.readAllBytes(written().resolve("SHA256SUMS"))
    val digest = java.security.MessageDigest.getInstance("SHA-256").digest(sums)
    model.digest shouldBe java.util.HexFormat.of.formatHex(digest)
  }

  it should "have the same digest after it is read, where other files have digests too" in {
    val folder = written()
    val sums = folder.resolve("SHA256SUMS")
    Files.writeString(sums, Files.readString(sums) + "0" * 64 + "  notes.txt\n")
    read(folder).digest shouldBe model.digest
  }

  it should "have another digest with another temperature" in {
    model.withTemperature(2).digest should not be model.digest
    read(written()).withTemperature(2).digest shouldBe model.withTemperature(2).digest
  }

  it should "be equal after serialization" in {
    val bytes = new ByteArrayOutputStream
    new ObjectOutputStream(bytes).writeObject(model)
    val copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject
    copy.asInstanceOf[TrainedModel].description shouldBe model.description
    copy.asInstanceOf[TrainedModel].digest shouldBe model.digest
    copy.asInstanceOf[TrainedModel].onnx shouldBe model.onnx
  }

  it should "refuse cutouts of another shape" in {
    val trainedOn = model.description.input.shape
    model.description.use.requireCutouts(trainedOn, "run/cutouts")
    val error = the[UserError] thrownBy
      model.description.use.requireCutouts(new CutoutShape(trainedOn.bands, 60), "run/cutouts")
    error.getMessage should startWith("Cannot use this --model on --cutouts run/cutouts:")
    error.getMessage should include("60.0 arcsec")
  }

  it should "refuse images of another survey" in {
    val trainedOn = model.description.input.shape
    model.description.use.requireSurvey(ImageSurvey.ATLAS, "tiles")
    the[UserError] thrownBy model.description.use.requireSurvey(
      ImageSurvey.UNWISE,
      "tiles"
    ) should have message
      "Cannot use this --model on --tiles tiles: it was trained on Atlas images, but these are unWISE"
    an[UserError] should be thrownBy
      model.description.use.requireCutouts(trainedOn.from(ImageSurvey.UNWISE), "run/cutouts")
  }

  it should "be of Atlas images if it is older than the choice of survey" in {
    val json = model.description.toJson
    val older = json.replaceAll(",\\s*\"imagery\": \"ATLAS\"", "")
    older should not be json
    ModelDescription.parse("model.json", older) shouldBe model.description
  }
}
