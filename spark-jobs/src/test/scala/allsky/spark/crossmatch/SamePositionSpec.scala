package allsky.spark.crossmatch

import allsky.spark.LocalSpark
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.crossmatch.request.JoinKind
import allsky.spark.crossmatch.request.MatchInput
import allsky.spark.crossmatch.request.MatchMode
import allsky.spark.crossmatch.request.MatchRule
import allsky.spark.table.SourceTable
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** Many rows at one position, on both sides: their pairs are the product of their numbers. */
class SamePositionSpec extends AnyFlatSpec with Matchers with BruteForce {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private case class Measured(key: Long, ra: Double, dec: Double, error: Double)

  private def side(rows: Seq[Measured]): MatchInput = {
    val table = SourceTable.of(
      rows.map(r => (r.key, r.ra, r.dec, r.error)).toDF("cntr", "ra", "dec", "error"),
      TableInput.sources("positions"),
      ColumnChoice.BY_KNOWN_NAMES
    )
    MatchInput.of(table).withErrors(col("error"))
  }

  private def atOrigin(firstKey: Long, count: Int): Seq[Position] =
    Seq.tabulate(count)(i => Position(firstKey + i, 0, 0))

  // All 100 million pairs would take longer than anybody waits.
  private val crowd = 10000
  private lazy val best =
    matched(atOrigin(1, crowd), atOrigin(100001, crowd), MatchMode.BEST, 2)

  "The best match of 10,000 sources at one position" should "be one row a source" in {
    best.map(_._1).distinct.size shouldBe crowd
    best.size shouldBe crowd
  }

  it should "give each source the partner with the lowest key" in {
    best.map(_._2).distinct shouldBe Seq(100001L)
  }

  it should "count the candidates of both sides" in {
    best.map(m => (m._4, m._5)).distinct shouldBe Seq((crowd.toLong, crowd.toLong))
  }

  it should "be one row a source where both sides are too large for an index" in {
    val matches =
      matched(atOrigin(1, crowd), atOrigin(100001, crowd), MatchMode.BEST, 2, maxIndexRows = 100)
    matches.size shouldBe crowd
    matches.map(m => (m._2, m._4, m._5)).distinct shouldBe
      Seq((100001L, crowd.toLong, crowd.toLong))
  }

  "The mutual match of 10,000 sources at one position" should "be the pair of lowest keys" in {
    matched(atOrigin(1, crowd + 1), atOrigin(100001, crowd), MatchMode.MUTUAL, 2) shouldBe
      Seq((1L, 100001L, 0.0, crowd.toLong, crowd + 1L))
  }

  /** A crowd in which places, and errors, repeat or not. */
  private def crowded(random: Random, firstKey: Long, count: Int): Seq[Measured] =
    Seq.tabulate(count) { i =>
      val ra = if (random.nextBoolean()) 10.0 else 10 + random.nextInt(4) * 2e-4
      val error = Seq(0.1, 0.3, random.nextDouble(), Double.NaN)(random.nextInt(4))
      Measured(firstKey + i, ra, random.nextInt(3) * 1e-4, error)
    }

  private def rows(
      left: Seq[Measured],
      right: Seq[Measured],
      mode: MatchMode,
      join: JoinKind,
      maxNeighbours: Int,
      maxIndexRows: Long = 1000000
  ): Seq[String] = {
    val rule = new MatchRule(mode, 1, 2.5)
    val matcher = new CatalogMatcher(
      request(side(left), side(right), rule, maxIndexRows, maxNeighbours, join)
    )
    try {
      val found = matcher.matches()
      found.select(found.columns.sorted.map(col): _*).collect().map(_.toString).toSeq
    } finally matcher.close()
  }

  for (
    (mode, name, left, right) <- Seq(
      (MatchMode.BEST, "the right", 90, 40),
      (MatchMode.MUTUAL, "the left", 40, 90)
    )
  )
    s"The $mode matches with errors, $name side indexed" should
      "be the same whether its rows are a crowd or not" in {
        val random = new Random(7)
        val some = crowded(random, 1, left)
        val others = crowded(random, 1001, right)
        val all = rows(some, others, mode, JoinKind.LEFT, Int.MaxValue)
        all.size shouldBe left
        rows(some, others, mode, JoinKind.LEFT, 0) should contain theSameElementsAs all
        rows(some, others, mode, JoinKind.LEFT, 0, maxIndexRows = 0) should
          contain theSameElementsAs all
      }

  "A crowd" should "be told by its position and its number of rows" in {
    val rule = MatchRule.within(2, MatchMode.ALL)
    val left = MatchInput.of(table(atOrigin(1, 300)))
    val matcher = new CatalogMatcher(request(left, left, rule, 1000000))
    try matcher.crowd().get.toString shouldBe
        "300 rows of --sources have the same position (0.0, 0.0)"
    finally matcher.close()
  }
}
