package allsky.spark.crossmatch

import allsky.sky.Separation
import allsky.spark.LocalSpark
import allsky.spark.columns.{ColumnChoice, TableInput}
import allsky.spark.crossmatch.request._
import allsky.spark.table.SourceTable
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** Separations in units of the combined error, on every road. */
class PositionalErrorsSpec extends AnyFlatSpec with Matchers with PairRoads {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val radius = 20.0
  private lazy val few = sky(new Random(7), 1, 150)
  private lazy val many = sky(new Random(8), 100001, 500)

  /** A pair that brute force finds, with the errors of its rows. */
  private case class Measured(left: Long, right: Long, separation: Double, sigmas: Double)

  /** Left key, right key, separation in sigmas, candidates. */
  private type Found = (Long, Long, Double, Int)

  private def nearest(pairs: Seq[Measured]): Seq[Found] =
    pairs.groupBy(_.left).values.toSeq.map { mine =>
      val best = mine.minBy(p => (p.sigmas, p.separation, p.right))
      (best.left, best.right, best.sigmas, mine.size)
    }

  private def matches(road: Road, left: MatchInput, right: MatchInput, rule: MatchRule) =
    found(requestOn(road, left, right, rule), "separation_sigmas", "candidates")
      .map(row => (row.getLong(0), row.getLong(1), row.getDouble(2), row.getInt(3)))

  private def shouldEqual(found: Seq[Found], wanted: Seq[Found]) = {
    found.map(f => (f._1, f._2, f._4)).sorted shouldBe wanted.map(f => (f._1, f._2, f._4)).sorted
    found.sorted.map(_._3).zip(wanted.sorted.map(_._3)).foreach { case (sigmas, oracle) =>
      sigmas shouldBe oracle +- 1e-6 * oracle
    }
  }

  /** An error of 0 to 3 arcsec that follows from the key; unknown for one row in five. */
  private def error(key: Long): Option[Double] =
    if (key % 5 == 0) None else Some(new Random(key).nextDouble() * 3)

  private def withErrors(rows: Seq[Position]): MatchInput = {
    val table = SourceTable.of(
      rows.map(p => (p.key, p.ra, p.dec, error(p.key))).toDF("cntr", "ra", "dec", "error"),
      TableInput.sources("positions"),
      ColumnChoice.BY_KNOWN_NAMES
    )
    MatchInput.of(table).withErrors(col("error"))
  }

  for (road <- Seq(roads.head, roads(3), roads(5), roads(6)))
    s"A systematic error by ${road.name}" should "be added in quadrature" in {
      val (left, right) = if (road.fewLeft) (few, many) else (many, few)
      val systematic = 1.5
      val pairs = for {
        p <- allPairs(left, right, radius)
        errors = Seq(error(p.left), error(p.right)).flatten :+ systematic
        sigmas = p.separation / math.sqrt(errors.map(e => e * e).sum)
        if sigmas <= 4
      } yield Measured(p.left, p.right, p.separation, sigmas)
      val rule = new MatchRule(MatchMode.BEST, radius, 4).withSystematicError(systematic)
      shouldEqual(matches(road, withErrors(left), withErrors(right), rule), nearest(pairs))
    }

  "A systematic error" should "be the error of rows without one" in {
    val (one, other) = (Position(5, 10, 10), Position(10, 10, 10 + 1 / 3600.0))
    val rule = new MatchRule(MatchMode.BEST, 5, 3).withSystematicError(0.5)
    val inputs = (MatchInput.of(table(Seq(one))), MatchInput.of(table(Seq(other))))
    matches(roads.head, inputs._1, inputs._2, rule).map(_._3).head shouldBe
      Separation.arcsec(one.ra, one.dec, other.ra, other.dec) / 0.5 +- 1e-9
  }
}
