package allsky.spark.crossmatch

import allsky.counterpart.CellDensity
import allsky.sky.{Healpix, SkyPosition}
import allsky.spark.LocalSpark
import allsky.spark.columns.{ColumnChoice, TableInput}
import allsky.spark.crossmatch.request._
import allsky.spark.table.SourceTable
import org.apache.spark.sql.Row
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.math.{Pi, exp, log10, toRadians}
import scala.util.Random

/** The probabilities of candidates, by each way to find pairs, against the formulas for every pair of rows. */
class ProbabilitySpec extends AnyFlatSpec with Matchers with PairRoads {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val radius = 20.0
  private val maxSigmas = 6.0
  private val systematic = 0.4
  private val fraction = 0.7
  private lazy val few = sky(new Random(17), 1, 150)
  private lazy val many = sky(new Random(18), 100001, 900) ++ atPlacesOf(few, 200001, 40)

  private val columns =
    Seq("log10_bayes_factor", "partner_density", "match_probability", "p_i", "p_any")

  private def rule(mode: MatchMode) = new MatchRule(mode, radius, maxSigmas)
    .withSystematicError(systematic)
    .`with`(new CounterpartRule(true, fraction, false))

  /** An error of 0.5 to 3 arcsec that follows from the key; unknown for one row in 40. */
  private def error(key: Long): Option[Double] =
    if (key % 40 == 0) None else Some(0.5 + new Random(key).nextDouble() * 2.5)

  private def withErrors(rows: Seq[Position]): MatchInput = MatchInput.of(SourceTable.of(
    rows.map(p => (p.key, p.ra, p.dec, error(p.key))).toDF("cntr", "ra", "dec", "error"),
    TableInput.sources("positions"),
    ColumnChoice.BY_KNOWN_NAMES
  )).withErrors(col("error"))

  /** Rows of a catalog in a square degree around a position. */
  private def density(catalog: Seq[Position]): Position => Option[Double] = {
    val orders = (9 to 3 by -1).map(order =>
      (order, catalog.groupBy(p => Healpix.cell(order, p.ra, p.dec)).mapValues(_.size).toMap)
    )
    at =>
      orders.map { case (order, cells) =>
        val corner = SkyPosition.ofDegrees(at.ra, at.dec)
        val four = Seq(0, 90, 180, 270)
          .map(corner.towards(_, 58.6 / math.sqrt(2) / math.pow(2, order) * 3600))
          .map(there => Healpix.cell(order, there.raDeg, there.decDeg))
          .distinct
          .flatMap(cells.get)
        (four.sum, four.size, order)
      }.find(_._1 >= 100).map { case (rows, occupied, order) =>
        rows * 12 * math.pow(4, order) * toRadians(1) * toRadians(1) / 4 / Pi / occupied
      }
  }

  /** The pairs by both keys, each with the columns. */
  private def expected(left: Seq[Position], right: Seq[Position]) = {
    val arcsec = toRadians(1 / 3600.0)
    val errors = (left ++ right).map(p => p.key -> error(p.key)).toMap
    val pairs = for {
      p <- allPairs(left, right, radius)
      ofRows = Seq(errors(p.left), errors(p.right)).flatten
      variance = (ofRows :+ systematic).map(e => e * e).sum
      if p.separation / math.sqrt(variance) <= maxSigmas
    } yield (p, variance, ofRows.size == 2)
    val byLeft = pairs.groupBy(_._1.left)
    val densityAt = density(right)
    left.filter(p => byLeft.contains(p.key)).flatMap { source =>
      val perDeg2 = densityAt(source)
      val mine = byLeft(source.key).map { case (p, variance, isKnown) =>
        val psi = p.separation * arcsec
        val sum = variance * arcsec * arcsec
        p -> (if (isKnown) Some(2 / sum * exp(-psi * psi / (2 * sum))) else None)
      }
      val all = perDeg2.filter(_ => mine.forall(_._2.isDefined)).map { nu =>
        val rows = nu * 4 * Pi / toRadians(1) / toRadians(1)
        mine.map(_._2.get / rows)
      }
      mine.zipWithIndex.map { case ((p, bayes), i) =>
        (p.left, p.right) -> Seq(
          bayes.map(log10),
          perDeg2,
          all.map(w => fraction * w(i) / (1 - fraction + fraction * w.sum)),
          all.map(w => w(i) / w.sum),
          all.map(w => fraction * w.sum / (1 - fraction + fraction * w.sum))
        )
      }
    }.toMap
  }

  private def optional(row: Row, i: Int): Option[Double] =
    if (row.isNullAt(i)) None else Some(row.getDouble(i))

