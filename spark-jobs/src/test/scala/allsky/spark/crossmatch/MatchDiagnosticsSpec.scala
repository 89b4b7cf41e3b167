package allsky.spark.crossmatch

import allsky.spark.crossmatch.pairs.PairDiagnostics
import allsky.spark.crossmatch.request.{BySide, JoinKind, MatchInput, MatchMode, MatchRule, Side}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What a match finds out about its catalogs besides the pairs. */
class MatchDiagnosticsSpec extends AnyFlatSpec with Matchers with BruteForce {

  private def diagnostics(
      left: Seq[Position],
      right: Seq[Position],
      join: JoinKind = JoinKind.INNER,
      radius: Double = 2,
      maxIndexRows: Long = 1000000
  ): PairDiagnostics = {
    val inputs = new BySide(MatchInput.of(table(left)), MatchInput.of(table(right)))
    val rule = MatchRule.within(radius, MatchMode.BEST)
    val matcher =
      new CatalogMatcher(request(inputs.left, inputs.right, rule, maxIndexRows, join = join))
    try {
      matcher.matches().collect()
      matcher.diagnostics
    } finally matcher.close()
  }

  private def catalog(ra: Double => Double, dec: Double => Double): Seq[Position] =
    Seq.tabulate(50)(i => Position(i, ra(7.3 * i), dec(3.3 * i - 80)))

  private val degrees = catalog(identity, identity)
  private val radians = catalog(math.toRadians, math.toRadians)
  private val hours = catalog(_ / 15, identity)
  private val northern = catalog(_ / 30, _ / 4)

  private val index = 1000000L
  private val noIndex = 0L

  for (
    (what, left, right, join, maxIndexRows, looks) <- Seq(
      ("degrees", degrees, degrees, JoinKind.INNER, index, Seq("", "")),
      ("a small part of the sky", northern, degrees, JoinKind.INNER, index, Seq("", "")),
      ("radians on the left", radians, degrees, JoinKind.INNER, index, Seq("radians", "")),
      ("radians on the right", degrees, radians, JoinKind.INNER, index, Seq("", "radians")),
      ("hours and radians", hours, radians, JoinKind.INNER, index, Seq("hours", "radians")),
      ("hours in an anti join", degrees, hours, JoinKind.ANTI, index, Seq("", "hours")),
      ("both without an index", hours, radians, JoinKind.INNER, noIndex, Seq("hours", "radians"))
    )
  )
    s"Positions of $what" should "be told by their unit" in {
      val inputs = diagnostics(left, right, join, maxIndexRows = maxIndexRows).inputs
      Seq(Side.LEFT, Side.RIGHT).map(inputs.of(_).counts).map { counts =>
        if (counts.looksLikeRadians) "radians" else if (counts.looksLikeHours) "hours" else ""
      } shouldBe looks
    }

  private def whyNoChance(radius: Double, maxIndexRows: Long): Option[String] = {
    val why = diagnostics(degrees, degrees, radius = radius, maxIndexRows = maxIndexRows)
    Option(why.whyNoChance.orElse(null))
  }

  "Chance alignments" should "be measured where one catalog has an index" in {
    whyNoChance(2, index) shouldBe None
  }

  they should "not be measured without an index" in {
    whyNoChance(2, noIndex) shouldBe
      Some("both catalogs have more rows than --largest-index")
  }

  they should "not be measured at a radius above 60 arcsec" in {
    whyNoChance(61, index) shouldBe Some("the radius is above 60 arcsec")
  }

  for {
    partners <- Seq(Seq(Position(1, 10, 10), Position(2, 20, 20)), Seq.empty)
    join <- JoinKind.values
  } s"Sources of a match with ${partners.size} rows, $join," should "be counted once" in {
    val sources = (1L to 40L).map(i => Position(i, 0.25 * i, 10.0))
    diagnostics(sources, partners, join).inputs.left.counts.rows shouldBe 40
  }
}
