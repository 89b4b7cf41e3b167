package allsky.cutout.arithmetic

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class MedianSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val most = 700
  private val median = new Median(most)

  private val level: Gen[Float] = Gen.frequency(
    8 -> Gen.choose(-2f, 2f),
    4 -> Gen.choose(590f, 610f),
    2 -> Gen.choose(-Float.MaxValue / 2, Float.MaxValue / 2),
    1 -> Gen.oneOf(0f, 1f, -1f, Float.MinPositiveValue, Float.MaxValue, -Float.MaxValue)
  )

  "The median" should "be the middle of the sorted values for any values" in {
    forAll(Gen.choose(1, most).flatMap(Gen.listOfN(_, level)), minSuccessful(500)) { values =>
      val sorted = values.sorted
      median.ofFirst(values.toArray, values.size) shouldBe sorted(values.size / 2)
    }
  }

  it should "use only the first values and change none" in {
    val values = Array(3f, 1f, 2f, 99f, -99f)
    median.ofFirst(values, 3) shouldBe 2f
    values shouldBe Array(3f, 1f, 2f, 99f, -99f)
  }

  it should "be correct for equal values" in {
    median.ofFirst(Array.fill(most)(7.25f), most) shouldBe 7.25f
    median.ofFirst(Array.tabulate(most)(i => if (i % 3 == 0) 5f else 4f), most) shouldBe 4f
  }
}
