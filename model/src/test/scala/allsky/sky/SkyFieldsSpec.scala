package allsky.sky

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import scala.collection.mutable

class SkyFieldsSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val fieldsOfHeight = Seq(0.02, 0.3, 7.0, 10.0).map(h => h -> SkyFields.ofHeight(h)).toMap
  private val height = Gen.oneOf(fieldsOfHeight.keys.toSeq)
  private val radius = Gen.frequency(
    1 -> Gen.const(0.0),
    3 -> Gen.choose(0.0, 60.0),
    3 -> Gen.choose(0.0, 36000.0),
    1 -> Gen.choose(0.0, 648000.0)
  )
  // A circle is widest to the east and to the west.
  private val angle = Gen.frequency(2 -> Gen.choose(0.0, 360.0), 1 -> Gen.oneOf(90.0, 270.0))

  private case class CircleOnFields(
      heightDeg: Double,
      ra: Double,
      dec: Double,
      radiusArcsec: Double
  )

  /** A circle of at most ten fields: on small fields a wide circle touches millions, which is slow. */
  private val circle = for {
    heightDeg <- height
    (ra, dec) <- HardPositions.position
    radiusArcsec <- radius.map(math.min(_, heightDeg * 36000))
  } yield CircleOnFields(heightDeg, ra, dec, radiusArcsec)

  private def touched(
      fields: SkyFields,
      ra: Double,
      dec: Double,
      radiusArcsec: Double
  ): Set[Int] = {
    val found = mutable.Set.empty[Int]
    fields.visitTouched(
      ra,
      dec,
      radiusArcsec,
      (field: Int) => withClue(s"field $field twice: ")(found.add(field) shouldBe true)
    )
    found.toSet
  }

  "The fields that a circle touches" should "contain every point of the circle, each field once" in {
    forAll(circle, angle, Gen.choose(0.0, 1.0), minSuccessful(4000)) {
      (circle: CircleOnFields, angleDeg: Double, part: Double) =>
        val CircleOnFields(heightDeg, ra, dec, radiusArcsec) = circle
        val fields = fieldsOfHeight(heightDeg)
        val found = touched(fields, ra, dec, radiusArcsec)
        found should contain(fields.at(ra, dec))
        Seq(part, 1.0).foreach { part =>
          val point = SkyPosition.ofDegrees(ra, dec).towards(angleDeg, radiusArcsec * part)
          if (Separation.arcsec(ra, dec, point.raDeg, point.decDeg) <= radiusArcsec) {
            found should contain(fields.at(point.raDeg, point.decDeg))
          }
        }
    }
  }

  they should "be few if the circle is at most half a field" in {
    forAll(height, HardPositions.position, Gen.choose(0.0, 0.5)) {
      (heightDeg: Double, centre: (Double, Double), part: Double) =>
        // Near a pole zones have few fields, and a circle that contains the pole touches
        // all of them.
        val fields = fieldsOfHeight(heightDeg)
        touched(fields, centre._1, centre._2, heightDeg * 3600 * part).size should be <= 12
    }
  }

  "A field" should "be between 0 and the number of fields, also at 360 degrees" in {
    forAll(height, HardPositions.position) { (heightDeg: Double, position: (Double, Double)) =>
      val fields = fieldsOfHeight(heightDeg)
      fields.at(position._1, position._2) should (be >= 0 and be < fields.count)
      fields.at(360, position._2) shouldBe fields.at(0, position._2)
    }
    // 360 times the fields of a degree is less than their number in this zone.
    val wide = SkyFields.ofHeight(7)
    wide.at(360, 17.754) shouldBe wide.at(0, 17.754)
    touched(wide, 360, 17.754, 0) should contain(wide.at(0, 17.754))
  }
}
