package allsky.spark.crossmatch

import allsky.spark.LocalSpark
import allsky.spark.crossmatch.request._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** The match that reads each catalog once, and the shuffle that replaces it where memory is short. */
class AttachedPairsSpec extends AnyFlatSpec with Matchers with BruteForce {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val random = new Random(11)

  private def field(firstKey: Long, count: Int): Seq[Position] = Seq.tabulate(count)(i =>
    Position(firstKey + i / 2, 10 + 0.05 * random.nextDouble(), 0.05 * random.nextDouble())
  ) :+ Position(firstKey - 1, Double.NaN, 0)

  private val few = field(1000, 300)
  private val many = field(500000, 900)

  private type Found = (Option[Double], Option[Double], Option[Double], Option[Int])

  private def found(
      left: Seq[Position],
      right: Seq[Position],
      rule: MatchRule,
      join: JoinKind,
      maxCarriedBytes: Long
  ): (Seq[String], Long) = {
    val inputs = new BySide(MatchInput.of(table(left)), MatchInput.of(table(right)))
    val limits = new MatchRequest.Limits(1000000, 200, maxCarriedBytes)
    val matcher = new CatalogMatcher(new MatchRequest(inputs, rule, join, false, limits))
    try {
      val rows = matcher
        .matches()
        .select(
          Side.LEFT.column("ra"),
          Side.RIGHT.column("ra"),
          $"separation_arcsec",
          $"source_candidates"
        )
        .as[Found]
        .collect()
        .toSeq
      (rows.map(_.toString).sorted, matcher.diagnostics.inputs.left.counts.rows)
    } finally matcher.close()
  }

  for {
    (name, left, right) <- Seq(("few with many", few, many), ("many with few", many, few))
    (mode, join) <- Seq(
      MatchMode.BEST -> JoinKind.INNER,
      MatchMode.MUTUAL -> JoinKind.LEFT,
      MatchMode.ALL -> JoinKind.ANTI
    )
  }
    s"A $mode match of $name, $join" should "be the same however little memory there is" in {
      val rule = MatchRule.within(20, mode)
      val (rows, sources) = found(left, right, rule, join, 1 << 20)
      sources shouldBe left.size
      rows should not be empty
      // The columns of the indexed side do not fit; they fit, but not the sums of a task.
      for (maxBytes <- Seq(100L, 30000L))
        found(left, right, rule, join, maxBytes) shouldBe ((rows, sources))
    }
}
