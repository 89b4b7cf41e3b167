package allsky.spark.crossmatch

import allsky.spark.LocalSpark
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.crossmatch.request.JoinKind
import allsky.spark.crossmatch.request.MatchInput
import allsky.spark.crossmatch.request.MatchMode
import allsky.spark.crossmatch.request.MatchRule
import allsky.spark.table.SourceTable
import org.apache.spark.sql.execution.adaptive.{AdaptiveSparkPlanHelper, ShuffleQueryStageExec}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** What a task of a shuffled match gets, where most of the rows are in one corner of the sky. */
class CrowdedFieldSpec extends AnyFlatSpec with Matchers with BruteForce
    with AdaptiveSparkPlanHelper {

  // Small tables would be broadcast, and then there is no shuffle to look at.
  private lazy val spark = {
    val session = LocalSpark.session.newSession()
    session.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")
    session.conf.set("spark.sql.shuffle.partitions", "16")
    session
  }
  import spark.implicits._

  private val random = new Random(3)

  /** A crowd in a square degree, a few rows anywhere, and rows without a position. */
  private def side(crowded: Int, anywhere: Int, faulty: Int): MatchInput = {
    val crowd = Seq.fill(crowded)((150 + random.nextDouble(), 2 + random.nextDouble()))
    val rest =
      Seq.fill(anywhere)(
        (random.nextDouble() * 360, math.toDegrees(math.asin(random.nextDouble() * 2 - 1)))
      )
    val none = Seq.fill(faulty)((Double.NaN, 0.0))
    val rows = random.shuffle(crowd ++ rest ++ none).zipWithIndex.map { case ((ra, dec), i) =>
      (i.toLong, ra, dec)
    }
    MatchInput.of(
      SourceTable.of(
        rows.toDF("cntr", "ra", "dec"),
        TableInput.sources("positions"),
        ColumnChoice.BY_KNOWN_NAMES
      )
    )
  }

  private lazy val left = side(20000, 1000, 10000)
  private lazy val right = side(20000, 1000, 10000)
  private val rule = MatchRule.within(2, MatchMode.BEST)

  /** Rows of a match, and the greatest part of each of its shuffles that one task gets. */
  private def shuffled(join: JoinKind): (Int, Seq[Double]) = {
    val matcher = new CatalogMatcher(request(left, right, rule, 0, join = join))
    try {
      val rows = matcher.matches()
      val count = rows.collect().length
      val parts = collect(rows.queryExecution.executedPlan) { case stage: ShuffleQueryStageExec =>
        stage.mapStats.get.bytesByPartitionId
      }
      (count, parts.map(bytes => bytes.max.toDouble / bytes.sum))
    } finally matcher.close()
  }

  private lazy val matches = {
    val matcher = new CatalogMatcher(request(left, right, rule, 1000000))
    try matcher.matches().count()
    finally matcher.close()
  }

  "A crowded degree" should "be spread over all tasks" in {
    val (rows, parts) = shuffled(JoinKind.INNER)
    rows shouldBe matches
    parts should have size 4
    all(parts) should be < 0.15
  }

  it should "be so with the sources that have no partner or no position" in {
    val (rows, parts) = shuffled(JoinKind.LEFT)
    rows shouldBe 31000
    parts should have size 4
    all(parts) should be < 0.15
  }
}
