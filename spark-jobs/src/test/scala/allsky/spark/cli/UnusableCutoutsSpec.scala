package allsky.spark.cli

import allsky.cutout.CutoutFlag
import allsky.cutout.CutoutShape
import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, TensorFormat}
import allsky.spark.table.cutout.CutoutTensor
import allsky.spark.table.cutout.TensorFormat
import allsky.survey.Band
import allsky.survey.SourceClass
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.types.{LongType, StringType, StructField}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Cutouts whose numbers are none, in all jobs that read cutouts. */
class UnusableCutoutsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-unusable")
  private val shape = new CutoutShape(Seq(Band.W1, Band.W2, Band.W3).asJava, 50)
  private val classes = SourceClass.values().map(_.name)
  private val good = 36

  private def pixels(key: Long): Array[Float] = {
    val random = new Random(key)
    Array.fill(shape.pixelCount)(20 * random.nextFloat() - 5)
  }

  private def splitOf(key: Long): String = if (key % 4 == 3) "validation" else "train"

  private def row(key: Long, pixels: Array[Float], dx: Any = 0.1f, status: String = "OK") =
    Row.fromSeq(
      Seq(key, classes((key % 3).toInt), splitOf(key), 10.0, 5.0, "0000p000_ac51") ++
        Seq(if (pixels == null) null else TensorFormat.bytes(pixels), dx, 0f) ++
        Seq.fill(6)(1f) ++ Seq(0, 0, status)
    )

  /** Three that have pixels of no value, and five that cannot be used. */
  private lazy val odd = Seq(
    row(100, pixels(100).updated(900, Float.PositiveInfinity)),
    row(101, pixels(101).updated(900, 3e38f)),
    row(102, Array.fill(shape.pixelCount)(0f)),
    row(104, Array.fill(shape.pixelCount)(Float.NegativeInfinity)),
    row(105, pixels(105), dx = Float.NaN),
    row(106, pixels(106), dx = null),
    row(108, pixels(108).drop(7)),
    row(109, null)
  )

  private def write(name: String, rows: Seq[Row]): Path = {
    val carried = StructField("cntr", LongType) +:
      Seq("label", "split").map(StructField(_, StringType))
    val tensor = new CutoutTensor(shape, TensorFormat.BINARY, false, false)
    val path = folder.resolve(name)
    spark
      .createDataFrame(rows.asJava, CutoutTable.schema(carried.asJava, tensor))
      .write
      .parquet(path.toString)
    path
  }

  private lazy val cutouts = write("cutouts", (0 until good).map(i => row(i, pixels(i))) ++ odd)

  private lazy val model: Path = {
    val path = folder.resolve("model")
    ModelFolder.write(path, RandomModels.model(RandomModels.liteShape, 7))
    path
  }

  private def run(words: String*): Outcome = {
    val outcome = CommandLine.allsky(words :+ "--cutouts" :+ s"$cutouts": _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  private lazy val predictions: DataFrame = {
    val output = folder.resolve("predictions")
    run("classify-allsky", "--model", s"$model", "--output", s"$output")
    Predictions.in(output)
  }

  "classify-allsky" should "give them a status, never a class" in {
    predictions
      .filter("cntr >= 100")
      .selectExpr("cntr", "status", "class is null")
      .as[(Long, String, Boolean)]
      .collect()
      .sorted shouldBe Array(
      (100L, "OK", false),
      (101L, "OK", false),
      (102L, "OK", false),
      (104L, "MASKED", true),
      (105L, "BAD_CUTOUT", true),
      (106L, "BAD_CUTOUT", true),
      (108L, "BAD_CUTOUT", true),
      (109L, "BAD_CUTOUT", true)
    )
  }

  it should "write no number that is none beside a class" in {
    val numbers = Seq("confidence", "prob_star", "prob_galaxy", "prob_qso")
    val none = numbers.map(name => s"$name is null or isnan($name)").mkString(" or ")
    predictions.filter(s"status = 'OK' and ($none)").count() shouldBe 0
    predictions.filter("status = 'OK'").count() shouldBe good + 3
  }

  it should "flag pixels without a value and bands of one value" in {
    val flags = predictions.filter("cntr between 100 and 102").select("cntr", "cutout_flags")
    flags.as[(Long, Int)].collect().sorted shouldBe Array(
      (100L, CutoutFlag.BAD_PIXELS),
      (101L, CutoutFlag.BAD_PIXELS),
      (102L, CutoutFlag.CONSTANT)
    )
  }

  "evaluate-iicnet" should "count them with the reason" in {
    val output = folder.resolve("evaluation")
    val outcome =
      run("evaluate-iicnet", "--model", s"$model", "--output", s"$output", "--split", "all")
    outcome.out should include(s"${good + 3} cutouts of Atlas images, split all, ")
    outcome.out should include("not evaluated: 4 BAD_CUTOUT, 1 MASKED")
  }

  private lazy val training: Outcome = {
    val words = Seq("--model", s"${folder.resolve("trained")}", "--epochs", "1")
    run("train-iicnet" +: words :+ "--input-side" :+ "16": _*)
  }

  "train-iicnet" should "leave them out and say so" in {
    training.err should include("30 cutouts to train on, 9 to validate")
    training.err should include("4 train cutouts are left out: BAD_CUTOUT")
    training.err should include("1 train cutouts are left out: MASKED")
  }

  it should "learn weights that are numbers from the others" in {
    training.exitCode shouldBe 0
    val parameters = ModelFolder.read(folder.resolve("trained"), fail(_)).parameters
    parameters should not be empty
    val tensors = allsky.network.TensorFile.parse("weights", parameters).tensors.asScala
    for ((name, tensor) <- tensors)
      withClue(name)(tensor.values.forall(value => !value.isNaN && !value.isInfinite) shouldBe true)
  }
}
