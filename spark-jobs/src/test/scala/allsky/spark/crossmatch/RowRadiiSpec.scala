package allsky.spark.crossmatch

import allsky.spark.LocalSpark
import allsky.spark.columns.{ColumnChoice, TableInput}
import allsky.spark.crossmatch.request._
import allsky.spark.table.SourceTable
import org.apache.spark.sql.Row
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** Rows with a radius each, in one catalog or both, on every road. */
class RowRadiiSpec extends AnyFlatSpec with Matchers with PairRoads {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val radius = 20.0
  private lazy val few = sky(new Random(9), 1, 150)
  private lazy val many = sky(new Random(10), 100001, 500) ++ atPlacesOf(few, 200001, 40)

  /** 0 to 15 arcsec, by the key; none for one row in seven, and then empty, negative or NaN. */
  private def radiusOf(key: Long): Option[Double] = (key % 7, key % 3) match {
    case (0, 0) => None
    case (0, 1) => Some(-1)
    case (0, _) => Some(Double.NaN)
    case (1, _) => Some(0)
    case _      => Some(new Random(key).nextDouble() * 15)
  }

  private def valid(key: Long): Option[Double] = radiusOf(key).filter(_ >= 0)

  private def withRadii(rows: Seq[Position]): MatchInput = MatchInput
    .of(
      SourceTable.of(
        rows.map(p => (p.key, p.ra, p.dec, radiusOf(p.key))).toDF("cntr", "ra", "dec", "size"),
        TableInput.sources("positions"),
        ColumnChoice.BY_KNOWN_NAMES
      )
    )
    .withRadii(col("size"))

  /** Keys, separation and candidates of each best match; a left row without one has no partner. */
  private def expected(left: Seq[Position], right: Seq[Position], both: Boolean): Seq[Row] = {
    val pairs = for {
      p <- allPairs(left, right, radius)
      ofLeft <- valid(p.left)
      ofRight <- if (both) valid(p.right) else Some(0.0)
      if p.separation <= ofLeft + ofRight
    } yield p
    pairs.size should be > 100
    val byLeft = pairs.groupBy(_.left)
    left.map(l =>
      byLeft.get(l.key).fold(Row(l.key, null, null, 0)) { mine =>
        val best = mine.minBy(p => (p.separation, p.right))
        Row(l.key, best.right, best.separation, mine.size)
      }
    )
  }

  for {
    (i, both) <- Seq(0 -> true, 1 -> false, 2 -> false, 4 -> true, 6 -> false, 7 -> true)
    road = roads(i)
  } s"Radii of ${if (both) "both sides" else "the left side"} by ${road.name}" should
    "limit the separation to their sum" in {
      val (left, right) = if (road.fewLeft) (few, many) else (many, few)
      val rule = MatchRule.within(radius, MatchMode.BEST).comparing(RowValue.RADIUS)
      val partners = if (both) withRadii(right) else MatchInput.of(table(right))
      found(
        requestOn(road, withRadii(left), partners, rule, JoinKind.LEFT),
        "separation_arcsec",
        "candidates"
      ) should contain theSameElementsAs expected(left, right, both)
    }

  "A row without a radius" should "be rejected with the reason" in {
    val rule = MatchRule.within(radius, MatchMode.BEST).comparing(RowValue.RADIUS)
    val matcher = new CatalogMatcher(
      requestOn(roads.head, withRadii(few), MatchInput.of(table(many)), rule)
    )
    try {
      matcher.matches().collect()
      val rejections = matcher.diagnostics.inputs.left.rejections.get
      rejections.size shouldBe few.count(p => valid(p.key).isEmpty)
      rejections.get(0).reason shouldBe "NO_RADIUS"
    } finally matcher.close()
  }
}
