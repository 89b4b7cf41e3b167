package allsky.spark.cli

import allsky.cutout.CutoutShape
import allsky.network.NetworkShape
import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import allsky.network.model.TrainedModel
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, CutoutTensor, TensorFormat}
import allsky.survey.Band
import allsky.survey.SourceClass
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import com.google.gson.{JsonObject, JsonParser}
import org.apache.spark.sql.Row
import org.apache.spark.sql.types._

/** Made-up cutouts, a small network of random weights, and the job that measures it. */
trait EvaluateIicnetFixture {

  protected lazy val spark = LocalSpark.session

  protected val folder = Files.createTempDirectory("allsky-evaluation")
  protected val bands = Seq(Band.W1, Band.W2, Band.W3)
  protected val shape = new CutoutShape(bands.asJava, 50)
  protected val classes = SourceClass.values().map(_.name)

  protected case class Source(key: Long, label: String, split: String, status: String)

  /** Every label of 90 test cutouts, 30 of validation, and some that cannot be measured. */
  protected val sources: Seq[Source] =
    (0 until 90).map(i => Source(i, classes(i % 3), "test", "OK")) ++
      (90 until 120).map(i => Source(i, classes(i % 3), "validation", "OK")) ++
      (120 until 124).map(i => Source(i, "STAR", "test", "BAD_IMAGE")) ++
      (124 until 127).map(i => Source(i, null, "test", "OK")) ++
      (127 until 129).map(i => Source(i, "UNKNOWN", "test", "OK"))

  protected def magnitude(key: Long): Double = 12 + (key % 11) / 2.0

  protected def measured(names: Seq[String]): Seq[StructField] =
    names.map(StructField(_, DoubleType))

  protected def write(
      name: String,
      rows: Seq[Source],
      columns: Seq[String] = Seq("w1mpro", "w3snr"),
      withLabel: Boolean = true
  ): Path = {
    val labelled = Seq("label", "split").filter(_ => withLabel).map(StructField(_, StringType))
    val carried = StructField("cntr", LongType) +: (labelled ++ measured(columns))
    val values = rows.map { s =>
      val random = new Random(s.key)
      val pixels = Array.fill(shape.pixelCount)(20 * random.nextFloat() - 5)
      val missing = s.status != "OK"
      def unless(value: Any): Any = if (missing) null else value
      Row.fromSeq(
        Seq(s.key) ++ (if (withLabel) Seq(s.label, s.split) else Seq()) ++
          columns.map(c => if (c == "w1mpro") magnitude(s.key) else s.key.toDouble - 20) ++
          Seq(10.0, 5.0, "0000p000_ac51", unless(TensorFormat.bytes(pixels)), unless(0f)) ++
          Seq(unless(0f)) ++ Seq.fill(6)(unless(1f)) ++ Seq(unless(0), unless(0), s.status)
      )
    }
    val path = folder.resolve(name)
    val schema = CutoutTable.schema(
      carried.asJava,
      new CutoutTensor(shape, TensorFormat.BINARY, false, false)
    )
    spark.createDataFrame(values.asJava, schema).write.parquet(path.toString)
    path
  }

  protected lazy val cutouts: Path = write("cutouts", sources)

  protected def writeModel(name: String, networkShape: NetworkShape): Path = {
    val path = folder.resolve(name)
    val model: TrainedModel = RandomModels.model(networkShape, 4).withTemperature(1.7)
    ModelFolder.write(path, model)
    path
  }

  protected lazy val model: Path = writeModel("model", RandomModels.liteShape)

  protected def evaluate(name: String, cutouts: Path, options: String*): (Outcome, Path) =
    evaluateModel(model, name, cutouts, options: _*)

  protected def evaluateModel(
      model: Path,
      name: String,
      cutouts: Path,
      options: String*
  ): (Outcome, Path) = {
    val output = folder.resolve(name)
    val words =
      Seq("--cutouts", s"$cutouts", "--model", s"$model", "--output", s"$output") ++ options
    (CommandLine.allsky("evaluate-iicnet" +: words: _*), output)
  }

  /** Spares the misclassified cutouts their groups, whose k-means is half of the jobs of Spark. */
  protected val oneGroup = Seq("--groups", "1")

  protected def json(folder: Path): JsonObject =
    JsonParser.parseString(Files.readString(folder.resolve("evaluation.json"))).getAsJsonObject

  protected def value(json: JsonObject, names: String*): Double = {
    val parent = names.init.foldLeft(json)((at, name) => at.getAsJsonObject(name))
    parent.getAsJsonObject(names.last).get("value").getAsDouble
  }
}
