package allsky.spark.crossmatch

import allsky.UserError
import allsky.sky.Separation
import allsky.spark.LocalSpark
import allsky.spark.table.{ColumnChoice, SourceTable, TableInput}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

class CrossMatchSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private case class Position(key: Long, ra: Double, dec: Double)
  private case class Pair(left: Long, right: Long, separation: Double)

  private def table(positions: Seq[Position]) = SourceTable.of(
    positions.map(p => (p.key, p.ra, p.dec)).toDF("cntr", "ra", "dec"),
    TableInput.sources("positions"),
    ColumnChoice.BY_KNOWN_NAMES
  )

  /** Half of the sky's trouble in one small patch each: poles, 0 hours, the equator, duplicates. */
  private def sky(random: Random, firstKey: Long, count: Int): Seq[Position] = {
    val positions = Seq.fill(count) {
      val scatter = 0.02
      random.nextInt(4) match {
        case 0 => (random.nextDouble() * 360, 90 - random.nextDouble() * scatter)
        case 1 => (random.nextDouble() * 360, -90 + random.nextDouble() * scatter)
        case 2 =>
          ((360 + (random.nextDouble() - 0.5) * scatter) % 360, random.nextDouble() * scatter)
        case 3 => (10 + random.nextDouble() * scatter, 60 + random.nextDouble() * scatter)
      }
    }
    random.shuffle(positions ++ positions.take(count / 10)).zipWithIndex.map {
      case ((ra, dec), i) => Position(firstKey + i, ra, dec)
    }
  }

  private def allPairs(left: Seq[Position], right: Seq[Position], radius: Double): Seq[Pair] =
    for {
      l <- left
      r <- right
      separation = Separation.arcsec(l.ra, l.dec, r.ra, r.dec)
      if separation <= radius
    } yield Pair(l.key, r.key, separation)

  private def matched(
      left: Seq[Position],
      right: Seq[Position],
      mode: MatchMode,
      radius: Double
  ): Seq[(Long, Long, Double, Long, Long)] = {
    val crossMatch = new CrossMatch(table(left), table(right), mode, radius, 1000000)
    try
      crossMatch.pairs
        .select(
          CrossMatch.left("cntr"),
          CrossMatch.right("cntr"),
          $"separation_arcsec",
          $"candidates",
          $"source_candidates"
        )
        .as[(Long, Long, Double, Long, Long)]
        .collect()
        .toSeq
    finally crossMatch.close()
  }

  private val radius = 20.0
  private val few = sky(new Random(1), 1, 300)
  private val many = sky(new Random(2), 100001, 900)

  // Either side may be the one that is indexed.
  for ((name, left, right) <- Seq(("few with many", few, many), ("many with few", many, few))) {
    val pairs = allPairs(left, right, radius)
    val byLeft = pairs.groupBy(_.left)
    val byRight = pairs.groupBy(_.right)
    val nearestOfLeft = byLeft.mapValues(_.minBy(p => (p.separation, p.right))).toMap
    val nearestOfRight = byRight.mapValues(_.minBy(p => (p.separation, p.left))).toMap

    s"A match of $name" should "hold all pairs within the radius and count the partners" in {
      pairs.size should be > 500
      matched(left, right, MatchMode.ALL, radius).toSet shouldBe
        pairs
          .map(p =>
            (
              p.left,
              p.right,
              p.separation,
              byLeft(p.left).size.toLong,
              byRight(p.right).size.toLong
            )
          )
          .toSet
    }

    it should "give each source its nearest partner, ties by the partner's key" in {
      val best = matched(left, right, MatchMode.BEST, radius)
      best.map(m => Pair(m._1, m._2, m._3)) should contain theSameElementsAs nearestOfLeft.values
    }

    it should "keep mutual nearests only, when asked" in {
      val mutual = nearestOfLeft.values.filter(p => nearestOfRight(p.right) == p).toSeq
      mutual.size should be < nearestOfLeft.size
      matched(left, right, MatchMode.MUTUAL, radius)
        .map(m => Pair(m._1, m._2, m._3)) should contain theSameElementsAs mutual
    }
  }

  "A match" should "take rows with one key for different rows" in {
    val left = Seq(Position(7, 10, 10), Position(7, 50, 50))
    val right = Seq(Position(1, 10, 10), Position(1, 50, 50), Position(2, 70, 70))
    matched(left, right, MatchMode.BEST, 2) should contain theSameElementsAs
      Seq((7L, 1L, 0.0, 1L, 1L), (7L, 1L, 0.0, 1L, 1L))
  }

  it should "pair rows without a position with nothing" in {
    val left = Seq(Position(1, Double.NaN, 10), Position(2, 10, 91), Position(3, 10, 10))
    matched(left, Seq(Position(9, 10, 10)), MatchMode.ALL, 648000).map(_._1) shouldBe Seq(3L)
  }

  it should "be empty where a side is" in {
    matched(few, Seq.empty, MatchMode.BEST, 2) shouldBe empty
    matched(Seq.empty, few, MatchMode.ALL, 2) shouldBe empty
  }

  it should "refuse an index larger than allowed" in {
    the[UserError] thrownBy new CrossMatch(
      table(few),
      table(many),
      MatchMode.BEST,
      2,
      100
    ) should have message
      "Cannot match 330 with 990 positions: the smaller side may have 100, because every executor" +
      " holds it; take a part of one catalog, or raise --largest-index where memory allows (60" +
      " bytes a position)."
  }
}
