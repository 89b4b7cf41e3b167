package allsky.spark.crossmatch

import allsky.spark.LocalSpark
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.crossmatch.request.JoinKind
import allsky.spark.crossmatch.request.MatchInput
import allsky.spark.crossmatch.request.MatchMode
import allsky.spark.crossmatch.request.MatchRule
import allsky.spark.crossmatch.request.Side
import allsky.spark.table.SourceTable
import org.apache.spark.sql.functions.lit
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** The best and the mutual matches, and their ties, are in RandomSkiesSpec. */
class CatalogMatcherSpec extends AnyFlatSpec with Matchers with BruteForce {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  /** Left keys with the keys of their partners, None where there is none. */
  private def joined(
      left: Seq[Position],
      right: Seq[Position],
      mode: MatchMode,
      join: JoinKind,
      maxIndexRows: Long
  ): Seq[(Long, Option[Long])] = {
    val rule = MatchRule.within(radius, mode)
    val matcher =
      new CatalogMatcher(request(
        MatchInput.of(table(left)),
        MatchInput.of(table(right)),
        rule,
        maxIndexRows,
        join = join
      ))
    try
      matcher
        .matches()
        .select(Side.LEFT.column("cntr"), Side.RIGHT.column("cntr"))
        .as[(Long, Option[Long])]
        .collect()
        .toSeq
    finally matcher.close()
  }

  private val radius = 20.0
  private lazy val few = sky(new Random(1), 1, 300)
  private lazy val many = sky(new Random(2), 100001, 900)

  private val index = 1000000L
  private val noIndex = 100L

  // Either side may be the one that is indexed, or none.
  for (
    (name, left, right, largest) <- Seq(
      ("few with many", few, many, index),
      ("many with few", many, few, index),
      ("two catalogs too large for an index", few, many, noIndex)
    )
  ) {
    lazy val pairs = allPairs(left, right, radius)
    lazy val byLeft = pairs.groupBy(_.left)
    lazy val byRight = pairs.groupBy(_.right)
    lazy val nearestOfLeft =
      byLeft.map { case (key, of) => key -> of.minBy(p => (p.separation, p.right)) }
    lazy val nearestOfRight =
      byRight.map { case (key, of) => key -> of.minBy(p => (p.separation, p.left)) }

    s"A match of $name" should "hold all pairs within the radius and count the partners" in {
      pairs.size should be > 500
      matched(left, right, MatchMode.ALL, radius, largest).toSet shouldBe
        pairs
          .map(p =>
            (
              p.left,
              p.right,
              p.separation,
              byLeft(p.left).size.toLong,
              byRight(p.right).size.toLong
            )
          )
          .toSet
    }

    it should "keep every source, or those without a match, when asked" in {
      val expected = left.map(l =>
        (l.key, nearestOfLeft.get(l.key).filter(p => nearestOfRight(p.right) == p).map(_.right))
      )
      joined(left, right, MatchMode.MUTUAL, JoinKind.LEFT, largest).sorted shouldBe expected.sorted
      joined(left, right, MatchMode.MUTUAL, JoinKind.ANTI, largest).sorted shouldBe
        expected.filter(_._2.isEmpty).sorted
      joined(left, right, MatchMode.ALL, JoinKind.LEFT, largest).sorted shouldBe
        left
          .flatMap(l =>
            byLeft.get(l.key).fold(Seq((l.key, Option.empty[Long])))(_.map(p =>
              (l.key, Some(p.right))
            ))
          )
          .sorted
    }
  }

  "A match" should "take rows with one key for different rows" in {
    val left = Seq(Position(7, 10, 10), Position(7, 50, 50))
    val right = Seq(Position(1, 10, 10), Position(1, 50, 50), Position(2, 70, 70))
    matched(left, right, MatchMode.BEST, 2) should contain theSameElementsAs
      Seq((7L, 1L, 0.0, 1L, 1L), (7L, 1L, 0.0, 1L, 1L))
  }

