package allsky.sky

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import scala.util.Random

class SkyCoverageSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private def coverageOf(positions: Seq[(Double, Double)], radiusArcsec: Double) =
    SkyCoverage.of(positions.map(_._1).toArray, positions.map(_._2).toArray, radiusArcsec)

  private val radius = Gen.frequency(
    1 -> Gen.const(0.0),
    3 -> Gen.choose(0.0, 60.0),
    3 -> Gen.choose(0.0, 36000.0),
    1 -> Gen.choose(0.0, 648000.0)
  )
  private val angle = Gen.choose(0.0, 360.0)

  "A sky coverage" should "reach every point within the radius of a position" in {
    forAll(HardPositions.positions, radius, angle, Gen.choose(0.0, 1.0), minSuccessful(2000)) {
      (some: Seq[(Double, Double)], radiusArcsec: Double, angleDeg: Double, part: Double) =>
        val coverage = coverageOf(some, radiusArcsec)
        some.foreach { case (ra, dec) =>
          coverage.mayReach(ra, dec) shouldBe true
          val rim = SkyPosition.ofDegrees(ra, dec).towards(angleDeg, radiusArcsec * part)
          if (Separation.arcsec(ra, dec, rim.raDeg, rim.decDeg) <= radiusArcsec) {
            coverage.mayReach(rim.raDeg, rim.decDeg) shouldBe true
          }
        }
    }
  }

  it should "exclude most of the sky if there are few positions" in {
    val random = new Random(1)
    def anywhere() =
      (random.nextDouble() * 360, math.toDegrees(math.asin(random.nextDouble() * 2 - 1)))
    val coverage = coverageOf(Seq.fill(10000)(anywhere()), 2)
    val reached = Seq.fill(10000)(anywhere()).count { case (ra, dec) => coverage.mayReach(ra, dec) }
    reached should be < 500
  }

  it should "reach nothing without positions, and everything within 180 degrees" in {
    coverageOf(Seq.empty, 2).mayReach(10, 10) shouldBe false
    coverageOf(Seq((10.0, 10.0)), 648000).mayReach(190, -10) shouldBe true
  }
}
