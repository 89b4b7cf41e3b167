package allsky.sky

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class ErrorEllipseSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private type Vector = Array[Double]

  private def dot(a: Vector, b: Vector) = a.zip(b).map { case (x, y) => x * y }.sum

  private def vector(p: SkyPosition): Vector = {
    val (ra, dec) = (math.toRadians(p.raDeg), math.toRadians(p.decDeg))
    Array(math.cos(dec) * math.cos(ra), math.cos(dec) * math.sin(ra), math.sin(dec))
  }

  /** East and north at a position, as vectors. */
  private def axes(p: SkyPosition): (Vector, Vector) = {
    val (ra, dec) = (math.toRadians(p.raDeg), math.toRadians(p.decDeg))
    (
      Array(-math.sin(ra), math.cos(ra), 0),
      Array(-math.sin(dec) * math.cos(ra), -math.sin(dec) * math.sin(ra), math.cos(dec))
    )
  }

  /**
   * The oracle: covariance matrices as sums of outer products of vectors in space, projected on the
   * plane of east and north at the first position, and the inverse of a matrix of two rows.
   */
  private def mahalanobis(
      a: SkyPosition,
      ofA: ErrorEllipse,
      b: SkyPosition,
      ofB: ErrorEllipse,
      systematic: Double
  ): Double = {
    val (east, north) = axes(a)
    def sum(p: SkyPosition, e: ErrorEllipse): (Double, Double, Double) = {
      val (itsEast, itsNorth) = axes(p)
      val angle = math.toRadians(e.positionAngleDeg)
      def along(sin: Double, cos: Double, size: Double): (Double, Double) = {
        val axis = itsEast.zip(itsNorth).map { case (x, y) => size * (sin * x + cos * y) }
        (dot(axis, east), dot(axis, north))
      }
      val (x1, y1) = along(math.sin(angle), math.cos(angle), e.majorArcsec)
      val (x2, y2) = along(math.cos(angle), -math.sin(angle), e.minorArcsec)
      (x1 * x1 + x2 * x2, x1 * y1 + x2 * y2, y1 * y1 + y2 * y2)
    }
    val (xxA, xyA, yyA) = sum(a, ofA)
    val (xxB, xyB, yyB) = sum(b, ofB)
    val (xx, xy, yy) =
      (xxA + xxB + systematic * systematic, xyA + xyB, yyA + yyB + systematic * systematic)
    val arcsec = math.toDegrees(1) * 3600
    val offset = vector(b).zip(vector(a)).map { case (x, y) => x - y }
    val (dx, dy) = (dot(offset, east) * arcsec, dot(offset, north) * arcsec)
    math.sqrt((dx * dx * yy - 2 * dx * dy * xy + dy * dy * xx) / (xx * yy - xy * xy))
  }

  private val position = Gen.zip(
    Gen.choose(0.0, 360.0),
    Gen.oneOf(Gen.choose(-90.0, 90.0), Gen.choose(89.999, 90.0), Gen.choose(-90.0, -89.999))
  ).map { case (ra, dec) => SkyPosition.ofDegrees(ra, dec) }

  private val ellipse =
    Gen.zip(Gen.choose(0.1, 3.0), Gen.choose(0.1, 3.0), Gen.choose(-180.0, 360.0)).map {
      case (major, minor, angle) => new ErrorEllipse(major, minor, angle)
    }

  private def sigmas(
      a: SkyPosition,
      ofA: ErrorEllipse,
      b: SkyPosition,
      ofB: ErrorEllipse,
      systematic: Double
  ) = ErrorEllipse.sigmas(Separation.arcsec(a, b), a, ofA, b, ofB, systematic)

  "The separation in sigmas" should "be the Mahalanobis distance in the tangent plane" in {
    forAll(
      position,
      ellipse,
      ellipse,
      Gen.choose(0.0, 360.0),
      Gen.choose(0.5, 10.0),
      Gen.oneOf(0.0, 0.7)
    ) {
      (a, ofA, ofB, angle, distance, systematic) =>
        val b = a.towards(angle, distance)
        val oracle = mahalanobis(a, ofA, b, ofB, systematic)
        sigmas(a, ofA, b, ofB, systematic) shouldBe oracle +- 1e-4 * oracle
    }
  }

  it should "not depend on the order of the positions" in {
    forAll(position, ellipse, ellipse, Gen.choose(0.0, 360.0)) { (a, ofA, ofB, angle) =>
      val b = a.towards(angle, 3)
      val one = sigmas(a, ofA, b, ofB, 0.1)
      sigmas(b, ofB, a, ofA, 0.1) shouldBe one +- 1e-9 * one
    }
  }

  it should "be the separation divided by the root of the sum of squares for circles" in {
    forAll(position, Gen.choose(0.0, 360.0), Gen.choose(0.01, 5.0)) { (a, angle, distance) =>
      val b = a.towards(angle, distance)
      sigmas(a, ErrorEllipse.circle(0.3), b, ErrorEllipse.circle(0.4), 1.2) shouldBe
        Separation.arcsec(a, b) / 1.3 +- 1e-9
    }
  }

  it should "be 0 for equal positions, and infinite without an error" in {
    val (a, b) = (SkyPosition.ofDegrees(10, 20), SkyPosition.ofDegrees(10, 20.001))
    val none = ErrorEllipse.circle(0)
    sigmas(a, none, a, none, 0) shouldBe 0
    sigmas(a, none, b, none, 0) shouldBe Double.PositiveInfinity
  }

  "An ellipse" should "have its first axis along its position angle" in {
    val a = SkyPosition.ofDegrees(100, 30)
    val long = new ErrorEllipse(4, 0.5, 60)
    val none = ErrorEllipse.circle(0)
    sigmas(a, long, a.towards(60, 2), none, 0) shouldBe 0.5 +- 1e-4
    sigmas(a, long, a.towards(150, 2), none, 0) shouldBe 4.0 +- 1e-3
  }

  "A position angle" should "be the direction that leads to the other position" in {
    forAll(position, Gen.choose(-179.0, 179.0), Gen.choose(0.1, 200000.0)) { (a, angle, distance) =>
      whenever(math.abs(a.decDeg) < 89) {
        a.positionAngleTo(a.towards(angle, distance)) shouldBe angle +- 1e-3
      }
    }
  }
}