  it should "pair rows without a position with nothing" in {
    val left = Seq(Position(1, Double.NaN, 10), Position(2, 10, 91), Position(3, 10, 10))
    matched(left, Seq(Position(9, 10, 10)), MatchMode.ALL, 648000).map(_._1) shouldBe Seq(3L)
  }

  it should "be empty where a side is" in {
    matched(few, Seq.empty, MatchMode.BEST, 2) shouldBe empty
    matched(Seq.empty, few, MatchMode.ALL, 2) shouldBe empty
  }

  it should "count rows, faulty ones, and the pairs that chance makes" in {
    val random = new Random(5)
    def field(first: Long, count: Int) =
      Seq.tabulate(count)(i => Position(first + i, 10 + random.nextDouble(), random.nextDouble()))
    val left = field(1, 20000) :+ Position(99999, Double.NaN, 0)
    val right = field(100001, 2000)
    val matcher = new CatalogMatcher(request(
      MatchInput.of(table(left)),
      MatchInput.of(table(right)),
      MatchRule.within(10, MatchMode.ALL),
      1000000
    ))
    try {
      val pairs = matcher.matches().count()
      matcher.diagnostics.inputs.left.counts.rows shouldBe 20001
      matcher.diagnostics.inputs.left.counts.faulty shouldBe 1
      matcher.diagnostics.inputs.right.counts.rows shouldBe 2000
      // Both are random: every pair is one of chance. Shifts of 100 arcsec lose some at the edge.
      pairs should be > 800L
      matcher.diagnostics.chance.get.total shouldBe pairs.toDouble +- 0.15 * pairs
    } finally matcher.close()
  }

  it should "pair by errors, nearest in their units, where they count" in {
    val arcsec = 1 / 3600.0
    def withErrors(rows: (Long, Double, Double, Double)*) = {
      val sources = SourceTable.of(
        rows.toDF("cntr", "ra", "dec", "error"),
        TableInput.sources("positions"),
        ColumnChoice.BY_KNOWN_NAMES
      )
      MatchInput.of(sources).withErrors($"error")
    }
    val left = withErrors((1L, 10.0, 10.0, 0.3), (2L, 20.0, 20.0, 0.1))
    val right = withErrors(
      (11L, 10.0, 10.0 + 1 * arcsec, 0.1),
      (12L, 10.0, 10.0 - 1.5 * arcsec, 0.9),
      (13L, 20.0, 20.0 + 1 * arcsec, 0.1)
    )
    val rule = new MatchRule(MatchMode.BEST, 5, 4)
    val matcher = new CatalogMatcher(request(left, right, rule, 1000000))
    try
      matcher
        .matches()
        .select(Side.LEFT.column("cntr"), Side.RIGHT.column("cntr"))
        .as[(Long, Long)]
        .collect() shouldBe Array((1L, 12L))
    finally matcher.close()
  }

  it should "not let an unknown error win, and count the rows that have one" in {
    val arcsec = 1 / 3600.0
    def withErrors(name: String, rows: (Long, Double, Double, Option[Double])*) =
      MatchInput
        .of(SourceTable.of(
          rows.toDF("cntr", "ra", "dec", "error"),
          TableInput.sources(name),
          ColumnChoice.BY_KNOWN_NAMES
        ))
        .withErrors($"error")
    val sources =
      withErrors("sources", (1L, 10.0, 0.0, Some(0.1)), (2L, Double.NaN, 0.0, None))
    val partners = withErrors(
      "partners",
      (11L, 10.0, 0.2 * arcsec, Some(0.1)),
      (12L, 10.0, 1.9 * arcsec, Some(-999.0)),
      (13L, 10.0, -1.9 * arcsec, None)
    )
    for {
      maxIndexRows <- Seq(1000000L, 1L)
      (left, right) <- Seq((sources, partners), (partners, sources))
    } {
      val rule = new MatchRule(MatchMode.ALL, 3, 5)
      val matcher = new CatalogMatcher(request(left, right, rule, maxIndexRows))
      try {
        val rows = matcher.matches()
        rows.select(Side.LEFT.column("cntr"), Side.RIGHT.column("cntr")).as[(Long, Long)].collect()
          .map { case (one, other) => one + other } shouldBe Array(12L)
        val counts =
          Seq(Side.LEFT, Side.RIGHT).map(matcher.diagnostics.inputs.of(_).counts.withoutError)
        counts.sorted shouldBe Seq(0L, 1L)
      } finally matcher.close()
    }
  }

