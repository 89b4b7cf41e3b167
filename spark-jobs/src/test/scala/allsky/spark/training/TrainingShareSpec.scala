package allsky.spark.training

import allsky.spark.LocalSpark
import allsky.spark.crossmatch.output.Splits
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.lit
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TrainingShareSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val count = 4000
  private lazy val cutouts =
    (1L to count)
      .map(i => (i, i * 0.05, i * 0.01))
      .toDF("cntr", "ra", "dec")
      .withColumn("split", Splits.byRow($"cntr", $"ra", $"dec", 1))

  private def keys(share: Double, of: DataFrame = cutouts): Seq[Long] =
    TrainingShare.of(of, share).select("cntr").as[Long].collect().toSeq

  /** So many of some cutouts, within five standard deviations of a draw. */
  private def beAbout(share: Double, of: Long) = {
    val scatter = math.sqrt(of * share * (1 - share))
    be(share * of +- (5 * scatter + 1e-9))
  }

  "A smaller share" should "be part of a larger one, up to all of them" in {
    val shares = Seq(0.0625, 0.125, 0.25, 0.5, 1.0)
    val parts = shares.map(keys(_))
    for ((part, share) <- parts.zip(shares)) part.size.toDouble should beAbout(share, count)
    for ((smaller, larger) <- parts.zip(parts.tail)) larger should contain allElementsOf smaller
    parts.last.sorted shouldBe (1L to count)
  }

  "A share" should "be the same cutouts wherever they lie, and whatever lies beside them" in {
    val half = keys(0.5)
    keys(0.5, cutouts.orderBy($"cntr".desc).repartition(7)).sorted shouldBe half.sorted
    keys(0.5, cutouts.filter("cntr > 1000")).sorted shouldBe half.filter(_ > 1000).sorted
  }

  it should "be as large where the cutouts have no key" in {
    val keyless = cutouts.withColumn("cntr", lit(null).cast("string"))
    TrainingShare.of(keyless, 0.5).count().toDouble should beAbout(0.5, count)
  }

  it should "be as large in each split" in {
    val sizes = cutouts.groupBy("split").count().as[(String, Long)].collect().toMap
    val learned = TrainingShare.of(cutouts, 0.5).groupBy("split").count().as[(String, Long)]
    learned.collect().toMap.keySet shouldBe Set("train", "validation", "test")
    for ((split, of) <- learned.collect()) of.toDouble should beAbout(0.5, sizes(split))
  }

  it should "be above 0, up to 1" in {
    for (share <- Seq(0, -0.1, 1.1, Double.NaN))
      an[IllegalArgumentException] should be thrownBy TrainingShare.of(cutouts, share)
  }
}
