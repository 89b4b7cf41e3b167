package allsky.spark.job

import java.nio.file.{Files, Path}

import scala.util.Random

import allsky.image.AtlasImages
import allsky.network.ModelFolder
import allsky.spark.LocalSpark
import allsky.spark.tiles.AtlasFolder
import allsky.survey.Band
import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** A source of known class at a pixel of the tiny sky. */
case class Placed(cntr: Long, ra: Double, dec: Double, label: String, split: String)

/** Trains on a tiny sky whose classes differ in the band in which they shine. */
class TrainAndClassifySpec extends AnyFlatSpec with Matchers with BeforeAndAfterAll {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-run")
  private val classes = Seq("STAR", "GALAXY", "QSO")
  private val scaleDeg = 0.0003819444391411
  private val side = 620
  private val spacing = 48

  /** Sources on a grid of the tile, a grid point each, at the plane's approximation of SIN. */
  private val placed: Seq[(Placed, Int, Int)] = for {
    row <- 0 until 12
    column <- 0 until 12
  } yield {
    val (x, y) = (46 + spacing * column, 46 + spacing * row)
    val number = row * 12 + column
    val split = Seq("train", "train", "train", "validation", "test")(number % 5)
    val ra = (360 - (x - (side - 1) / 2.0) * scaleDeg) % 360
    val dec = (y - (side - 1) / 2.0) * scaleDeg
    (Placed(number, ra, dec, classes(number % 3), split), x, y)
  }

  private def pixels(band: Band): Array[Array[Float]] = {
    val noise = new Random(band.number)
    val image = Array.fill(side, side)((100 + noise.nextGaussian() * 0.3).toFloat)
    for ((source, x, y) <- placed; dy <- -8 to 8; dx <- -8 to 8) {
      val shines = classes.indexOf(source.label) == band.ordinal
      val peak = (if (shines) 40 else 4) * band.referenceSigmaDn
      image(y + dy)(x + dx) += (peak * math.exp(-(dx * dx + dy * dy) / 18.0)).toFloat
    }
    image
  }

  private val tiles = {
    val tiles = new AtlasFolder()
    for (band <- Seq(Band.W1, Band.W2, Band.W3)) {
      val cards = Map("COADDID" -> "0000p000_ac51", "CRVAL1" -> 0.0, "CRVAL2" -> 0.0)
      tiles.add("0000p000_ac51", band, AtlasImages.fits(pixels(band), band, cards))
    }
    tiles
  }

  private val matches = folder.resolve("matches")
  private val cutouts = folder.resolve("cutouts")
  private val model = folder.resolve("model")

  private def train(model: Path, options: String*): Outcome =
    CommandLine.allsky(
      Seq("train-iicnet", "--cutouts", s"$cutouts", "--model", s"$model") ++
        Seq("--batch-size", "8", "--learning-rate", "1e-3") ++ options: _*
    )

  private def classify(output: Path, options: String*): Outcome =
    CommandLine.allsky(
      Seq("classify-allsky", "--model", s"$model", "--output", s"$output") ++ options: _*
    )

  private lazy val sources: Path = {
    val path = folder.resolve("sources")
    val far = Placed(1000, 90, 45, null, null)
    (placed.map(_._1) :+ far)
      .map(s => (s.cntr, s.ra, s.dec, 12.5f))
      .toDF("cntr", "ra", "dec", "w1mpro")
      .union(Seq((1001L, Double.NaN, 0.0, 13f)).toDF())
      .write
      .parquet(path.toString)
    path
  }

  private def fromTiles(options: String*): Seq[String] =
    Seq("--sources", s"$sources", "--tiles", s"${tiles.path}") ++ options

  /** The epochs of a training without its speed, the last column. */
  private def history(model: Path): Seq[String] =
    Files.readString(model.resolve("history.csv")).linesIterator.map(
      _.replaceAll(",[^,]*$", "")
    ).toSeq

  private def weights(model: Path): String = ModelFolder.read(model).description.onnxSha256

  override def beforeAll(): Unit = {
    placed.map(_._1).toDF().write.parquet(matches.toString)
    val stacked = CommandLine.allsky(
      "stack-cutouts",
      "--sources",
      s"$matches",
      "--tiles",
      s"${tiles.path}",
      "--output",
      s"$cutouts"
    )
    withClue(stacked.err)(stacked.exitCode shouldBe 0)
    val trained = train(model, "--epochs", "8")
    withClue(trained.err)(trained.exitCode shouldBe 0)
  }