  private val half = 0.5 / 3600

  /** Keyed by nothing or all by 7: one row has two partners, another row two that share it. */
  private def sameKeys(key: Option[Long], decs: (Double, Double)*): MatchInput = MatchInput.of(
    SourceTable.of(
      decs.map { case (ra, dec) => (key, ra, dec) }.toDF("cntr", "ra", "dec"),
      TableInput.sources("positions"),
      ColumnChoice.BY_KNOWN_NAMES
    )
  )

  private lazy val sidesOfSameKeys: Seq[Option[Long] => (MatchInput, MatchInput, Long)] = {
    def five(key: Option[Long]) =
      sameKeys(key, (10, 10), (10, 10 + half), (50, 50), (200, 0), (201, 0))
    def four(key: Option[Long]) =
      sameKeys(key, (10, 10 + 0.4 * half), (10, 10 - 2 * half), (50, 50), (90, 0))
    Seq(
      key => (five(key), four(key), 99L),
      key => (four(key), five(key), 99L),
      key => (five(key), four(key), 1L)
    )
  }

  // A Latin square: each mode, join and way to find pairs meets each of the others once.
  for {
    ((mode, partners), i) <-
      Seq(MatchMode.BEST -> 2, MatchMode.MUTUAL -> 2, MatchMode.ALL -> 3).zipWithIndex
    ((key, join), j) <- Seq(
      None -> JoinKind.INNER,
      None -> JoinKind.ANTI,
      Some(7L) -> JoinKind.LEFT
    ).zipWithIndex
  } it should s"count partners by rows, not keys: $mode, $join, key ${key.getOrElse("null")}" in {
    val (left, right, maxIndexRows) = sidesOfSameKeys((i + j) % 3)(key)
    val matcher = new CatalogMatcher(
      request(left, right, MatchRule.within(2, mode), maxIndexRows, join = join)
    )
    try {
      matcher.matches().collect()
      matcher.partners shouldBe partners
    } finally matcher.close()
  }

  it should "not take rows without a key for rows with one key" in {
    def repeated(key: Option[Long]): Long = {
      val matcher = new CatalogMatcher(request(
        sameKeys(Some(1L), (10, 10), (20, 20), (30, 30)),
        sameKeys(key, (10, 10), (10, 10)),
        MatchRule.within(2, MatchMode.ALL),
        99
      ))
      try Seq(Side.LEFT, Side.RIGHT).map(matcher.diagnostics.inputs.of(_).repeatedKeys).sum
      finally matcher.close()
    }
    repeated(None) shouldBe 0
    repeated(Some(7L)) shouldBe 1
  }

  it should "count the errors of one side where the other has none" in {
    val arcsec = 1 / 3600.0
    val left = MatchInput.of(table(Seq(Position(1, 10, 10), Position(2, 20, 20))))
    val right = table(Seq(Position(11, 10, 10 + 1 * arcsec), Position(12, 20, 20 + 3 * arcsec)))
    val rightWithErrors = MatchInput.of(right).withErrors(lit(1.0))
    val rule = new MatchRule(MatchMode.BEST, 5, 2)
    for {
      (one, other) <- Seq((left, rightWithErrors), (rightWithErrors, left))
      maxIndexRows <- Seq(1000000L, 1L)
    } {
      val matcher = new CatalogMatcher(request(one, other, rule, maxIndexRows))
      try {
        val rows = matcher.matches().select($"separation_sigmas").as[Double]
        rows.collect() should have length 1
        rows.head() shouldBe 1.0 +- 1e-6
      } finally matcher.close()
    }
  }
}
