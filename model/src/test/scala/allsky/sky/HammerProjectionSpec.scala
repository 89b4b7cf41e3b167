package allsky.sky

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class HammerProjectionSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val map = HammerProjection.centredOn(0)
  private val east = Gen.choose(-179.0, 179.0)
  private val dec = Gen.choose(-89.0, 89.0)

  "The Hammer projection" should "fill an ellipse twice as wide as high" in {
    map.project(0.0, 0.0) shouldBe new HammerProjection.MapPoint(-0.0, 0.0)
    map.project(-180.0, 0.0).x shouldBe HammerProjection.HALF_WIDTH +- 1e-12
    map.project(0.0, 90.0).y shouldBe HammerProjection.HALF_HEIGHT +- 1e-12
    map.project(0.0, -90.0).y shouldBe -HammerProjection.HALF_HEIGHT +- 1e-12
  }

  it should "have east on the left" in {
    map.project(SkyPosition.ofDegrees(30, 0)).x should be < 0.0
    map.project(SkyPosition.ofDegrees(330, 0)).x should be > 0.0
  }

  it should "wrap right ascension around its centre" in {
    HammerProjection.centredOn(350).project(SkyPosition.ofDegrees(10, 20)) shouldBe
      map.project(20.0, 20.0)
  }

  it should "keep areas" in {
    val step = 1e-4
    forAll(east, dec) { (lambda, delta) =>
      val here = map.project(lambda, delta)
      val right = map.project(lambda + step, delta)
      val above = map.project(lambda, delta + step)
      val area = math.abs(
        (right.x - here.x) * (above.y - here.y) - (right.y - here.y) * (above.x - here.x)
      )
      val onSphere = math.pow(math.toRadians(step), 2) * math.cos(math.toRadians(delta))
      area / onSphere shouldBe 1.0 +- 1e-3
    }
  }
}
