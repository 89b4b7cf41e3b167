package allsky.spark.crossmatch.output

import allsky.sky.Separation
import allsky.spark.LocalSpark
import org.apache.spark.sql.functions.lit
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

class SplitsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private case class Placed(ra: Double, dec: Double, split: String)

  /** Crowded patches: on the equator, where three base cells meet, and around a pole. */
  private def crowd(random: Random): Seq[(Double, Double)] =
    Seq.fill(1500)((45 + random.nextDouble() * 2, random.nextDouble() * 2 - 1)) ++
      Seq.fill(1500)((random.nextDouble() * 2, 40.8 + random.nextDouble() * 2)) ++
      Seq.fill(1500)((random.nextDouble() * 360, 90 - 2 * math.sqrt(random.nextDouble())))

  "A split by cell" should "never put overlapping cutouts into different parts" in {
    val placed = (1L to 3L).flatMap { seed =>
      crowd(new Random(seed))
        .toDF("ra", "dec")
        .withColumn("split", Splits.byCell($"ra", $"dec", seed))
        .as[(Double, Double, String)]
        .collect()
        .map { case (ra, dec, split) => seed -> Placed(ra, dec, split) }
    }
    val parts = placed.filter(_._2.split != "margin")
    val close = for {
      ((seedA, a), i) <- parts.zipWithIndex
      (seedB, b) <- parts.drop(i + 1)
      if seedA == seedB && math.abs(a.dec - b.dec) < 0.02
      if Separation.arcsec(a.ra, a.dec, b.ra, b.dec) <= Splits.OVERLAP_ARCSEC
    } yield (a.split, b.split)
    close.size should be > 500
    close.filter { case (a, b) => a != b } shouldBe empty
    parts.map(_._2.split).toSet shouldBe Set("train", "validation", "test")
    parts.size.toDouble / placed.size should be > 0.8
  }

  "A split by row" should "depend on the key and the seed alone" in {
    def splits(keys: Seq[Long], seed: Long) =
      keys
        .toDF("key")
        .select($"key", Splits.byRow($"key", lit(1.0), lit(2.0), seed))
        .as[(Long, String)]
        .collect()
        .toMap
    val keys = (1L to 500L)
    splits(keys.reverse, 1) shouldBe splits(keys, 1)
    splits(keys, 2) should not be splits(keys, 1)
  }

  it should "part rows by their keys, 8:1:1" in {
    val counts = (1L to 3000L)
      .toDF("key")
      .select(Splits.byRow($"key", lit(1.0), lit(2.0), 1))
      .as[String]
      .collect()
      .groupBy(identity)
      .mapValues(_.length)
    counts("train") shouldBe 2400 +- 100
    counts("validation") shouldBe 300 +- 70
    counts("test") shouldBe 300 +- 70
  }

  it should "part rows without a key by their positions, 8:1:1" in {
    val nothing = Seq[Option[String]](None, Some(""), Some("  "), Some("NaN"))
    for (key <- nothing) withClue(s"$key: ") {
      val splits = (1 to 2000)
        .map(i => (key, i * 0.1, i * 0.01))
        .toDF("key", "ra", "dec")
        .select(Splits.byRow($"key", $"ra", $"dec", 1))
        .as[String]
        .collect()
        .groupBy(identity)
        .mapValues(_.length)
      splits("train") shouldBe 1600 +- 70
      splits("validation") shouldBe 200 +- 60
      splits("test") shouldBe 200 +- 60
    }
  }
}
