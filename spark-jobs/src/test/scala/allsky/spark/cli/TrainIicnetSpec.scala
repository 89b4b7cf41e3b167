package allsky.spark.cli

import allsky.network.model.ModelFolder
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Trains on the shining sky, with an input as small as it may be where the size decides nothing. */
class TrainIicnetSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-training")
  private lazy val sky = new ShiningSky(folder)

  private def trainSmall(model: Path, options: String*): Outcome = {
    val trained = sky.train(model, Seq("--input-side", "16") ++ options: _*)
    withClue(trained.err)(trained.exitCode shouldBe 0)
    trained
  }

  private lazy val model: Path = {
    val path = folder.resolve("model")
    trainSmall(path, "--epochs", "4")
    path
  }

  private lazy val iicnet: Path = {
    val path = folder.resolve("iicnet")
    trainSmall(path, "--network", "iicnet", "--epochs", "1")
    path
  }

  /** The epochs of a training without its speed, the last column. */
  private def history(model: Path): Seq[String] =
    Files.readString(model.resolve("history.csv")).linesIterator.map(
      _.replaceAll(",[^,]*$", "")
    ).toList

  private def weights(model: Path): String =
    ModelFolder.read(model, fail(_)).description.onnxSha256

  "train-iicnet" should "leave a whole model folder with its history" in {
    for (
      name <-
        Seq("model.json", "iicnet.onnx", "README.md", "history.csv", "curves.png", "checkpoint")
    )
      Files.exists(iicnet.resolve(name)) shouldBe true
    Files.readAllLines(iicnet.resolve("history.csv")) should have size 2
    Files.readString(iicnet.resolve("model.json")) should (
      include("asinh10/bilinear/ring4") and include("\"network\": \"IICnet\"")
    )
  }

  it should "go on after a stop to the same weights" in {
    val stopped = folder.resolve("stopped")
    trainSmall(stopped, "--epochs", "2")
    weights(stopped) should not be weights(model)
    trainSmall(stopped, "--epochs", "4", "--resume")
    withClue(s"${history(stopped)} against ${history(model)}: ")(
      weights(stopped) shouldBe weights(model)
    )
  }

  /** A training of one epoch, in a folder whose name has blanks, #, % and umlauts. */
  private lazy val oneEpoch: Path = {
    val path = folder.resolve("my model #1 ä%20b")
    trainSmall(path, "--epochs", "1")
    path
  }

  it should "write all to the one folder of a name with blanks, #, % and umlauts" in {
    Seq("model.json", "_run.json", "_SUCCESS").filterNot(name =>
      Files.exists(oneEpoch.resolve(name))
    ) shouldBe empty
    Files.list(folder).filter(_.getFileName.toString.startsWith("my")).toArray shouldBe
      Array(oneEpoch)
  }

  it should "count its epochs for status" in {
    val outcome = CommandLine.allsky("status", oneEpoch.toString)
    (outcome.exitCode, outcome.err) shouldBe ((0, ""))
    outcome.out should endWith("  state:    complete\n  done:     1 of 1 epochs\n")
  }

  it should "refuse a folder that holds a finished model" in {
    val again = sky.train(oneEpoch, "--input-side", "16", "--epochs", "1")
    again.exitCode shouldBe 1
    again.err should include("it contains a finished output; add --overwrite")
  }

  it should "start with --resume where no epoch was finished, and say so" in {
    val killed = folder.resolve("killed early")
    trainSmall(killed, "--epochs", "1")
    Seq("_SUCCESS", "checkpoint", "model.json").foreach(name => Files.delete(killed.resolve(name)))
    val started = trainSmall(killed, "--epochs", "1", "--resume")
    started.err should include(s"nothing to resume in $killed: the training starts")
    weights(killed) shouldBe weights(oneEpoch)
  }

  it should "start with --resume in a folder that does not exist" in {
    val absent = folder.resolve("absent")
    trainSmall(absent, "--epochs", "1", "--resume").err should include("nothing to resume")
    Files.exists(absent.resolve("_SUCCESS")) shouldBe true
  }

  it should "do nothing with --resume where the training is finished" in {
    val before = Files.getLastModifiedTime(model.resolve("model.json"))
    trainSmall(model, "--epochs", "4", "--resume").err should
      include(s"the training in $model is finished: nothing to resume")
    Files.getLastModifiedTime(model.resolve("model.json")) shouldBe before
  }

  it should "not resume with another option, and leave the model finished" in {
    val refused =
      sky.train(model, "--input-side", "16", "--epochs", "4", "--resume", "--seed", "9")
    refused.exitCode shouldBe 1
    refused.err should include(s"Cannot resume --model $model, which began with --seed ")
    Files.exists(model.resolve("_SUCCESS")) shouldBe true
  }

  it should "not resume with other cutouts, and leave the model finished" in {
    val options = Seq("--input-side", "16", "--epochs", "5", "--resume")
    val refused =
      sky.train(model, options ++ Seq("--training-share", "0.5"): _*)
    refused.err should include("began with --training-share 1.0 (now 0.5)")
    Files.exists(model.resolve("_SUCCESS")) shouldBe true
  }

  it should "learn from a share of the cutouts, and validate on all" in {
    val half = trainSmall(folder.resolve("half"), "--epochs", "1", "--training-share", "0.5")
    val learned = "(\\d+) cutouts to train on, (\\d+) to validate".r.findFirstMatchIn(half.err).get
    learned.group(1).toInt should (be > 21 and be < 65)
    learned.group(2) shouldBe "29"
    sky.train(folder.resolve("none"), "--training-share", "0").err should
      include("Invalid --training-share (above 0, up to 1): 0.0")
  }

  it should "learn the same from cutouts as arrays" in {
    val ofArrays = folder.resolve("of-arrays")
    val trained =
      sky.trainOn(sky.cutoutsAsArrays, ofArrays, "--input-side", "16", "--epochs", "1")
    withClue(trained.err)(trained.exitCode shouldBe 0)
    Files.readAllBytes(ofArrays.resolve("iicnet.onnx")) shouldBe
      Files.readAllBytes(oneEpoch.resolve("iicnet.onnx"))
  }

  it should "print the network's layers, and train nothing" in {
    val ofPaper = CommandLine.allsky("train-iicnet", "--summary")
    withClue(ofPaper.err)(ofPaper.exitCode shouldBe 0)
    ofPaper.out.linesIterator.find(_.startsWith("sum")).get.split("\\s+").toSeq shouldBe
      Seq("sum", "1,749,011", "216,951,496", "219,085,971")
    val small = CommandLine.allsky("train-iicnet", "--summary", "--stem-kernel", "3")
    val stem = small.out.linesIterator.find(_.startsWith("conv1")).get
    stem should include(f"${64 * 3 * 9 + 128}%,d")
    val repVgg = CommandLine.allsky("train-iicnet", "--summary", "--network", "repvgg-a1")
    repVgg.out.linesIterator.toSeq.takeRight(2).map(_.trim.split("\\s{2,}").toSeq) shouldBe Seq(
      Seq("sum", "12,815,107", "343,863,040", "345,698,563"),
      Seq("exported", "11,512,707", "309,477,120", "310,100,483")
    )
  }

  it should "train another network, by name, that classifies" in {
    val other = folder.resolve("other")
    val options = Seq("--network", "mobilenet", "--input-side", "32", "--epochs", "1")
    val trained = sky.train(other, options: _*)
    withClue(trained.err)(trained.exitCode shouldBe 0)
    val output = folder.resolve("by another")
    val outcome = sky.classify(other, output, sky.fromTiles() :+ "--embeddings": _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val rows = Predictions.in(output).filter("status = 'OK'")
    rows.count() shouldBe sky.labels.size
    rows.selectExpr("size(embedding)").distinct().collect().map(_.getInt(0)) shouldBe Array(1024)
    Files.readString(other.resolve("model.json")) should include("\"network\": \"MobileNet\"")
  }

  it should "train IICnet-lite at native pixels with a teacher, that classifies" in {
    val lite = folder.resolve("lite")
    val options = Seq("--network", "iicnet-lite", "--teacher", s"$iicnet", "--epochs", "1")
    val trained = sky.train(lite, options: _*)
    withClue(trained.err)(trained.exitCode shouldBe 0)
    val description = ModelFolder.read(lite, fail(_)).description
    description.network shouldBe "IICnet-lite"
    description.shape.inputSide shouldBe 40
    val recipe = description.training.recipe
    Seq("teacher", "teacher-share", "teacher-temperature").map(recipe.get(_)) shouldBe
      Seq(ModelFolder.read(iicnet, fail(_)).digest, "0.5", "2.0")
    val output = folder.resolve("by lite")
    val outcome = sky.classify(lite, output, sky.fromTiles() :+ "--embeddings": _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val rows = Predictions.in(output).filter("status = 'OK'")
    rows.count() shouldBe sky.labels.size
    rows.selectExpr("size(embedding)").distinct().collect().map(_.getInt(0)) shouldBe Array(256)
    // 0 for the most ordinary sources.
    rows.filter("training_distance >= 0").count() shouldBe sky.labels.size
    rows.filter("training_distance > 0").count() should be > sky.labels.size / 2L
    val evaluated = CommandLine.allsky(
      Seq("evaluate-iicnet", "--cutouts", s"${sky.cutouts}", "--model", s"$lite") ++
        Seq("--output", s"${folder.resolve("evaluated")}"): _*
    )
    withClue(evaluated.err)(evaluated.exitCode shouldBe 0)
  }

  it should "train a smaller network of two classes, with another loss, that classifies" in {
    val pair = folder.resolve("pair")
    val options = Seq("--classes", "QSO,STAR", "--input-side", "16", "--stem-kernel", "3") ++
      Seq("--class-weights", "balanced", "--label-smoothing", "0.1", "--epochs", "2")
    val trained = sky.train(pair, options: _*)
    withClue(trained.err)(trained.exitCode shouldBe 0)
    val output = folder.resolve("pairs")
    val outcome = sky.classify(pair, output, sky.fromTiles(): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val rows = Predictions.in(output).filter("status = 'OK'")
    rows.count() shouldBe sky.labels.size
    rows.columns should contain noneOf ("prob_galaxy", "none")
    rows.selectExpr("prob_star + prob_qso").collect().foreach(_.getFloat(0) shouldBe 1f +- 1e-5f)
    Files.readString(pair.resolve("model.json")) should include("\"class-weights\": \"balanced\"")
  }

  it should "refuse what cannot be trained in one line" in {
    def complaint(options: String*): String = {
      val refused = sky.train(folder.resolve("never"), options: _*)
      refused.exitCode shouldBe 1
      refused.err.linesIterator.toSeq.last
    }
    complaint("--classes", "STAR") should include("Invalid classes (at least two, each once)")
    complaint("--classes", "STAR,BLAZAR") should
      include("Invalid --classes (STAR, GALAXY or QSO): BLAZAR")
    complaint("--network", "alexnet") should
      include("Invalid --network (iicnet, iicnet-lite, vgg16, googlenet, resnet34, resnet34-wide,")
    complaint("--network", "vgg16", "--input-side", "24") should
      include("Invalid input side of vgg16 (32 or more): 24")
    complaint("--network", "resnet34", "--stem-kernel", "5") should
      include("Invalid stem kernel of resnet34 (7): 5")
    complaint("--input-side", "81") should include("Invalid input side (a multiple of 8")
    complaint("--class-weights", "STAR=0") should include("Invalid weight of STAR (above 0): 0.0")
    complaint("--teacher", s"${sky.cutouts}") should endWith(
      s"Cannot read ${sky.cutouts}/model.json: there is no such file; give --teacher a folder from" +
        " train-iicnet"
    )
    complaint("--teacher", s"$model", "--classes", "QSO,STAR") should
      include(s"Cannot use --teacher $model: it has the classes [STAR, GALAXY, QSO], but ")
    complaint("--teacher-share", "0.1") should include("give --teacher too")
    complaint("--label-smoothing", "1") should include("Invalid label smoothing")
    val nameless = CommandLine.allsky("train-iicnet", "--cutouts", s"${sky.cutouts}")
    nameless.exitCode shouldBe 2
    nameless.err should include("missing required option: '--model=DIR'")
  }

  it should "refuse cutouts without labels in one line" in {
    val refused = sky.trainOn(sky.withoutLabels, folder.resolve("never"))
    refused.exitCode shouldBe 1
    refused.err should
      include(s"Cannot train on --cutouts ${sky.withoutLabels}: it has no label and split")
  }
}
