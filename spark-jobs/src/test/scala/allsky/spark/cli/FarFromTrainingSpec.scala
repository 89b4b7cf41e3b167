package allsky.spark.cli

import allsky.cutout.CutoutShape
import allsky.network.model.ModelFolder
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, TensorFormat}
import allsky.spark.table.cutout.CutoutTensor
import allsky.spark.table.cutout.TensorFormat
import allsky.survey.Band
import allsky.survey.SourceClass
import java.nio.file.{Files, Path, StandardCopyOption}
import java.util.SplittableRandom

import scala.collection.JavaConverters._

import com.google.gson.{GsonBuilder, JsonParser}
import org.apache.spark.ml.classification.{LinearSVC, OneVsRest}
import org.apache.spark.ml.functions.array_to_vector
import org.apache.spark.sql.functions.{col, udf}
import org.apache.spark.sql.types._
import org.apache.spark.sql.{DataFrame, Row}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
 * Trains a small network on sources of three classes and shows it sources of the same kind and
 * others that it has never seen.
 */
class FarFromTrainingSpec
    extends AnyFlatSpec
    with Matchers
    with StrangersFixture
    with BeforeAndAfterAll {

  import spark.implicits._

  private val cutouts = folder.resolve("cutouts")
  private val model = folder.resolve("model")

  override def beforeAll(): Unit = {
    write(cutouts)
    val trained = CommandLine.allsky(
      Seq("train-iicnet", "--cutouts", s"$cutouts", "--model", s"$model", "--epochs", "6") ++
        Seq("--network", "iicnet-lite", "--input-side", "16") ++
        Seq("--batch-size", "16", "--learning-rate", "1e-3"): _*
    )
    withClue(trained.err)(trained.exitCode shouldBe 0)
  }

  private def classify(name: String, options: String*): (Outcome, DataFrame) =
    classifyWith(model, name, options: _*)

  private def classifyWith(model: Path, name: String, options: String*): (Outcome, DataFrame) = {
    val output = folder.resolve(name)
    val words = Seq("--cutouts", s"$cutouts", "--model", s"$model", "--output", s"$output")
    val outcome = CommandLine.allsky(("classify-allsky" +: words) ++ options: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    (outcome, Predictions.in(output))
  }

  private lazy val (outcome, predictions) =
    classify(
      "predictions",
      Seq("--far-quantile", s"$quantile", "--embeddings", "--priors", "training"): _*
    )

  /** FAR_FROM_TRAINING or the name of a case. */
  private val isFar = col("outlier") && col("outlier_reason") =!= "LOW_CONFIDENCE"

  private def far(rows: DataFrame, keys: Seq[Long]): Int =
    rows
      .filter(col("cntr").between(keys.head, keys.last))
      .filter(isFar)
      .count()
      .toInt

  "The network" should "know its classes" in {
    val right = predictions
      .filter(col("cntr").between(ordinaryKeys.head, ordinaryKeys.last))
      .select("cntr", "class")
      .as[(Long, String)]
      .collect()
      .count { case (key, name) => classes(((key - 2000) % 3).toInt) == name }
    right should be > 380
  }

  "FAR_FROM_TRAINING" should "flag as many ordinary sources as the quantile says" in {
    val n = ordinaryKeys.size
    val rate = 1 - quantile
    // The threshold, one of 199 distances, scatters too: the count is beta-binomial.
    val sigma = math.sqrt(n * rate * quantile * (1 + n / 200.0))
    far(predictions, ordinaryKeys).toDouble shouldBe n * rate +- 3 * sigma
  }

  for ((kind, first) <- strangers)
    it should s"flag a $kind" in {
      far(predictions, first.toLong until first + strangersOfAKind) should be > strangersOfAKind / 2
    }

  it should "be told in the table and the log by its limit, and mark all that lie beyond" in {
    val limit = "beyond ([0-9.e+]+)".r.findFirstMatchIn(outcome.err).get.group(1)
    val reason = predictions.schema("outlier_reason").metadata.getString("comment")
    reason shouldBe s"FAR_FROM_TRAINING beyond $limit, else LOW_CONFIDENCE below 0.5"
    val slack = 1 + 1e-3
    predictions.filter(
      isFar && col("training_distance") < limit.toDouble / slack
    ).count() shouldBe 0
    predictions.filter(
      !isFar && col("training_distance") > limit.toDouble * slack
    ).count() shouldBe 0
    predictions.filter("outlier != (outlier_reason is not null)").count() shouldBe 0
    val unsure = predictions.filter("confidence < 0.5 and outlier_reason is null")
    unsure.count() shouldBe 0
  }

  it should "give the name of a case: the giant galaxy has 5.8 mag in W2 - W3" in {
    val named = predictions.filter(col("cntr") >= 5000 && isFar)
    named.filter("outlier_reason = 'RED_IN_W3'").count() should be > named.count() / 2
  }

  it should "be found alike by PyTorch, and not at all at the quantile 1" in {
    val (_, pytorch) = classify("pytorch", "--engine", "pytorch", "--far-quantile", "1")
    pytorch.columns should not contain "embedding"
    far(pytorch, 0L to 9999L) shouldBe 0
    val pairs = pytorch
      .select(col("cntr"), col("training_distance").as("other"))
      .join(predictions, "cntr")
      .select("training_distance", "other")
      .as[(Float, Float)]
      .collect()
    pairs should have size (ordinary.map(_._2).sum + strangers.size * strangersOfAKind)
    pairs.foreach { case (onnx, other) => other shouldBe onnx +- 1e-3f * onnx }
  }

  it should "say so where the validation set is too small for the quantile" in {
    val (outcome, rows) = classify("fine", "--far-quantile", "0.999")
    outcome.err should include(
      "no source gets FAR_FROM_TRAINING: the model has 199 validation cutouts, enough for a" +
        " --far-quantile up to 0.9950"
    )
    far(rows, 0L to 9999L) shouldBe 0
  }

  it should "be missing, with a line, in a model that is older than it" in {
    val old = folder.resolve("old")
    Files.createDirectories(old)
    for (name <- Seq("iicnet.onnx", "iicnet.safetensors"))
      Files.copy(model.resolve(name), old.resolve(name), StandardCopyOption.REPLACE_EXISTING)
    val json = JsonParser.parseString(Files.readString(model.resolve("model.json"))).getAsJsonObject
    for (name <- Seq("distance", "classSets")) json.remove(name).isJsonObject shouldBe true
    json.addProperty("formatVersion", 1)
    Files.writeString(old.resolve("model.json"), new GsonBuilder().create().toJson(json))
    val (outcome, rows) = classifyWith(old, "of-old")
    outcome.err should include(
      s"no source gets FAR_FROM_TRAINING: --model $old is of an older version"
    )
    rows.filter("training_distance is not null or class_set is not null").count() shouldBe 0
    rows.filter("class is null").count() shouldBe 0
    val words = Seq("--cutouts", s"$cutouts", "--model", s"$old", "--output", s"$folder/never")
    val refused = CommandLine.allsky(("classify-allsky" +: words) :+ "--embeddings": _*)
    refused.exitCode shouldBe 1
    refused.err should include(s"Cannot write --embeddings: --model $old is of an older version")
  }

  "Embeddings" should "separate the classes by a support vector machine" in {
    val label = udf((key: Long) => ((key % 1000) % 3).toDouble)
    val vectors = predictions
      .filter("cntr < 3000")
      .select(col("cntr"), array_to_vector(col("embedding")).as("features"))
      .withColumn("label", label(col("cntr")))
      .coalesce(1)
      .cache()
    val machine = new OneVsRest().setClassifier(new LinearSVC().setMaxIter(5).setRegParam(1e-3))
    val fitted = machine.fit(vectors.filter("cntr < 1000"))
    val right = fitted.transform(vectors.filter("cntr >= 2000")).filter("label = prediction")
    right.count() should be > 380L
    vectors.unpersist()
    val metadata = predictions.schema("embedding").metadata
    metadata.getString("comment") shouldBe
      "Embedding: the numbers that the network's last layer takes; IICnet has 512, " +
      "IICnet-lite 256"
  }

  private def probabilities(rows: DataFrame): Map[Long, Seq[Double]] =
    rows
      .select("cntr", "prob_star", "prob_galaxy", "prob_qso")
      .as[(Long, Float, Float, Float)]
      .collect()
      .map { case (key, a, b, c) => key -> Seq(a, b, c).map(_.toDouble) }
      .toMap

  "--priors" should "multiply each probability by the new share over the training's" in {
    val (_, moved) = classify("priors", "--priors", "STAR=0.39,GALAXY=0.594,QSO=0.016")
    val before = probabilities(predictions)
    val after = probabilities(moved)
    val wanted = Seq(0.39, 0.594, 0.016)
    val trained = ModelFolder.read(model, fail(_)).description.classPriors
    val shares = classes.map(name => trained.get(SourceClass.valueOf(name)).doubleValue)
    for ((key, probabilities) <- before) {
      val products = (0 to 2).map(i => probabilities(i) * wanted(i) / shares(i))
      after(key).zip(products).foreach { case (p, product) =>
        p shouldBe product / products.sum +- 1e-5
      }
    }
    after.values.map(_(2)).sum should be < before.values.map(_(2)).sum
    moved.filter("confidence != greatest(prob_star, prob_galaxy, prob_qso)").count() shouldBe 0
    Files.readString(folder.resolve("priors/_run.json")) should include("0.594")
  }

  it should "change nothing where they are the training's" in {
    // 150 training cutouts of each class.
    val (_, same) = classify("same", "--priors", "STAR=1,GALAXY=1,QSO=1")
    val before = probabilities(predictions)
    for ((key, after) <- probabilities(same))
      after.zip(before(key)).foreach { case (a, b) => a shouldBe b +- 1e-6 }
  }

  it should "be refused in one line where they are none" in {
    def complaint(options: String*): String = {
      val words = Seq("--cutouts", s"$cutouts", "--model", s"$model", "--output", s"$folder/never")
      val refused = CommandLine.allsky(("classify-allsky" +: words) ++ options: _*)
      refused.exitCode shouldBe 1
      refused.err.linesIterator.toSeq.last
    }
    complaint("--priors", "STAR=1,GALAXY=1") should include("Invalid --priors (each class): no QSO")
    complaint("--far-quantile", "1.1") should include("Invalid --far-quantile (0 to 1): 1.1")
  }
}
