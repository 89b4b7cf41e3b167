package allsky.sky

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import scala.collection.mutable

class ZoneIndexSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private type Positions = Seq[(Double, Double)]

  private def indexOf(positions: Positions, radiusArcsec: Double) =
    ZoneIndex.of(positions.map(_._1).toArray, positions.map(_._2).toArray, radiusArcsec)

  private def found(
      index: ZoneIndex,
      ra: Double,
      dec: Double,
      radiusArcsec: Double
  ): Map[Int, Double] = {
    val hits = mutable.Map.empty[Int, Double]
    index.visitWithin(
      ra,
      dec,
      radiusArcsec,
      (row: Int, separation: Double) =>
        withClue(s"row $row twice: ") {
          hits.put(row, separation) shouldBe None
        }
    )
    hits.toMap
  }

  private def bruteForce(
      positions: Positions,
      ra: Double,
      dec: Double,
      radiusArcsec: Double
  ): Map[Int, Double] =
    positions.indices
      .map(row => row -> Separation.arcsec(ra, dec, positions(row)._1, positions(row)._2))
      .filter(_._2 <= radiusArcsec)
      .toMap

  private val position = HardPositions.position
  private val positions = HardPositions.positions
  private val radius = Gen.frequency(
    1 -> Gen.const(0.0),
    3 -> Gen.choose(0.0, 60.0),
    3 -> Gen.choose(0.0, 36000.0),
    1 -> Gen.choose(0.0, 648000.0)
  )

  "A zone index" should "find the same positions as a comparison with all positions" in {
    forAll(positions, position, radius, minSuccessful(2000)) {
      (some: Positions, probe: (Double, Double), radiusArcsec: Double) =>
        val index = indexOf(some, radiusArcsec)
        found(index, probe._1, probe._2, radiusArcsec) shouldBe
          bruteForce(some, probe._1, probe._2, radiusArcsec)
    }
  }

  it should "find a position itself and its copies at radius 0" in {
    forAll(positions) { (some: Positions) =>
      val index = indexOf(some, 0)
      some.foreach { case (ra, dec) =>
        found(index, ra, dec, 0) shouldBe bruteForce(some, ra, dec, 0)
      }
    }
  }

  it should "be correct for another radius than it was made for" in {
    forAll(positions, position, radius) {
      (some: Positions, probe: (Double, Double), radiusArcsec: Double) =>
        found(indexOf(some, 2), probe._1, probe._2, radiusArcsec) shouldBe
          bruteForce(some, probe._1, probe._2, radiusArcsec)
    }
  }

  it should "keep pairs on both sides of 0 hours" in {
    val index = indexOf(Seq((359.9999, 45.0), (0.0001, 45.0)), 2)
    found(index, 0.0, 45, 2).keySet shouldBe Set(0, 1)
    found(index, 359.9999, 45, 2).keySet shouldBe Set(0, 1)
  }

  it should "find positions across a pole" in {
    val index = indexOf(Seq((10.0, 89.9999), (190.0, 89.9999)), 2)
    found(index, 10, 89.9999, 2).keySet shouldBe Set(0, 1)
  }

  it should "include a pair exactly at the radius" in {
    val step = math.pow(2, -12)
    found(indexOf(Seq((20.0, 10.0)), 1), 20, 10 + step, step * 3600).keySet shouldBe Set(0)
  }

  it should "find nothing if it is empty" in {
    found(indexOf(Seq.empty, 2), 10, 10, 2) shouldBe empty
  }

  it should "refuse an invalid position" in {
    the[IllegalArgumentException] thrownBy indexOf(Seq((0.0, 0.0), (10.0, Double.NaN)), 2) should
      have message "Invalid position at 1: 10.0, NaN"
  }

  it should "give the same results after serialization" in {
    val some = Seq((10.0, 10.0), (10.0001, 10.0), (200.0, -30.0))
    val bytes = new ByteArrayOutputStream()
    new ObjectOutputStream(bytes).writeObject(indexOf(some, 2))
    val copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray))
      .readObject()
      .asInstanceOf[ZoneIndex]
    found(copy, 10, 10, 2) shouldBe bruteForce(some, 10, 10, 2)
  }
}
