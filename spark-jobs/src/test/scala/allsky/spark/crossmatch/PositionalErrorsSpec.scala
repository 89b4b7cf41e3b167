package allsky.spark.crossmatch

import allsky.sky.Separation
import allsky.spark.LocalSpark
import allsky.spark.columns.{ColumnChoice, TableInput}
import allsky.spark.crossmatch.request._
import allsky.spark.table.SourceTable
import org.apache.spark.sql.functions.{array, col, lit, when}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** Separations in units of the combined error, on every road. */
class PositionalErrorsSpec extends AnyFlatSpec with Matchers with PairRoads {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val radius = 20.0
  private lazy val few = sky(new Random(7), 1, 150)
  private lazy val many = sky(new Random(8), 100001, 500) ++ atPlacesOf(few, 200001, 40)

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

  private def shouldEqual(found: Seq[Found], wanted: Seq[Found], tolerance: Double = 1e-9) = {
    found.map(f => (f._1, f._2, f._4)).sorted shouldBe wanted.map(f => (f._1, f._2, f._4)).sorted
    found.sorted.map(_._3).zip(wanted.sorted.map(_._3)).foreach { case (sigmas, oracle) =>
      sigmas shouldBe oracle +- (tolerance * oracle + 1e-12)
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

  for (road <- Seq(roads(1), roads(2), roads(4), roads(7)))
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

  /** An ellipse of semi-axes 0.1 to 3 arcsec that follows from the key; unknown as its error. */
  private def ellipse(key: Long): Option[Seq[Double]] = {
    val random = new Random(key)
    if (key % 5 == 0) None
    else Some(Seq(0.1 + 2.9 * random.nextDouble(), 0.1 + random.nextDouble(), random.nextInt(360)))
  }

  private def withEllipses(rows: Seq[Position]): MatchInput = {
    val table = SourceTable.of(
      rows.map(p => (p.key, p.ra, p.dec, error(p.key), ellipse(p.key)))
        .toDF("cntr", "ra", "dec", "error", "ellipse"),
      TableInput.sources("positions"),
      ColumnChoice.BY_KNOWN_NAMES
    )
    MatchInput.of(table).withErrors(when(col("ellipse").isNotNull, lit(1.0))).withEllipses(col(
      "ellipse"
    ))
  }

  private type Matrix = (Double, Double, Double)

  /** East-east, east-north and north-north of the covariance matrix of an error ellipse. */
  private def covariance(axes: Seq[Double]): Matrix = {
    val (sin, cos) = (math.sin(math.toRadians(axes(2))), math.cos(math.toRadians(axes(2))))
    val (major, minor) = (axes.head * axes.head, axes(1) * axes(1))
    (
      major * sin * sin + minor * cos * cos,
      (major - minor) * sin * cos,
      major * cos * cos + minor * sin * sin
    )
  }

  /** Away from the poles, where north is the same direction for both rows. */
  private def mahalanobis(left: Position, right: Position, matrices: Matrix*): Double = {
    val (xx, xy, yy) = matrices.reduce((a, b) => (a._1 + b._1, a._2 + b._2, a._3 + b._3))
    val ra = (right.ra - left.ra + 540) % 360 - 180
    val x = ra * 3600 * math.cos(math.toRadians((left.dec + right.dec) / 2))
    val y = (right.dec - left.dec) * 3600
    math.sqrt((x * x * yy - 2 * x * y * xy + y * y * xx) / (xx * yy - xy * xy))
  }

  for (
    (i, isCircularRight) <- Seq(0 -> false, 1 -> true, 5 -> false, 6 -> true, 7 -> false);
    road = roads(i)
  )
    s"Error ellipses${if (isCircularRight) " on the left" else ""} by ${road.name}" should
      "give the Mahalanobis distance" in {
        def nearEquator(rows: Seq[Position]) = rows.filter(_.dec.abs < 70)
        val (left, right) =
          if (road.fewLeft) (nearEquator(few), nearEquator(many))
          else (nearEquator(many), nearEquator(few))
        val systematic = 0.3
        val (byLeft, byRight) = (left.map(p => p.key -> p).toMap, right.map(p => p.key -> p).toMap)
        def circle(error: Double): Matrix = (error * error, 0, error * error)
        def ofRight(key: Long) =
          if (isCircularRight) error(key).map(circle) else ellipse(key).map(covariance)
        val pairs = for {
          p <- allPairs(left, right, radius)
          matrices = Seq(ellipse(p.left).map(covariance), ofRight(p.right)).flatten
          sigmas =
            if (p.separation == 0) 0.0
            else mahalanobis(byLeft(p.left), byRight(p.right), matrices :+ circle(systematic): _*)
          if sigmas <= 4
        } yield Measured(p.left, p.right, p.separation, sigmas)
        pairs.size should be > 100
        val rule = new MatchRule(MatchMode.BEST, radius, 4)
          .withSystematicError(systematic)
          .comparing(RowValue.ELLIPSE)
        val partners = if (isCircularRight) withErrors(right) else withEllipses(right)
        // The oracle is a plane in right ascension and declination.
        shouldEqual(matches(road, withEllipses(left), partners, rule), nearest(pairs), 1e-4)
      }

  "Circles as ellipses" should "match like circular errors" in {
    val round = (rows: Seq[Position]) =>
      withErrors(rows).withEllipses(
        when(col("error").isNotNull, array(col("error"), col("error"), lit(77.0)))
      )
    val rule = new MatchRule(MatchMode.BEST, radius, 4)
    val circular = matches(roads.head, withErrors(few), withErrors(many), rule)
    circular.size should be > 100
    val ellipses = rule.comparing(RowValue.ELLIPSE)
    shouldEqual(matches(roads.head, round(few), round(many), ellipses), circular)
  }

  "A systematic error" should "be the error of rows without one" in {
    val (one, other) = (Position(5, 10, 10), Position(10, 10, 10 + 1 / 3600.0))
    val rule = new MatchRule(MatchMode.BEST, 5, 3).withSystematicError(0.5)
    val inputs = (MatchInput.of(table(Seq(one))), MatchInput.of(table(Seq(other))))
    matches(roads.head, inputs._1, inputs._2, rule).map(_._3).head shouldBe
      Separation.arcsec(one.ra, one.dec, other.ra, other.dec) / 0.5 +- 1e-9
  }
}
