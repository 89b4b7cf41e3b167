package allsky.spark.training.comparison

import allsky.UserError
import allsky.network.architecture.Architecture
import allsky.network.model.ModelFolder
import allsky.spark.training.{RandomCutouts, TrainingCutouts}
import allsky.survey.{Band, NetworkInputs}
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.collection.mutable

import com.google.gson.{JsonObject, JsonParser}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Compares small networks on random cutouts, without the command line. */
class ComparisonStepSpec extends AnyFlatSpec with Matchers with Comparisons {

  private val path = newFolder()
  private val log = mutable.Buffer[String]()

  private lazy val table: ComparisonTable =
    step(path, log += _).run(
      ComparedExamples.of(cutouts, 1),
      plan(Architecture.IICNET, Architecture.IICNET_LITE),
      images
    )

  private def measured(folder: Path, name: String): JsonObject =
    JsonParser.parseString(Files.readString(folder.resolve(name).resolve("measured.json")))
      .getAsJsonObject

  private val iicnet = "iicnet-16px-stem5-W1W2-seed1"
  private val lite = "iicnet-lite-16px-stem5-W1W2-seed1"

  "A comparison" should "measure each network of its plan" in {
    table.groups.asScala.map(_.shape.architecture) shouldBe
      Seq(Architecture.IICNET, Architecture.IICNET_LITE)
    table.groups.asScala.foreach(_.first.truth should have length 9)
  }

  it should "compare with IICnet" in {
    table.reference.architecture shouldBe Architecture.IICNET
    table.groups.get(0).difference.isPresent shouldBe false
    table.groups.get(1).entries.get(0).paired.get.sources shouldBe 9
  }

  it should "say which of how many networks it trains" in {
    table
    log should contain("network 1 of 2: iicnet, 16 pixels, stem 5, W1W2, seed 1")
    log should contain("network 2 of 2: iicnet-lite, 16 pixels, stem 5, W1W2, seed 1")
  }

  it should "write tables and pictures" in {
    table
    val names = Seq(
      "networks.csv",
      "trainings.csv",
      "comparison.json",
      "validation-accuracy.png",
      "validation-loss.png",
      "accuracy-by-operations.png",
      "_SUCCESS",
      iicnet + "/curves.png"
    )
    names.filterNot(name => Files.exists(path.resolve(name))) shouldBe empty
  }

  it should "give each row of its tables a value for each column" in {
    table
    for (name <- Seq("networks.csv", "trainings.csv")) {
      val lines = Files.readAllLines(path.resolve(name)).asScala
      lines should have size 3
      withClue(lines.mkString("\n"))(lines.map(_.split(",", -1).length).toSet should have size 1)
    }
  }

  it should "leave a model of each network and no checkpoint" in {
    table
    for (name <- Seq(iicnet, lite)) {
      val model = ModelFolder.read(path.resolve(name), fail(_))
      model.description.shape.architecture.optionName shouldBe name.takeWhile(
        !_.isDigit
      ).stripSuffix("-")
      Files.exists(path.resolve(name).resolve("checkpoint")) shouldBe false
    }
  }

  it should "know speed, memory and cost" in {
    table.groups.asScala.map(_.first).foreach { network =>
      network.speed.trainingImagesPerSecond should be > 0.0
      network.speed.exportedImagesPerSecond should be > 0.0
      network.speed.peakMemoryBytes.longValue should be > (100L << 20)
    }
    table.groups.asScala.map(_.first.cost.parameters > 1000000L) shouldBe Seq(true, false)
  }

  it should "continue with the network under way after it was killed" in {
    val killed = newFolder()
    val lines = mutable.Buffer[String]()
    def stopping(line: String): Unit = {
      lines += line
      if (line.startsWith("epoch 1:") && lines.exists(_.contains("iicnet-lite")))
        throw new IllegalStateException("killed")
    }
    an[IllegalStateException] should be thrownBy
      step(killed, stopping).run(
        ComparedExamples.of(cutouts, 1),
        plan(Architecture.IICNET, Architecture.IICNET_LITE),
        images
      )
    val first = Files.getLastModifiedTime(killed.resolve(iicnet).resolve("iicnet.onnx"))
    val again = mutable.Buffer[String]()
    step(killed, again += _).run(
      ComparedExamples.of(cutouts, 1),
      plan(Architecture.IICNET, Architecture.IICNET_LITE),
      images
    )
    again.filter(_.startsWith("epoch ")).map(_.take(8)) shouldBe Seq("epoch 2:")
    Files.getLastModifiedTime(killed.resolve(iicnet).resolve("iicnet.onnx")) shouldBe first
    table
    measured(killed, lite).get("probabilities") shouldBe
      measured(path, lite).get("probabilities")
  }

  "A finished comparison" should "take more networks without training the others again" in {
    table
    val lines = mutable.Buffer[String]()
    val more =
      step(path, lines += _, "networks" -> "iicnet").run(
        ComparedExamples.of(cutouts, 1),
        plan(Architecture.IICNET),
        images
      )
    more.groups should have size 1
    lines.filter(_.startsWith("epoch ")) shouldBe empty
    Files.exists(path.resolve("_SUCCESS")) shouldBe true
  }

