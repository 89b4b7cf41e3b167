package allsky.sky

import scala.collection.JavaConverters._

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class HealpixSpec
    extends AnyFlatSpec
    with Matchers
    with TableDrivenPropertyChecks
    with ScalaCheckPropertyChecks {

  /** healpy 1.16.1: ang2pix(2**order, ra, dec, nest=True, lonlat=True). */
  private val golden = Table(
    ("ra", "dec", "order 0", "order 5", "order 13", "order 29"),
    (0.1, 0.1, 4L, 4864L, 318767367L, 1369095419848407993L),
    (45.0, 41.9, 0L, 768L, 50331711L, 216173052911631408L),
    (180.3, -0.7, 6L, 6399L, 419419010L, 1801390933641982725L),
    (266.4168, -29.0078, 7L, 7207L, 472353052L, 2028740913184819897L),
    (53.2, -87.5, 8L, 8193L, 536971788L, 2306276272539544013L),
    (359.999999, 89.999999, 3L, 4095L, 268435455L, 1152921504606846837L),
    (123.456, -89.99999, 9L, 9216L, 603979776L, 2594073385365415108L),
    (10.6847, 41.2690, 0L, 677L, 44385409L, 190633880095749920L),
    (90.0, 66.0, 1L, 1791L, 117436335L, 504385222482062079L),
    (315.2, -41.7, 11L, 11690L, 766159725L, 3290630964580824470L)
  )

  private val order = Gen.choose(0, Healpix.MAX_ORDER)
  private val ra = Gen.choose(0.0, 359.9999999)
  private val dec =
    Gen.frequency(3 -> Gen.choose(-90.0, 90.0), 1 -> Gen.oneOf(-90.0, 90.0, 89.9999, -89.9999))

  private val angle = Gen.choose(0.0, 360.0)

  /** The side of a square with the area of a cell. */
  private def cellArcsec(order: Int) = math.toDegrees(math.sqrt(math.Pi / 3) / (1L << order)) * 3600

  "A HEALPix cell" should "have healpy's number" in {
    forAll(golden) { (ra, dec, order0, order5, order13, order29) =>
      Healpix.cell(0, ra, dec) shouldBe order0
      Healpix.cell(5, ra, dec) shouldBe order5
      Healpix.cell(13, ra, dec) shouldBe order13
      Healpix.cell(29, ra, dec) shouldBe order29
    }
  }

  it should "be inside the cell of the next lower order" in {
    forAll(order, ra, dec) { (order: Int, ra: Double, dec: Double) =>
      whenever(order > 0) {
        Healpix.cell(order, ra, dec) >> 2 shouldBe Healpix.cell(order - 1, ra, dec)
      }
    }
  }

  it should "contain its centre" in {
    forAll(order, Gen.choose(0.0, 1.0)) { (order: Int, fraction: Double) =>
      val cells = 12L << 2 * order
      val cell = math.min(cells - 1, (cells * fraction).toLong)
      val centre = Healpix.centre(order, cell)
      Healpix.cell(order, centre.raDeg, centre.decDeg) shouldBe cell
    }
  }

  it should "have its centre no further than a cell away from any position in it" in {
    forAll(order, ra, dec) { (order: Int, ra: Double, dec: Double) =>
      val centre = Healpix.centre(order, Healpix.cell(order, ra, dec))
      val reachArcsec = math.toDegrees(1.2 / (1L << order)) * 3600
      Separation.arcsec(ra, dec, centre.raDeg, centre.decDeg) should be < reachArcsec
    }
  }

  "The centre of a cell" should "agree with healpy's pix2ang" in {
    val cells = Table(
      ("order", "cell", "ra", "dec"),
      (0, 0L, 45.0, 41.81031489577859),
      (0, 11L, 315.0, -41.81031489577862),
      (3, 512L, 45.0, -84.14973293629666),
      (5, 12287L, 315.0, -1.1937484371410818),
      (29, 1L << 60, 0.0, -41.810314800323795)
    )
    forAll(cells) { (order, cell, ra, dec) =>
      val centre = Healpix.centre(order, cell)
      centre.raDeg shouldBe ra +- 1e-12
      centre.decDeg shouldBe dec +- 1e-12
    }
  }

  /** Corners of the base cells and poles, where cells have sharp corners or fewer neighbours. */
  private val baseCorner = Gen.oneOf(
    for {
      quadrant <- 0 to 3
      (ra, dec) <- Seq((0.0, 90.0), (0.0, 41.8103148957786), (45.0, 0.0), (0.0, -41.8103148957786))
    } yield (quadrant * 90 + ra, dec)
  )
  private val wrap = Gen.zip(Gen.oneOf(0.0, 1e-9, 359.999999999, 360.0), Gen.choose(-90.0, 90.0))
  private val centre = Gen.oneOf(baseCorner, wrap, Gen.zip(ra, dec))

  "The cells around a position" should "contain every point within the distance" in {
    val part = Gen.choose(0.0, 1.0)
    val circle = Gen.zip(order, part.map(0.1 * _), centre, angle, part)
    forAll(circle, angle, part, minSuccessful(5000)) {
      case ((order, size, near, turn, shift), angleDeg, inCircle) =>
        val distanceArcsec = size * cellArcsec(order)
        val centre = SkyPosition.ofDegrees(near._1, near._2).towards(turn, shift * distanceArcsec)
        val cells = Healpix.cellsAround(order, centre.raDeg, centre.decDeg, distanceArcsec)
        cells.head shouldBe Healpix.cell(order, centre.raDeg, centre.decDeg)
        cells.distinct shouldBe cells
        cells.length should be <= 4
        Seq(inCircle, 1.0).foreach { inCircle =>
          val point = centre.towards(angleDeg, inCircle * distanceArcsec)
          cells should contain(Healpix.cell(order, point.raDeg, point.decDeg))
        }
    }
  }

  they should "be only its own cell far from the edges of the cell, and at distance 0" in {
    forAll(order, ra, dec) { (order: Int, ra: Double, dec: Double) =>
      val cell = Healpix.cell(order, ra, dec)
      val middle = Healpix.centre(order, cell)
      Healpix.cellsAround(order, ra, dec, 0) shouldBe Array(cell)
      Healpix.cellsAround(order, middle.raDeg, middle.decDeg, 0.1 * cellArcsec(order)) shouldBe
        Array(cell)
    }
  }

  they should "be all cells that meet in a corner" in {
    Healpix.cellsAround(6, 10, 90, 60).toSet shouldBe
      Set(0L, 1L, 2L, 3L).map(base => (base + 1) * 4096 - 1)
    Healpix.cellsAround(0, 45, 0, 60).toSet shouldBe Set(0L, 4L, 5L, 8L)
    Healpix.cellsAround(0, 0, 41.8103148957786, 60).toSet shouldBe Set(0L, 3L, 4L)
  }

  "The corners of a cell" should "be those of the base cells" in {
    val corners = Healpix.corners(0, 4).asScala.map(c => (c.raDeg, c.decDeg))
    val transition = math.toDegrees(math.asin(2.0 / 3))
    val expected = Seq((0.0, -transition), (45.0, 0.0), (0.0, transition), (315.0, 0.0))
    corners.zip(expected).foreach { case ((ra, dec), (expectedRa, expectedDec)) =>
      math.abs(math.IEEEremainder(ra - expectedRa, 360)) should be < 1e-6
      math.abs(dec - expectedDec) should be < 1e-6
    }
  }

  they should "be around its centre, south first, and shared with its four parts" in {
    forAll(order, ra, dec) { (order: Int, ra: Double, dec: Double) =>
      whenever(order < Healpix.MAX_ORDER - 8) {
        val cell = Healpix.cell(order, ra, dec)
        val corners = Healpix.corners(order, cell).asScala
        val parts = (0 until 4).map(part => Healpix.corners(order + 1, 4 * cell + part).asScala)
        Seq(0 -> 0, 1 -> 1, 3 -> 2, 2 -> 3).foreach { case (part, corner) =>
          parts(part)(corner) shouldBe corners(corner)
        }
        corners.map(_.decDeg).min shouldBe corners.head.decDeg
        corners.map(_.decDeg).max shouldBe corners(2).decDeg
      }
    }
  }

  "HEALPix" should "refuse an order or a cell that it does not have" in {
    the[IllegalArgumentException] thrownBy Healpix.cell(30, 0, 0) should have message
      "Invalid HEALPix order (0 to 29): 30"
    the[IllegalArgumentException] thrownBy Healpix.centre(1, 48) should have message
      "Invalid HEALPix cell (0 to 12 * 4^1 - 1): 48"
  }
}
