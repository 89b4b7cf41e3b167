package allsky.spark.crossmatch

import allsky.spark.crossmatch.request._
import org.apache.spark.sql.Row
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** The K nearest partners of each source, on every road. */
class NearestPartnersSpec extends AnyFlatSpec with Matchers with PairRoads {

  private val radius = 20.0
  private lazy val few = sky(new Random(1), 1, 150)
  private lazy val many = sky(new Random(2), 100001, 500)

  private def rule(count: Int) =
    new MatchRule(MatchSelection.nearest(count), radius, Double.PositiveInfinity)

  /** Both keys, the rank among the source's candidates, their number, and that of the partner. */
  private def expected(left: Seq[Position], right: Seq[Position], count: Int): Seq[Row] = {
    val pairs = allPairs(left, right, radius)
    val ofRight = pairs.groupBy(_.right).mapValues(_.size).toMap
    pairs.groupBy(_.left).values.toSeq.flatMap(mine =>
      mine.sortBy(p => (p.separation, p.right)).zipWithIndex.take(count).map { case (p, i) =>
        Row(p.left, p.right, i + 1, mine.size, ofRight(p.right))
      }
    )
  }

  for { (i, count) <- Seq(0 -> 1, 1 -> 2, 2 -> 3, 5 -> 2, 6 -> 3); road = roads(i) }
    s"The $count nearest partners by ${road.name}" should "be those of brute force" in {
      val (left, right) = if (road.fewLeft) (few, many) else (many, few)
      val wanted = expected(left, right, count)
      wanted.map(_.getInt(2)).distinct.sorted shouldBe (1 to count)
      val inputs = (MatchInput.of(table(left)), MatchInput.of(table(right)))
      found(
        requestOn(road, inputs._1, inputs._2, rule(count)),
        "candidate_rank",
        "candidates",
        "source_candidates"
      ) should contain theSameElementsAs wanted
    }

  "The nearest partner" should "be the best match, and sources without one be kept" in {
    val inputs = (MatchInput.of(table(few)), MatchInput.of(table(many)))
    val columns = Seq("separation_arcsec", "candidates", "source_candidates")
    val best = MatchRule.within(radius, MatchMode.BEST)
    for (road <- Seq(roads.head, roads(6)); join <- Seq(JoinKind.LEFT, JoinKind.ANTI))
      found(requestOn(road, inputs._1, inputs._2, rule(1), join), columns: _*) should
        contain theSameElementsAs
        found(requestOn(road, inputs._1, inputs._2, best, join), columns: _*)
  }

  "A selection" should "be read from text, and written as it was read" in {
    for (text <- Seq("best", "mutual", "all", "nearest:1", "nearest:1000"))
      MatchSelection.of(text).toString shouldBe text
    MatchSelection.of("NEAREST:3") shouldBe MatchSelection.nearest(3)
    for (text <- Seq("first", "nearest", "nearest:0", "nearest:1001", "nearest:-1", "nearest:x"))
      an[IllegalArgumentException] should be thrownBy MatchSelection.of(text)
  }
}
