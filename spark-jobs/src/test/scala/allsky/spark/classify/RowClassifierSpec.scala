package allsky.spark.classify

import allsky.calibration.OutlierRule
import allsky.calibration.TrainingDistance
import allsky.cutout.CutoutStatus
import allsky.inference.OnnxGraphChoice
import allsky.network.RandomModels
import allsky.network.Tensor
import allsky.network.TensorFile
import allsky.network.model.TrainedModel
import allsky.spark.LocalSpark
import allsky.spark.table.prediction.SourceFacts
import scala.collection.JavaConverters._

import org.apache.spark.api.java.JavaSparkContext
import org.apache.spark.sql.Row
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema
import org.apache.spark.sql.types.{DoubleType, IntegerType, LongType, StructField, StructType}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class RowClassifierSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private def classification(model: TrainedModel): ClassificationSettings = {
    val context = JavaSparkContext.fromSparkContext(spark.sparkContext)
    new ClassificationSettings(
      context.broadcast(model),
      new EngineChoice(EngineChoice.Kind.ONNX, DeviceChoice.parse("cpu"), OnnxGraphChoice.AUTO),
      List(StructField("cntr", LongType)).asJava,
      context.broadcast(Postprocessor.of(model, OutlierRule.NONE)),
      8,
      DeviceUseAccumulator.of(spark)
    )
  }

  /** A model whose distances are no numbers. */
  private def withoutDistances: TrainedModel = {
    val size = 512
    val tensors = Map(
      "means" -> Tensor.of(Array(3L, size), Array.fill(3 * size)(Float.NaN)),
      "whitening" -> Tensor.of(Array[Long](size, size), Array.fill(size * size)(1f)),
      "validation_distances" -> Tensor.of(Array(1L), Array(1f))
    )
    val file = TensorFile.of(Map.empty[String, String].asJava, tensors.asJava)
    RandomModels.model(RandomModels.smallShape, 7).withDistance(file, TrainingDistance.METHOD, 1)
  }

  "Output that is no number" should "give a status and no class" in {
    val how = classification(withoutDistances)
    val Array(rows) = spark.sparkContext
      .parallelize(Seq(1000), 1)
      .map(count => RowClassifierSpec.statuses(how, count))
      .collect()
    rows shouldBe Map("NO_TILE" -> 998, "BAD_OUTPUT" -> 2)
  }

  "Rows without pixels" should "be handed on as they come, and not be gathered until a batch is full" in {
    val how = classification(RandomModels.model(RandomModels.smallShape, 7))
    val Array((keys, classified, ahead)) = spark.sparkContext
      .parallelize(Seq(20000), 1)
      .map(count => RowClassifierSpec.classify(how, count))
      .collect()
    keys shouldBe (0L until 20000L)
    classified shouldBe 40
    ahead should be <= 1024 + 2 * 8
  }
}

object RowClassifierSpec {

  private val schema =
    new StructType()
      .add("cntr", LongType)
      .add("ra", DoubleType)
      .add("dec", DoubleType)
      .add(SourceFacts.W1, DoubleType)
      .add(SourceFacts.FLAGS, IntegerType)

  /**
   * Classifies sources of which one in 500 has pixels.
   *
   * @return
   *   their keys, sorted, how many have a class, and the most that were taken but not given back
   */
  def classify(how: ClassificationSettings, count: Int): (Seq[Long], Int, Int) = {
    var taken = 0
    val classifier = classified(how, sources(count).map { source => taken += 1; source })
    val rows = classifier.asScala.zipWithIndex.map { case (row, given) => (row, taken - given) }
    val (given, ahead) = rows.toSeq.unzip
    (given.map(_.getLong(0)).sorted, given.count(!_.isNullAt(4)), ahead.max)
  }

  /** How many of such sources have each status. */
  def statuses(how: ClassificationSettings, count: Int): Map[String, Int] = {
    val place = 4 + 3 * how.model.description.shape.classes.size + 6
    val rows = classified(how, sources(count)).asScala.toSeq
    rows.groupBy(_.getString(place)).map { case (status, those) => status -> those.size }
  }

  private def sources(count: Int): Iterator[Row] = (0 until count).iterator.map { key =>
    new GenericRowWithSchema(Array[Any](key.toLong, 10.0, 5.0, 14.0, 0), schema)
  }

  private def classified(how: ClassificationSettings, sources: Iterator[Row]): RowClassifier = {
    val shape = how.model.description.input.shape
    val pixels = new Array[Float](shape.bands.size * shape.window * shape.window)
    new RowClassifier(
      sources.asJava,
      row =>
        if (row.getLong(0) % 500 == 0) new Pixels(CutoutStatus.OK, pixels, 0f, 0f, 0)
        else Pixels.missing(CutoutStatus.NO_TILE),
      _ => null,
      how
    )
  }
}
