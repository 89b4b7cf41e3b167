package allsky.spark.crossmatch

import allsky.sky.{Healpix, Separation}
import allsky.spark.LocalSpark
import allsky.spark.columns.{ColumnChoice, TableInput}
import allsky.spark.crossmatch.probability.ProbabilityReport
import allsky.spark.crossmatch.request._
import allsky.spark.table.SourceTable
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.math.{cos, sqrt, toRadians}
import scala.util.Random

/** The probabilities of a simulated sky, whose true pairs are known. */
class ProbabilityCalibrationSpec extends AnyFlatSpec with Matchers with PairRoads {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val trueFraction = 0.7
  private val order = 6
  private val cell = Healpix.cell(order, 150, 30)
  private val centre = Healpix.centre(order, cell)
  private val counterpart = 1000000L

  private case class Source(key: Long, ra: Double, dec: Double, error: Double, mag: Double)

  /** Sources away from the edge of a cell, and a catalog that fills the cell. */
  private lazy val (sources, partners) = {
    val random = new Random(5)
    def place(): (Double, Double) = Iterator
      .continually((
        centre.raDeg + (random.nextDouble() - 0.5) * 2.4,
        centre.decDeg + (random.nextDouble() - 0.5) * 2
      ))
      .find { case (ra, dec) => Healpix.cell(order, ra, dec) == cell }
      .get
    def error() = 1 + 2 * random.nextDouble()
    val left = Iterator
      .continually(place())
      .filter(p => Separation.arcsec(centre.raDeg, centre.decDeg, p._1, p._2) < 0.33 * 3600)
      .take(4000)
      .zipWithIndex
      .map { case ((ra, dec), i) => Source(i, ra, dec, error(), 0) }
      .toSeq
    val counterparts = left.filter(_ => random.nextDouble() < trueFraction).map { source =>
      val own = error()
      val scatter = sqrt(source.error * source.error + own * own) / 3600
      Source(
        source.key + counterpart,
        source.ra + random.nextGaussian() * scatter / cos(toRadians(source.dec)),
        source.dec + random.nextGaussian() * scatter,
        own,
        18 + random.nextGaussian()
      )
    }
    val field = Seq.tabulate(14000) { i =>
      val (ra, dec) = place()
      Source(2 * counterpart + i, ra, dec, error(), 20 + 1.5 * random.nextGaussian())
    }
    (left, random.shuffle(counterparts ++ field))
  }

  private def input(rows: Seq[Source]): MatchInput = MatchInput.of(SourceTable.of(
    rows.map(p => (p.key, p.ra, p.dec, p.error, p.mag)).toDF("cntr", "ra", "dec", "error", "mag"),
    TableInput.sources("positions"),
    ColumnChoice.BY_KNOWN_NAMES
  )).withErrors(col("error"))

  private case class Result(
      pairs: Seq[(Boolean, Double)],
      report: ProbabilityReport,
      chance: Double,
      counted: Long
  )

  private def matched(hasPrior: Boolean): Result = {
    val rule = new MatchRule(MatchMode.ALL, 20, 5)
      .`with`(new CounterpartRule(true, Double.NaN, hasPrior))
    val right = if (hasPrior) input(partners).withPrior(col("mag")) else input(partners)
    val matcher = new CatalogMatcher(requestOn(roads.head, input(sources), right, rule))
    try {
      val pairs = matcher
        .matches()
        .select(
          Side.RIGHT.column("cntr") === Side.LEFT.column("cntr") + counterpart,
          col("match_probability")
        )
        .as[(Boolean, Double)]
        .collect()
        .toSeq
      val chance = matcher.diagnostics().chance.get
      Result(pairs, matcher.probabilities().get, chance.total, chance.counted)
    } finally matcher.close()
  }

  private lazy val byPosition = matched(hasPrior = false)
  private lazy val byMagnitude = matched(hasPrior = true)

  for (
    (name, result) <- Seq("positions" -> (() => byPosition), "magnitudes" -> (() => byMagnitude))
  )
    s"The pairs of a probability by $name" should "be true as often as it says" in {
      val pairs = result().pairs
      pairs.size should be > 5000
      val edges = Seq(0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1.0001)
      for ((from, to) <- edges.zip(edges.tail)) {
        val some = pairs.filter { case (_, p) => p >= from && p < to }
        some.size should be > 30
        val said = some.map(_._2).sum
        val deviation = sqrt(some.map { case (_, p) => p * (1 - p) }.sum)
        withClue(s"$from to $to, ${some.size} pairs: ")(
          some.count(_._1).toDouble shouldBe said +- 3 * deviation
        )
      }
    }

  "The fraction of sources with a counterpart" should "be measured" in {
    for (result <- Seq(byPosition, byMagnitude)) {
      result.report.sources shouldBe sources.size
      result.report.fraction shouldBe trueFraction +- 0.025
    }
  }

  "The false pairs that the probabilities expect" should "be those that are measured by chance" in {
    val measured = byPosition.chance
    val deviation = 3 * measured / sqrt(byPosition.counted.toDouble)
    byPosition.report.expectedFalse shouldBe measured +- (deviation + 0.03 * measured)
    byPosition.pairs.map(1 - _._2).sum shouldBe byPosition.report.expectedFalse +- 1e-6
  }

  "Magnitudes" should "decide more than positions" in {
    byMagnitude.report.learnedFrom.getAsLong should be > 100L
    def undecided(result: Result) = result.pairs.map { case (_, p) => p * (1 - p) }.sum
    undecided(byMagnitude) should be < 0.85 * undecided(byPosition)
  }
}
