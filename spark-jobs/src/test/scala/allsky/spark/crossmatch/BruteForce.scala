package allsky.spark.crossmatch

import allsky.sky.Separation
import allsky.spark.LocalSpark
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.table.SourceTable
import allsky.spark.crossmatch.request.{
  BySide,
  JoinKind,
  MatchInput,
  MatchMode,
  MatchRequest,
  MatchRule,
  Side
}

import scala.util.Random

/** Small catalogs, their matches, and the same matches by comparing every row with every row. */
trait BruteForce {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  case class Position(key: Long, ra: Double, dec: Double)
  case class Pair(left: Long, right: Long, separation: Double)

  /** Left key, right key, separation, partners of the left row, partners of the right row. */
  type Match = (Long, Long, Double, Long, Long)

  def table(positions: Seq[Position]): SourceTable = SourceTable.of(
    positions.map(p => (p.key, p.ra, p.dec)).toDF("cntr", "ra", "dec"),
    TableInput.sources("positions"),
    ColumnChoice.BY_KNOWN_NAMES
  )

  /** Half of the sky's trouble in one small patch each: poles, 0 hours, the equator, duplicates. */
  def sky(random: Random, firstKey: Long, count: Int): Seq[Position] = {
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

  def request(
      left: MatchInput,
      right: MatchInput,
      rule: MatchRule,
      maxIndexRows: Long = 1000000,
      maxNeighbours: Int = 200,
      join: JoinKind = JoinKind.INNER
  ): MatchRequest = new MatchRequest(
    new BySide(left, right),
    rule,
    join,
    false,
    new MatchRequest.Limits(maxIndexRows, maxNeighbours)
  )

  def matched(
      left: Seq[Position],
      right: Seq[Position],
      mode: MatchMode,
      radius: Double,
      maxIndexRows: Long = 1000000,
      maxNeighbours: Int = 200
  ): Seq[Match] = {
    val rule = MatchRule.within(radius, mode)
    val matcher = new CatalogMatcher(request(
      MatchInput.of(table(left)),
      MatchInput.of(table(right)),
      rule,
      maxIndexRows,
      maxNeighbours
    ))
    try
      matcher
        .matches()
        .select(
          Side.LEFT.column("cntr"),
          Side.RIGHT.column("cntr"),
          $"separation_arcsec",
          $"candidates".cast("long"),
          $"source_candidates".cast("long")
        )
        .as[Match]
        .collect()
        .toSeq
    finally matcher.close()
  }

  /** Rows whose declinations alone are farther apart are not measured: the formula is slow. */
  def allPairs(left: Seq[Position], right: Seq[Position], radius: Double): Seq[Pair] =
    for {
      l <- left
      r <- right
      if math.abs(l.dec - r.dec) * 3600 <= radius + 0.001
      separation = Separation.arcsec(l.ra, l.dec, r.ra, r.dec)
      if separation <= radius
    } yield Pair(l.key, r.key, separation)

  def byBruteForce(
      left: Seq[Position],
      right: Seq[Position],
      mode: MatchMode,
      radius: Double
  ): Seq[Match] = {
    val pairs = allPairs(left, right, radius)
    val byLeft = pairs.groupBy(_.left)
    val byRight = pairs.groupBy(_.right)
    val nearestOfLeft = byLeft.map { case (key, of) =>
      key -> of.minBy(p => (p.separation, p.right))
    }
    val nearestOfRight = byRight.map { case (key, of) =>
      key -> of.minBy(p => (p.separation, p.left))
    }
    def isNearestOfLeft(p: Pair) = p == nearestOfLeft(p.left)
    def isNearestOfRight(p: Pair) = p == nearestOfRight(p.right)
    val kept = mode match {
      case MatchMode.BEST | MatchMode.NEAREST => pairs.filter(isNearestOfLeft)
      case MatchMode.MUTUAL => pairs.filter(p => isNearestOfLeft(p) && isNearestOfRight(p))
      case MatchMode.ALL    => pairs
    }
    kept.map(p =>
      (p.left, p.right, p.separation, byLeft(p.left).size.toLong, byRight(p.right).size.toLong)
    )
  }
}
