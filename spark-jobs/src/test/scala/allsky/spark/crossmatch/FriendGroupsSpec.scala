package allsky.spark.crossmatch

import allsky.spark.crossmatch.request._
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** The groups of a catalog, by each way to find pairs, against a search among all pairs. */
class FriendGroupsSpec extends AnyFlatSpec with Matchers with PairRoads {

  private val radius = 12.0
  private lazy val rows = sky(new Random(31), 1, 500) :+ Position(9999, 200, 0)

  /** Key, smallest key of the group, and rows of the group, by joining the groups of each pair. */
  private lazy val wanted: Set[(Long, Long, Int)] = {
    val pairs = allPairs(rows, rows, radius).filter(p => p.left != p.right)
    val group = pairs.foldLeft(rows.map(p => p.key -> p.key).toMap) { (group, pair) =>
      val (a, b) = (group(pair.left), group(pair.right))
      if (a == b) group
      else group.map { case (key, label) =>
        key -> (if (label == a || label == b) a min b else label)
      }
    }
    val sizes = group.values.groupBy(identity).mapValues(_.size)
    group.map { case (key, label) => (key, label, sizes(label)) }.toSet
  }

  for (
    (i, join) <- Seq(
      0 -> JoinKind.LEFT,
      2 -> JoinKind.INNER,
      4 -> JoinKind.LEFT,
      7 -> JoinKind.LEFT
    ); road = roads(i)
  )
    s"The groups with join $join by ${road.name}" should "be those of a search" in {
      wanted.map(_._3).max should be > 4
      wanted.count(_._3 == 1) should be > 10
      val side = MatchInput.of(table(rows)).comparingKeys()
      val rule = MatchRule.within(radius, MatchMode.BEST).comparing(RowValue.KEY)
      val matcher = new CatalogMatcher(requestOn(road, side, side, rule, join).findingGroups())
      try {
        val found = matcher.groups()
          .select(Side.LEFT.column("cntr"), col("group_id"), col("group_size"))
          .collect()
          .map(row => (row.getLong(0), row.getLong(1), row.getInt(2)))
        val members = wanted.filter(_._3 > 1)
        found should contain theSameElementsAs (if (join == JoinKind.LEFT) wanted else members)
        val report = matcher.groupReport()
        (report.groups, report.members, report.largest) shouldBe
          (members.map(_._2).size, members.size, members.map(_._3).max)
      } finally matcher.close()
    }
}