  private def shouldBeNear(found: Option[Double], wanted: Option[Double]) =
    (found, wanted) match {
      case (Some(a), Some(b)) => a shouldBe b +- (1e-6 * math.abs(b) + 1e-12)
      case _                  => found shouldBe wanted
    }

  for (
    (i, mode) <- Seq(
      0 -> MatchMode.BEST,
      1 -> MatchMode.BEST,
      5 -> MatchMode.ALL,
      7 -> MatchMode.BEST
    ); road = roads(i)
  )
    s"The probabilities of $mode by ${road.name}" should "be those of every pair" in {
      val (left, right) = if (road.fewLeft) (few, many) else (many, few)
      // The density needs a hundred rows near each other.
      val partners =
        if (road.fewLeft) right else right ++ many.map(p => p.copy(key = p.key + 500000))
      val wanted = expected(left, partners)
      wanted.values.count(_.forall(_.isDefined)) should be > 100
      wanted.values.count(_.head.isEmpty) should be > 2
      val request = requestOn(road, withErrors(left), withErrors(partners), rule(mode))
      val rows = found(request, columns: _*)
      if (mode == MatchMode.ALL) rows.size shouldBe wanted.size
      rows.size should be > 60
      rows.foreach { row =>
        val values = wanted((row.getLong(0), row.getLong(1)))
        columns.indices.foreach(c =>
          withClue(s"${columns(c)} of $row: ")(shouldBeNear(optional(row, c + 2), values(c)))
        )
      }
    }

  "Sources without a candidate" should "have the probability 0, or none if it is not known" in {
    val dense = Seq.tabulate(200)(i => Position(i, 10 + i * 0.001, 60))
    val left = Seq(
      Position(1001, 10.0005, 60.02),
      Position(1000, 10.0005, 60.02),
      Position(1002, 200, -60)
    )
    for ((index, join) <- Seq(0 -> JoinKind.LEFT, 1 -> JoinKind.LEFT, 6 -> JoinKind.OUTER)) {
      val request =
        requestOn(roads(index), withErrors(left), withErrors(dense), rule(MatchMode.ALL), join)
      found(request, "p_any", "match_probability").filterNot(_.isNullAt(0)) should
        contain theSameElementsAs Seq(
          Row(1001L, null, 0.0, null),
          Row(1000L, null, null, null),
          Row(1002L, null, null, null)
        )
    }
  }

  "Error ellipses" should "give the general Gaussian" in {
    val dense = Seq.tabulate(200)(i => Position(i, 10 + i * 0.01, 0))
    val left = Position(1001, 10, 2.0 / 3600)
    def input(rows: Seq[Position], ellipse: Seq[Double]) = {
      val table = SourceTable.of(
        rows.map(p => (p.key, p.ra, p.dec, ellipse)).toDF("cntr", "ra", "dec", "ellipse"),
        TableInput.sources("positions"),
        ColumnChoice.BY_KNOWN_NAMES
      )
      MatchInput.of(table).withErrors(col("ellipse").getItem(0)).withEllipses(col("ellipse"))
    }
    // The axes along the meridian are 3 and 0.5, across it 1 and 2.
    val request = requestOn(
      roads.head,
      input(Seq(left), Seq(3, 1, 0)),
      input(dense, Seq(2, 0.5, 90)),
      rule(MatchMode.ALL).withSystematicError(0).comparing(RowValue.ELLIPSE)
    )
    val (along, across) = (3 * 3 + 0.5 * 0.5, 1 + 4)
    val density = exp(-4.0 / 2 / along) / (2 * Pi * math.sqrt(along * across))
    val sphere = 4 * Pi * math.pow(math.toDegrees(1) * 3600, 2)
    found(request, "log10_bayes_factor").map(_.getDouble(2)).head shouldBe
      log10(density * sphere) +- 1e-6
  }

  "A density" should "be that of the four cells around a position" in {
    // The centre of a cell is the corner of four cells of the next order.
    val cell = Healpix.cell(8, 10, 20)
    val corner = Healpix.centre(8, cell)
    val deg2 = 41252.96125 / 12 / math.pow(4, 9)
    def density(rows: Seq[Long]) =
      new CellDensity((0 to 3).map(4 * cell + _).toArray, rows.toArray)
        .perDeg2(corner.raDeg, corner.decDeg)
    density(Seq(40, 30, 20, 10)).getAsDouble shouldBe 25 / deg2 +- 0.01
    withClue("outside the footprint: ")(
      density(Seq(0, 90, 0, 10)).getAsDouble shouldBe 50 / deg2 +- 0.01
    )
    withClue("too few rows: ")(density(Seq(40, 30, 20, 9)).isPresent shouldBe false)
  }
}