  "train-iicnet" should "leave a whole model folder with its history" in {
    for (
      name <-
        Seq("model.json", "iicnet.onnx", "README.md", "history.csv", "curves.png", "checkpoint")
    )
      Files.exists(model.resolve(name)) shouldBe true
    Files.readAllLines(model.resolve("history.csv")) should have size 9
    Files.readString(model.resolve("model.json")) should include("asinh10/bilinear/ring4")
  }

  it should "go on after a stop to the same weights" in {
    val stopped = folder.resolve("stopped")
    train(stopped, "--epochs", "2").exitCode shouldBe 0
    Files.delete(stopped.resolve("_SUCCESS"))
    val resumed = train(stopped, "--epochs", "8", "--resume")
    withClue(resumed.err)(resumed.exitCode shouldBe 0)
    withClue(s"${history(stopped)} against ${history(model)}: ")(
      weights(stopped) shouldBe weights(model)
    )
  }

  it should "learn from a share of the cutouts, the same ones each time" in {
    val lines = Seq("half", "again").map { name =>
      val half = train(folder.resolve(name), "--epochs", "1", "--training-share", "0.5")
      withClue(half.err)(half.exitCode shouldBe 0)
      half.err.linesIterator.find(_.contains("cutouts to train on")).get
    }
    lines.head shouldBe lines.last
    val learned =
      "(\\d+) cutouts to train on, (\\d+) to validate".r.findFirstMatchIn(lines.head).get
    learned.group(1).toInt should (be > 21 and be < 65)
    learned.group(2) shouldBe "29"
    weights(folder.resolve("half")) shouldBe weights(folder.resolve("again"))
    train(folder.resolve("none"), "--training-share", "0").err should
      include("Invalid --training-share (above 0, up to 1): 0.0")
  }

  it should "print the network's layers, and train nothing" in {
    val ofPaper = CommandLine.allsky("train-iicnet", "--summary")
    withClue(ofPaper.err)(ofPaper.exitCode shouldBe 0)
    ofPaper.out.linesIterator.toSeq.last.split("\\s+").toSeq shouldBe
      Seq("sum", "1,749,011", "219,525,384")
    val small = CommandLine.allsky("train-iicnet", "--summary", "--stem-kernel", "3")
    val stem = small.out.linesIterator.find(_.startsWith("conv1")).get
    stem should include(f"${64 * 3 * 9 + 128}%,d")
  }

