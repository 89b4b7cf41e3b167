package allsky.cutout.arithmetic

import java.lang.Float.floatToRawIntBits

import org.scalacheck.Gen
import org.scalatest.Outcome
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

/** Tests that vectors give the same bits as scalar code. */
class VectorArithmeticSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val most = 1849
  private lazy val scalar = new ScalarArithmetic(most)
  private lazy val vector = ArithmeticChoice.vector(most)

  override def withFixture(test: NoArgTest): Outcome = {
    assume(ArithmeticChoice.hasModule, s"without ${ArithmeticChoice.MODULE}")
    super.withFixture(test)
  }

  private val pixel: Gen[Float] = Gen.frequency(
    20 -> Gen.choose(-3f, 3f),
    4 -> Gen.choose(590f, 610f),
    2 -> Gen.choose(-1e5f, 1e8f),
    2 -> Gen.choose(-45.0, 40.0).map(exponent => math.pow(2, exponent).toFloat),
    1 -> Gen.choose(-Float.MaxValue / 2, Float.MaxValue / 2),
    1 -> Gen.oneOf(0f, -0f, 1f, Float.MinPositiveValue, 1e12f, -1e12f),
    1 -> Gen.oneOf(AsinhTable.LARGEST, AsinhTable.SMALLEST)
  )

  private val holed: Gen[Float] = Gen.frequency(
    30 -> pixel,
    1 -> Gen.oneOf(Float.NaN, Float.PositiveInfinity, Float.NegativeInfinity, -Float.MaxValue)
  )

  /** What the resampler gets: the bits of a NaN would depend on the order of operands. */
  private val finite: Gen[Float] =
    Gen.frequency(9 -> Gen.choose(-3f, 3f), 2 -> Gen.choose(-1e5f, 1e8f), 1 -> Gen.oneOf(0f, -0f))

  private def pixels(of: Gen[Float]): Gen[Array[Float]] =
    Gen.choose(1, most).flatMap(Gen.listOfN(_, of)).map(_.toArray)

  private def bits(values: Array[Float]): Seq[Int] = values.toSeq.map(floatToRawIntBits)

  "Vectors" should "mark the same pixels as missing" in {
    forAll(pixels(holed), Gen.choose(0, 9), Gen.oneOf(1e12f, 600f, 1f)) { (values, from, largest) =>
      val (ours, theirs) = (values.clone, values.clone)
      val count = math.max(0, values.length - from - 1)
      vector.markMissing(ours, from, count, largest) shouldBe
        scalar.markMissing(theirs, from, count, largest)
      bits(ours) shouldBe bits(theirs)
    }
  }

  they should "have the same median" in {
    forAll(pixels(pixel), minSuccessful(300)) { values =>
      val count = (values.length + 1) / 2
      for (size <- Seq(count, values.length))
        floatToRawIntBits(vector.median(values, size)) shouldBe
          floatToRawIntBits(scalar.median(values, size))
    }
  }

  they should "have the same median of few, of many equal and of few different values" in {
    val sets = Seq(
      Array.fill(most)(7.25f),
      Array.tabulate(most)(i => if (i % 3 == 0) 5f else 4f),
      Array.tabulate(624)(i => if (i < 312) -0f else 0f),
      Array.tabulate(624)(i => if (i == 7) 1e30f else i % 5f),
      Array.fill(17)(Float.MaxValue)
    )
    for (values <- sets; count <- Seq(1, 2, 3, 8, 9, 15, 16, 17, values.length))
      floatToRawIntBits(vector.median(values, count)) shouldBe
        floatToRawIntBits(scalar.median(values, count))
  }

  they should "stretch to the same values" in {
    forAll(pixels(holed), Gen.choose(0, 9), Gen.choose(0.1f, 2f)) { (values, from, perSigma) =>
      val count = math.max(0, values.length - from)
      val (ours, theirs) = (new Array[Float](count + 3), new Array[Float](count + 3))
      vector.stretch(values, from, count, perSigma, ours, 2)
      scalar.stretch(values, from, count, perSigma, theirs, 2)
      bits(ours) shouldBe bits(theirs)
    }
  }

  they should "interpolate to the same values for all sides, steps and offsets" in {
    val offset = Gen.frequency(5 -> Gen.choose(-0.5f, 0.5f), 1 -> Gen.oneOf(-0.5f, 0f, 0.5f))
    for (side <- Seq(5, 16, 17) ++ (40 to 128); window <- Seq(25, 43)) {
      val step = (window - 6.6) / side
      val values = Gen.listOfN(window * window, finite).sample.get.toArray
      val (ours, theirs) = (vector.rows(window, side, step), scalar.rows(window, side, step))
      forAll(offset, offset, minSuccessful(3)) { (dx, weight) =>
        bits(interpolated(ours, dx, weight, values, window, side)) shouldBe
          bits(interpolated(theirs, dx, weight, values, window, side))
      }
    }
  }

  /** All rows along x, and after them one between the last two. */
  private def interpolated(
      rows: RowInterpolation,
      dx: Float,
      weight: Float,
      values: Array[Float],
      window: Int,
      side: Int
  ): Array[Float] = {
    val output = new Array[Float]((window + 1) * side)
    rows.moveTo(dx)
    rows.interpolate(values, 0, window, output)
    rows.between(output, (window - 2) * side, weight.abs, output, window * side)
    output
  }
}
