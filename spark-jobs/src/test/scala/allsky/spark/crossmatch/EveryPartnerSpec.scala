package allsky.spark.crossmatch

import allsky.spark.LocalSpark
import allsky.spark.columns.{ColumnChoice, TableInput}
import allsky.spark.crossmatch.request._
import allsky.spark.table.SourceTable
import org.apache.spark.sql.Row
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** The joins that keep every partner: each row of the inputs with its matches, or once without. */
class EveryPartnerSpec extends AnyFlatSpec with Matchers with PairRoads {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val radius = 20.0

  private def faulty(firstKey: Long) =
    Seq(Position(firstKey, Double.NaN, 10), Position(firstKey + 1, 10, 91))

  private lazy val few = sky(new Random(5), 1, 150) ++ faulty(9001)
  private lazy val many = sky(new Random(6), 100001, 500) ++ faulty(900001)

  private def side(rows: Seq[Position]): MatchInput = MatchInput.of(
    SourceTable.of(
      rows.map(p => (p.key, p.ra, p.dec)).toDF("cntr", "ra", "dec").repartition(3),
      TableInput.sources("positions"),
      ColumnChoice.BY_KNOWN_NAMES
    )
  )

  private def expected(
      left: Seq[Position],
      right: Seq[Position],
      selection: MatchSelection,
      join: JoinKind,
      excludesAmbiguous: Boolean
  ): Seq[Row] = {
    val sound = (p: Position) => !p.ra.isNaN && p.dec <= 90
    val pairs = allPairs(left.filter(sound), right.filter(sound), radius)
    val byLeft = pairs.groupBy(_.left).mapValues(_.sortBy(p => (p.separation, p.right))).toMap
    val byRight = pairs.groupBy(_.right).mapValues(_.sortBy(p => (p.separation, p.left))).toMap
    val matches = pairs
      .filter(p => byLeft(p.left).take(selection.maxRank).contains(p))
      .filter(p => selection.mode != MatchMode.MUTUAL || byRight(p.right).head == p)
      .filter(p => !excludesAmbiguous || (byLeft(p.left).size == 1 && byRight(p.right).size == 1))
    val withMatch = (matches.map(_.left).toSet, matches.map(_.right).toSet)
    val ofMatches =
      matches.map(p => Row(p.left, p.right, byLeft(p.left).size, byRight(p.right).size))
    val ofRight = right.map(_.key).filterNot(withMatch._2).map(key =>
      Row(null, key, null, byRight.get(key).fold(0)(_.size))
    )
    val ofLeft = left.map(_.key).filterNot(withMatch._1).map(key =>
      Row(key, null, byLeft.get(key).fold(0)(_.size), null)
    )
    ofMatches ++ ofRight ++ (if (join == JoinKind.OUTER) ofLeft else Nil)
  }

  for {
    (i, join, text, excludesAmbiguous) <- Seq(
      (0, JoinKind.RIGHT, "best", false),
      (1, JoinKind.OUTER, "mutual", false),
      (2, JoinKind.OUTER, "nearest:2", false),
      (3, JoinKind.RIGHT, "all", true),
      (5, JoinKind.OUTER, "best", true),
      (6, JoinKind.OUTER, "all", false),
      (7, JoinKind.RIGHT, "mutual", false)
    )
    road = roads(i)
    exclusive = if (excludesAmbiguous) ", without ambiguous ones," else ""
  } s"The $join join of $text matches$exclusive by ${road.name}" should
    "have every row, as by brute force" in {
      val (left, right) = if (road.fewLeft) (few, many) else (many, few)
      val selection = MatchSelection.of(text)
      val wanted = expected(left, right, selection, join, excludesAmbiguous)
      wanted.count(_.isNullAt(0)) should be > 10
      wanted.flatMap(row => Option(row.get(1))).distinct should have size right.size
      val rule = new MatchRule(selection, radius, Double.PositiveInfinity)
      found(
        requestOn(road, side(left), side(right), rule, join, excludesAmbiguous),
        "candidates",
        "source_candidates"
      ) should contain theSameElementsAs wanted
    }

  "A join that keeps every partner" should "count the inputs and the partners with a match" in {
    val rule = MatchRule.within(radius, MatchMode.BEST)
    val matcher =
      new CatalogMatcher(requestOn(roads(1), side(many), side(few), rule, JoinKind.OUTER))
    try {
      matcher.matches().collect()
      val counts = matcher.diagnostics.inputs
      (counts.left.counts.rows, counts.right.counts.rows) shouldBe ((many.size, few.size))
      counts.left.counts.faulty + counts.right.counts.faulty shouldBe 4
      matcher.partners shouldBe
        expected(many, few, MatchSelection.of("best"), JoinKind.INNER, false)
          .filterNot(_.isNullAt(0)).map(_.get(1)).distinct.size
    } finally matcher.close()
  }
}