  it should "refuse other cutouts" in {
    table
    val others = TrainingCutouts.of(RandomCutouts.table(bands, splits, seed = 1), "others")
    the[UserError] thrownBy step(path, _ => ()).run(
      ComparedExamples.of(others, 1),
      plan(Architecture.IICNET),
      images
    ) should have message
      s"Cannot resume --output $path: its networks were compared on other cutouts than --cutouts; name" +
      " another folder, or add --overwrite to start again"
    Files.exists(path.resolve("_SUCCESS")) shouldBe true
  }

  it should "refuse another recipe" in {
    table
    val refused = the[UserError] thrownBy step(path, _ => (), "epochs" -> "7")
    refused.getMessage should startWith(s"Cannot resume --output $path, which began with --epochs")
  }

  it should "name a result that is damaged" in {
    table
    val copy = newFolder()
    Files.createDirectories(copy.resolve(iicnet))
    Files.copy(path.resolve("_run.json"), copy.resolve("_run.json"))
    Files.writeString(copy.resolve(iicnet).resolve("measured.json"), "{\"seed\": 1}")
    the[UserError] thrownBy step(copy, _ => ()).run(
      ComparedExamples.of(cutouts, 1),
      plan(Architecture.IICNET),
      images
    ) should have message
      s"Cannot resume --output $copy: its $iicnet/measured.json is damaged; delete the folder $iicnet to" +
      " train this network again"
  }

  /** Of the nine test cutouts, those with the keys 19 and 23 are not measured in W3. */
  "A comparison of inputs" should "compare on the cutouts that both networks have" in {
    val inputs = Seq(NetworkInputs.IMAGES, NetworkInputs.COLOURS, NetworkInputs.FUSION)
    val plan = ComparisonPlan.of(
      axes(Seq(Architecture.IICNET), Seq(16, 24), Seq(5), Seq(bands), inputs),
      classes,
      1,
      1
    )
    plan.variants.asScala.map(_.title) shouldBe Seq(
      "iicnet, 16 pixels, stem 5, W1W2, seed 1",
      "iicnet, 24 pixels, stem 5, W1W2, seed 1",
      "colours, seed 1",
      "iicnet, fusion, 16 pixels, stem 5, W1W2, seed 1",
      "iicnet, fusion, 24 pixels, stem 5, W1W2, seed 1"
    )
    val smaller = new ComparisonPlan(Seq(0, 2, 3).map(plan.variants.get(_)).asJava)
    val folder = newFolder()
    val groups =
      step(folder, _ => ()).run(ComparedExamples.of(cutouts, 1), smaller, images).groups.asScala
    groups.map(_.first.truth.length) shouldBe Seq(9, 7, 9)
    groups.map(_.first.places.toSeq) shouldBe
      Seq(0 to 8, Seq(0, 2, 3, 4, 6, 7, 8), 0 to 8)
    groups.tail.map(_.entries.get(0).paired.get.sources) shouldBe Seq(7, 9)
    Files.readAllLines(folder.resolve("networks.csv")).get(2) should startWith(
      "colours,colours,,,,1,7,"
    )
  }

  "A split without cutouts" should "be named" in {
    val untested = TrainingCutouts.of(RandomCutouts.table(bands, splits.take(18)), "untested")
    the[UserError] thrownBy step(newFolder(), _ => ()).run(
      ComparedExamples.of(untested, 1),
      plan(Architecture.IICNET),
      images
    ) should have message
      "Cannot compare networks on --cutouts: the split test has no usable cutouts"
  }

  "A plan" should "train all networks with the first seed first, and each only once" in {
    val three = ComparisonPlan.of(
      axes(
        Seq(Architecture.IICNET, Architecture.MOBILENET, Architecture.IICNET),
        Seq(16, 24),
        Seq(3, 5),
        Seq(Seq(Band.W1), bands)
      ),
      classes,
      4,
      2
    )
    three.variants should have size 24
    three.variants.asScala.map(_.seed).grouped(12).map(_.distinct).toSeq shouldBe
      Seq(Seq(4L), Seq(5L))
    three.variants.asScala.map(_.folder).distinct should have size 24
  }

  it should "take the side of each network if none is given" in {
    val networks = Seq(Architecture.IICNET, Architecture.IICNET_LITE)
    ComparisonPlan.of(axes(networks, Nil, Seq(5), Seq(bands)), classes, 1, 1)
      .variants.asScala.map(_.folder) shouldBe
      Seq("iicnet-80px-stem5-W1W2-seed1", "iicnet-lite-40px-stem5-W1W2-seed1")
  }

  it should "refuse an input that a network cannot take" in {
    the[UserError] thrownBy plan(Architecture.VGG16) should have message
      "Cannot compare vgg16: Invalid input side of vgg16 (32 or more): 16"
  }
}
