package allsky.spark.crossmatch

import allsky.sky.Separation
import allsky.spark.crossmatch.request._
import org.apache.spark.sql.Row
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** Pairs with a minimum separation, and matches of a catalog with itself, on every road. */
class PairLimitsSpec extends AnyFlatSpec with Matchers with PairRoads {

  private val radius = 20.0
  private val least = 8.0
  private lazy val few = sky(new Random(3), 1, 150)
  private lazy val many = sky(new Random(4), 100001, 500) ++ atPlacesOf(few, 200001, 40)

  /** Each match that brute force finds among some pairs, with the candidates of both sides. */
  private def expected(pairs: Seq[Pair], mode: MatchMode): Seq[Row] = {
    val byLeft = pairs.groupBy(_.left)
    val byRight = pairs.groupBy(_.right)
    val nearest = byLeft.values.map(_.minBy(p => (p.separation, p.right))).toSet
    val nearestOfRight = byRight.values.map(_.minBy(p => (p.separation, p.left))).toSet
    pairs
      .filter(p =>
        mode match {
          case MatchMode.ALL    => true
          case MatchMode.MUTUAL => nearest(p) && nearestOfRight(p)
          case _                => nearest(p)
        }
      )
      .map(p => Row(p.left, p.right, p.separation, byLeft(p.left).size, byRight(p.right).size))
  }

  private val columns = Seq("separation_arcsec", "candidates", "source_candidates")

  for {
    (i, mode) <- Seq(
      0 -> MatchMode.BEST,
      3 -> MatchMode.MUTUAL,
      5 -> MatchMode.BEST,
      6 -> MatchMode.ALL,
      7 -> MatchMode.MUTUAL
    )
    road = roads(i)
  } s"The $mode matches from $least arcsec by ${road.name}" should "be those of brute force" in {
    val (left, right) = if (road.fewLeft) (few, many) else (many, few)
    val within = allPairs(left, right, radius)
    val pairs = within.filter(_.separation >= least)
    pairs.size should (be > 100 and be < within.size - 100)
    val rule = MatchRule.within(radius, mode).withMinRadius(least)
    found(
      requestOn(road, MatchInput.of(table(left)), MatchInput.of(table(right)), rule),
      columns: _*
    ) should contain theSameElementsAs expected(pairs, mode)
  }

  "A pair at exactly the minimum" should "be a pair" in {
    val (one, other) = (Position(1, 10, 10), Position(2, 10, 10.001))
    val apart = Separation.arcsec(one.ra, one.dec, other.ra, other.dec)
    for ((minimum, matches) <- Seq(apart -> 1, Math.nextUp(apart) -> 0)) {
      val rule = MatchRule.within(10, MatchMode.BEST).withMinRadius(minimum)
      found(
        requestOn(
          roads.head,
          MatchInput.of(table(Seq(one))),
          MatchInput.of(table(Seq(other))),
          rule
        )
      ) should have length matches.toLong
    }
  }

  for {
    (i, mode) <- Seq(
      1 -> MatchMode.MUTUAL,
      2 -> MatchMode.BEST,
      4 -> MatchMode.ALL,
      7 -> MatchMode.BEST
    )
    road = roads(i)
  } s"The $mode matches of a catalog with itself by ${road.name}" should
    "be without the rows themselves, with those at the same position" in {
      val pairs = allPairs(few, few, radius).filter(p => p.left != p.right)
      pairs.count(_.separation == 0) should be > 10
      val rule = MatchRule.within(radius, mode).comparing(RowValue.KEY)
      val side = MatchInput.of(table(few)).comparingKeys()
      found(requestOn(road, side, side, rule), columns: _*) should
        contain theSameElementsAs expected(pairs, mode)
    }

  "The sources that have only themselves" should "be kept without a match" in {
    val rows = Seq(Position(1, 10, 10), Position(2, 10, 10), Position(3, 50, 50))
    val rule = MatchRule.within(2, MatchMode.BEST).comparing(RowValue.KEY)
    val side = MatchInput.of(table(rows)).comparingKeys()
    for (road <- Seq(roads.head, roads(6)))
      found(requestOn(road, side, side, rule, JoinKind.LEFT)) should
        contain theSameElementsAs Seq(Row(1L, 2L), Row(2L, 1L), Row(3L, null))
  }
}
