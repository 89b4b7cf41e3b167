package allsky.calibration

import allsky.survey.{Band, Magnitude, NetworkInputs, Photometry}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._
import scala.util.Random

class PhotometryDistanceSpec extends AnyFlatSpec with Matchers {

  private case class Sky(photometry: Seq[Array[Float]], w1: Array[Double])

  private def floats(magnitudes: Double*): Array[Float] = {
    val measured = Band.values.zip(magnitudes).map { case (band, magnitude) =>
      band -> new Magnitude(magnitude, 0.05)
    }
    NetworkInputs.PHOTOMETRY.photometry(new Photometry(measured.toMap.asJava)).get
  }

  /**
   * Two kinds of sources with W1 from 8 to 18, most of them faint: W1-W2 is 0 or 1. W3 is measured
   * down to 11.5.
   */
  private def ordinary(count: Int, seed: Long): Sky = {
    val random = new Random(seed)
    val w1 = Array.fill(count)(18 - 10 * math.pow(random.nextDouble, 2))
    Sky(
      w1.toSeq.map { first =>
        val red = random.nextInt(2)
        val w2 = first - red - 0.1 * random.nextGaussian
        val w3 = w2 - 0.5 - 2 * red - 0.2 * random.nextGaussian
        if (w3 < 11.5) floats(first, w2, w3) else floats(first, w2)
      },
      w1
    )
  }

  private lazy val held = ordinary(4000, 2)
  private lazy val distance = PhotometryDistance.fitted(
    NetworkInputs.PHOTOMETRY,
    ordinary(6000, 1).photometry.asJava,
    held.photometry.asJava,
    held.w1,
    17
  ).get

  private def distances(sky: Sky) =
    sky.photometry.zip(sky.w1).map { case (photometry, w1) => distance.of(photometry, w1) }

  "The distance by photometry" should "exceed 2 for 1 % of ordinary sources, also of bright ones" in {
    val fresh = ordinary(40000, 3)
    val far = distances(fresh).map(_ > 2)
    far.count(identity) / 40000.0 shouldBe 0.01 +- 0.004
    val bright = far.zip(fresh.w1).filter(_._2 < 10)
    bright.count(_._1).toDouble / bright.size should be < 0.04
  }

  it should "be large for a rare colour and for a band that should be measured" in {
    distance.of(floats(14, 14), 14) should be < 2.0
    distance.of(floats(14, 13, 10.5), 14) should be < 2.0
    distance.of(floats(14, 13.5), 14) should be > 2.5
    distance.of(floats(14, 11, 8), 14) should be > 3.0
    distance.of(floats(9), 9) should be > 3.0
  }

  it should "be large for a source that only other bands measure, and 0 if none does" in {
    distance.of(floats(Double.NaN, 12), Double.NaN) should be > 3.0
    distance.of(floats(Double.NaN, 16), 18.5) should be > 3.0
    distance.of(floats(), 15) shouldBe 0.0
  }

  it should "not exist for a network without W1, or without measured sources" in {
    def fitted(inputs: NetworkInputs, photometry: Seq[Array[Float]]) =
      PhotometryDistance.fitted(
        inputs,
        photometry.asJava,
        photometry.asJava,
        photometry.map(_ => 15.0).toArray,
        17
      ).isPresent
    fitted(NetworkInputs.IMAGES, Seq.fill(9)(Array())) shouldBe false
    fitted(NetworkInputs.COLOURS, Seq.fill(9)(Array(0f, 0f))) shouldBe false
    fitted(NetworkInputs.PHOTOMETRY, Seq.fill(9)(floats())) shouldBe false
    fitted(NetworkInputs.PHOTOMETRY, Seq.fill(9)(floats(14))) shouldBe true
    fitted(NetworkInputs.FUSION, Seq.fill(9)(Array(0f, 0f, 0f, 0f))) shouldBe true
  }

  "The distance by the inputs" should "be the larger one, and survive its file" in {
    val measures = held.w1.toSeq.map(w1 => Array(18 - w1, 0.1 * w1 % 1))
    val pixels = PixelDistance.fitted(measures.asJava, Array(0), measures.asJava, held.w1, 17)
    val both = new InputDistance(pixels, distance)
    val read =
      InputDistanceFile.parse(InputDistanceFile.tensors(both), NetworkInputs.PHOTOMETRY).get
    for (i <- 0 until 200) {
      val (one, photometry, w1) = (measures(i), held.photometry(i), held.w1(i))
      val larger = math.max(pixels.of(one, w1), distance.of(photometry, w1)).toFloat
      both.of(one, photometry, w1) shouldBe larger
      read.of(one, photometry, w1) shouldBe larger +- 2e-3f
    }
    both.method should include("colours")
    new InputDistance(pixels, null).ofPhotometry(held.photometry.head, 15) shouldBe 0f
  }
}
