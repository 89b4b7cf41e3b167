package allsky.spark.evaluation.head

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.survey.SourceClass

import scala.collection.JavaConverters._
import scala.util.Random

import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SvmHeadSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val classes = SourceClass.values.toSeq

  /** Embeddings in three separate clouds; the softmax is wrong for every fourth source. */
  private def embedded(keys: Range): DataFrame =
    keys.map { key =>
      val random = new Random(key)
      val truth = key % 3
      val answer = classes(if (key % 4 == 0) (truth + 1) % 3 else truth).name
      val embedding = Seq.tabulate(4)(i =>
        ((if (i == truth) 3 else 0) + 0.3 * random.nextGaussian()).toFloat
      )
      val failed = key % 20 == 19
      (
        key,
        classes(truth).name,
        if (failed) null else answer,
        if (failed) null else embedding
      )
    }.toDF("cntr", "label", "class", "embedding")

  private lazy val head =
    SvmHead.fitted(embedded(0 until 60), embedded(60 until 90), classes.asJava, 8, 0.1, 0.01)
  private lazy val answered = head.answered(embedded(90 until 150)).cache()
  private lazy val result = head.compared(answered)

  "The SVM head" should "give a class instead of the embedding" in {
    answered.columns shouldBe Array("cntr", "label", "class", "svm_class")
    answered.where("class is null and svm_class is not null").count() shouldBe 0
    answered.where("class is not null and svm_class is null").count() shouldBe 0
    answered.where("class is null").count() shouldBe 3
  }

  it should "separate clouds of embeddings" in {
    result.svm.accuracy.value shouldBe 1.0
    result.validationAccuracy shouldBe 1.0
    // Of equally good regularisations the strongest.
    result.regularisation shouldBe 0.1
    result.fitted shouldBe 57
  }

  it should "be compared with the softmax on the same sources" in {
    val wrong = answered.where("label <> class").count()
    result.paired.sources shouldBe 57
    result.paired.onlyFirst shouldBe wrong
    result.paired.onlySecond shouldBe 0
    val json = result.toJson
    json.getAsJsonObject("gain").get("value").getAsDouble shouldBe wrong / 57.0 +- 1e-12
    json.getAsJsonObject("gain").get("low").getAsDouble should be > 0.0
    json.get("mcnemar_p").getAsDouble should be < 0.001
    result.line should include("SVM head: accuracy 100.0")
  }

  private def cutouts(splits: String*): DataFrame =
    splits.map((_, "STAR", Array[Byte](1))).toDF("split", "label", "pixels")

  private def refusal(rows: DataFrame, measured: String): String =
    intercept[UserError](
      HeadCutouts.of(rows, "the/cutouts", measured, classes.asJava)
    ).getMessage

  "The cutouts of a head" should "be those of the splits train and validation" in {
    val found = HeadCutouts.of(
      cutouts("train", "train", "validation", "test"),
      "the/cutouts",
      "test",
      classes.asJava
    )
    (found.train.count(), found.validation.count()) shouldBe ((2, 1))
  }

  it should "be refused in one line where they are missing or measured too" in {
    refusal(cutouts("train", "test"), "test") shouldBe
      "Cannot fit --head svm on --cutouts the/cutouts: no labelled cutout of the split validation" +
      " has pixels; use --head softmax"
    refusal(cutouts("train", "validation"), "all") should include(
      "so that it cannot be measured on --split all; use"
    )
    refusal(cutouts("train").drop("split"), "test") should include("has no column split")
  }
}