  it should "train a smaller network of two classes, with another loss, that classifies" in {
    val pair = folder.resolve("pair")
    val options = Seq("--classes", "QSO,STAR", "--input-side", "64", "--stem-kernel", "3") ++
      Seq("--class-weights", "balanced", "--label-smoothing", "0.1", "--epochs", "2")
    val trained = train(pair, options: _*)
    withClue(trained.err)(trained.exitCode shouldBe 0)
    val output = folder.resolve("pairs")
    val words = Seq("classify-allsky", "--model", s"$pair", "--output", s"$output")
    val outcome = CommandLine.allsky(words ++ fromTiles(): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val rows = Predictions.in(output).filter("status = 'OK'")
    rows.columns should contain noneOf ("prob_galaxy", "none")
    rows.selectExpr("prob_star + prob_qso").collect().foreach(_.getFloat(0) shouldBe 1f +- 1e-5f)
    Files.readString(pair.resolve("model.json")) should include("\"class-weights\": \"balanced\"")
  }

  it should "refuse what cannot be trained in one line" in {
    def complaint(options: String*): String = {
      val refused = train(folder.resolve("never"), options: _*)
      refused.exitCode shouldBe 1
      refused.err.linesIterator.toSeq.last
    }
    complaint("--classes", "STAR") should include("Invalid classes (at least two, each once)")
    complaint("--classes", "STAR,BLAZAR") should
      include("Invalid --classes (STAR, GALAXY, QSO): BLAZAR")
    complaint("--input-side", "81") should include("Invalid input side (a multiple of 8")
    complaint("--class-weights", "STAR=0") should include("Invalid weight of STAR (above 0): 0.0")
    complaint("--label-smoothing", "1") should include("Invalid label smoothing")
    val nameless = CommandLine.allsky("train-iicnet", "--cutouts", s"$cutouts")
    nameless.exitCode shouldBe 2
    nameless.err should include("missing required option: '--model=DIR'")
  }

  it should "refuse cutouts without labels in one line" in {
    val unlabelled = folder.resolve("unlabelled")
    CommandLine.allsky(
      Seq("stack-cutouts", "--output", s"$unlabelled") ++ fromTiles(): _*
    ).exitCode shouldBe 0
    val refused = CommandLine.allsky(
      "train-iicnet",
      "--cutouts",
      s"$unlabelled",
      "--model",
      s"${folder.resolve("never")}"
    )
    refused.exitCode shouldBe 1
    refused.err should include(s"Cannot train on --cutouts $unlabelled: it has no label and split")
  }

  "classify-allsky" should "give every source one row, with a class or a reason" in {
    val output = folder.resolve("predictions")
    val outcome = classify(output, fromTiles(): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome.err should include("HATS catalog of 145 rows in 2 files, order 0 to 0; 1 rows without")
    val rows = Predictions.in(output)
    rows.count() shouldBe 146
    rows.select("cntr").distinct().count() shouldBe 146
    rows.groupBy("status").count().as[(String, Long)].collect().toMap shouldBe
      Map("OK" -> 144, "NO_TILE" -> 1, "BAD_POSITION" -> 1)
    val sums = rows.filter("status = 'OK'").selectExpr("prob_star + prob_galaxy + prob_qso")
    sums.collect().foreach(_.getFloat(0) shouldBe 1f +- 1e-5f)
    rows.filter("status = 'NO_TILE' and class is null and confidence is null").count() shouldBe 1
    rows.filter("w1mpro = 12.5").count() shouldBe 145
    val truth = matchesByKey
    val right = rows
      .filter("status = 'OK'")
      .select("cntr", "class")
      .as[(Long, String)]
      .collect()
      .count { case (cntr, name) => truth(cntr) == name }
    right should be > 120
  }

  private def matchesByKey: Map[Long, String] =
    placed.map { case (source, _, _) => source.cntr -> source.label }.toMap

  it should "say the same with both engines, from tiles and from cutouts" in {
    def probabilities(name: String, options: String*): Map[Long, Seq[Float]] = {
      val output = folder.resolve(name)
      val outcome = classify(output, options: _*)
      withClue(outcome.err)(outcome.exitCode shouldBe 0)
      Predictions.in(output)
        .filter("status = 'OK'")
        .select("cntr", "prob_star", "prob_galaxy", "prob_qso")
        .as[(Long, Float, Float, Float)]
        .collect()
        .map(row => row._1 -> Seq(row._2, row._3, row._4))
        .toMap
    }
    val onnx = probabilities("onnx", fromTiles("--engine", "onnx"): _*)
    val others = Seq(
      probabilities("pytorch", fromTiles("--engine", "pytorch", "--device", "cpu"): _*),
      probabilities("from-cutouts", "--cutouts", s"$cutouts")
    )
    for (other <- others; (cntr, expected) <- onnx; (p, e) <- other(cntr).zip(expected))
      p shouldBe e +- 1e-5f
  }

  "Cutouts as arrays" should "train the same network and get the same classes" in {
    val arrays = folder.resolve("arrays")
    val stack = Seq("--tiles", s"${tiles.path}", "--tensor-format", "array")
    val words = Seq("stack-cutouts", "--sources", s"$matches", "--output", s"$arrays") ++ stack
    CommandLine.allsky(words: _*).exitCode shouldBe 0
    val networks = Seq(cutouts, arrays).map { path =>
      val trained = folder.resolve(s"of-${path.getFileName}")
      val one = Seq("--cutouts", s"$path", "--model", s"$trained", "--epochs", "1")
      CommandLine.allsky("train-iicnet" +: one: _*).exitCode shouldBe 0
      Files.readAllBytes(trained.resolve("iicnet.onnx"))
    }
    networks.head shouldBe networks(1)
    val predictions = Seq(cutouts, arrays).map { path =>
      val output = folder.resolve(s"classes-of-${path.getFileName}")
      classify(output, "--cutouts", s"$path").exitCode shouldBe 0
      Predictions.in(output).orderBy("cntr").collect().map(_.toString).toSeq
    }
    predictions.head shouldBe predictions(1)
  }

  "classify-allsky" should "refuse a GPU that Spark does not lend, in words" in {
    val refused =
      classify(folder.resolve("gpu"), fromTiles("--engine", "pytorch", "--device", "gpu"): _*)
    refused.exitCode shouldBe 1
    refused.err should include("Cannot use --device gpu: Spark lends no GPU to the tasks")
  }

  it should "refuse a folder that is no model, and wrong numbers, in one line" in {
    val noModel = CommandLine.allsky(
      Seq("classify-allsky", "--model", s"$cutouts", "--output", s"${folder.resolve("x")}") ++
        fromTiles(): _*
    )
    noModel.exitCode shouldBe 1
    noModel.err should include("let --model name a folder of train-iicnet")
    classify(folder.resolve("x"), fromTiles("--minimum-confidence", "7"): _*).err should
      include("Invalid --minimum-confidence (0 to 1): 7.0")
  }
}
