package allsky.survey

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._

class PhotometryInputSpec extends AnyFlatSpec with Matchers {

  import NetworkInputs._

  private val none = null.asInstanceOf[java.lang.Double]

  /** Magnitude and error of each band from W1 on; an error of 0 is that of an upper limit. */
  private def numbers(inputs: NetworkInputs, bands: (Double, Double)*): Option[Seq[Float]] = {
    val magnitudes = Band.values.zip(bands).map { case (band, (magnitude, error)) =>
      band -> Magnitude.of(magnitude, if (error == 0) none else Double.box(error))
    }
    val found = inputs.photometry(new Photometry(magnitudes.toMap.asJava))
    if (found.isPresent) Some(found.get.toSeq) else None
  }

  private def colours(inputs: NetworkInputs, w1: Double, w2: Double, w3: Double): Seq[Float] =
    numbers(inputs, w1 -> 0.03, w2 -> 0.03, w3 -> 0.03).getOrElse(Seq.empty)

  "The inputs of a network" should "be colours less their centre, in units of their scale" in {
    colours(COLOURS, 15.5, 14.5, 10.5) shouldBe Seq(1f, 1f)
    colours(FUSION, 15.5, 14.5, 10.5) shouldBe Seq(1f, 1f, 0.5f, 0f)
    numbers(IMAGES) shouldBe Some(Seq())
  }

  "A W3 that is not measured" should "be said to a fusion, and have no place among the colours" in {
    colours(FUSION, 15.5, 14.5, Double.NaN) shouldBe Seq(1f, 0f, 0.5f, 1f)
    colours(COLOURS, 15.5, 14.5, Double.NaN) shouldBe empty
  }

  "A source without W1 or W2" should "have no colours" in {
    for (inputs <- Seq(COLOURS, FUSION); w3 <- Seq(10.0, Double.NaN)) {
      colours(inputs, Double.NaN, 14.5, w3) shouldBe empty
      colours(inputs, 15.5, Double.NaN, w3) shouldBe empty
    }
  }

  private val w1 = 15.5 -> 0.1
  private val w2 = 14.5 -> 0.02
  private val w3 = 10.5 -> 0.5
  private val w4 = 7.0 -> 0.3
  private val limit = 12.1 -> 0.0
  private val unknown = Double.NaN -> 0.2

  private def rounded(bands: (Double, Double)*): Option[Seq[Double]] =
    numbers(PHOTOMETRY, bands: _*).map(_.map(value => math.round(value * 1000) / 1000.0))

  "Photometry" should "be W1, three colours, the logarithms of four errors, and four flags" in {
    rounded(w1, w2, w3, w4) shouldBe
      Some(Seq(0.5, 1, 1, 1, 1.667, -1.33, 1.33, -0.076, 0, 0, 0, 0))
    PHOTOMETRY.photometryCount shouldBe 12
    PHOTOMETRY.photometryBands.asScala shouldBe Band.values.toSeq
    FUSION.photometryBands.asScala shouldBe Seq(Band.W1, Band.W2, Band.W3)
  }

  it should "have the centre and a flag for an upper limit and for no magnitude" in {
    for (missing <- Seq(limit, unknown)) {
      rounded(w1, w2, w3, missing) shouldBe
        Some(Seq(0.5, 1, 1, 0, 1.667, -1.33, 1.33, 0, 0, 0, 0, 1))
      rounded(w1, w2, missing, w4) shouldBe
        Some(Seq(0.5, 1, 0, 0, 1.667, -1.33, 0, -0.076, 0, 0, 1, 0))
      rounded(w1, missing, w3, w4) shouldBe
        Some(Seq(0.5, 0, 0, 1, 1.667, 0, 1.33, -0.076, 0, 1, 0, 0))
      rounded(w1, missing, missing, missing) shouldBe
        Some(Seq(0.5, 0, 0, 0, 1.667, 0, 0, 0, 0, 1, 1, 1))
      rounded(missing, w2, w3, w4) shouldBe
        Some(Seq(0, 0, 1, 1, 0, -1.33, 1.33, -0.076, 1, 0, 0, 0))
    }
  }

  it should "be known for a source of which nothing is measured, unlike that of other networks" in {
    PHOTOMETRY.withoutPhotometry.get.toSeq shouldBe Seq.fill(8)(0f) ++ Seq.fill(4)(1f)
    IMAGES.withoutPhotometry.get shouldBe empty
    Seq(COLOURS, FUSION).filter(_.withoutPhotometry.isPresent) shouldBe empty
  }

  it should "limit errors to 0.01 and 1 mag" in {
    val small = numbers(PHOTOMETRY, 15.5 -> 1e-4, w2, w3, 7.0 -> 3.0).get
    small(4) shouldBe (-2f + 1.5f) / 0.3f +- 1e-6f
    small(7) shouldBe 0.5f / 0.3f +- 1e-6f
  }

  "The colours" should "follow W1, without errors" in {
    PHOTOMETRY.coloursAtW1(Array.tabulate(12)(_.toFloat)).toSeq shouldBe Seq(0, 1, 2, 3, 8, 9, 10,
      11)
    FUSION.coloursAtW1(Array.tabulate(4)(_.toFloat)).toSeq shouldBe Seq(2, 0, 1, 3)
  }

  it should "need a measured band, and a network that gets W1" in {
    PHOTOMETRY.isMeasured(numbers(PHOTOMETRY, w1, limit).get.toArray) shouldBe true
    PHOTOMETRY.isMeasured(numbers(PHOTOMETRY, limit, w2).get.toArray) shouldBe true
    PHOTOMETRY.isMeasured(numbers(PHOTOMETRY, limit, limit).get.toArray) shouldBe false
    FUSION.isMeasured(numbers(FUSION, w1, w2, limit).get.toArray) shouldBe true
    COLOURS.isMeasured(numbers(COLOURS, w1, w2, w3).get.toArray) shouldBe false
    IMAGES.isMeasured(Array()) shouldBe false
  }

  "A magnitude" should "be measured only with an error" in {
    Magnitude.of(15.5, 0.03).measured shouldBe 15.5
    Magnitude.of(-2.9, 0.0).measured shouldBe -2.9
    for (
      (magnitude, error) <- Seq[(java.lang.Double, java.lang.Double)](
        (15.5, none),
        (15.5, Double.NaN),
        (15.5, -1.0),
        (15.5, 9.99),
        (15.5, 9999.0),
        (none, 0.03),
        (Double.NaN, 0.03),
        (Double.PositiveInfinity, 0.03),
        (99.0, 0.03),
        (-999.0, 0.03)
      )
    )
      withClue(s"$magnitude +- $error: ")(
        Magnitude.of(magnitude, error).measured.isNaN shouldBe true
      )
  }
}
