package allsky.calibration

import allsky.RealSky
import allsky.network.model.PretrainedModel
import allsky.survey.{Band, Magnitude, NetworkInputs, Photometry}
import java.nio.file.Files

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The distance by photometry of the pretrained model, for real sources. No image is needed. */
class RealPhotometrySpec extends AnyFlatSpec with Matchers {

  private lazy val distance = TrainingDistance.ofModel(PretrainedModel.read(_ => ())).get
  private lazy val limit = distance.threshold(0.99)

  private case class Source(kind: String, magnitudes: Map[Band, Magnitude]) {
    val w1: Double = magnitudes(Band.W1).measured
    lazy val isFar: Boolean = {
      val floats = NetworkInputs.PHOTOMETRY.photometry(new Photometry(magnitudes.asJava)).get
      distance.inputs.get.ofPhotometry(floats, w1) > limit
    }
  }

  private val commaOutsideQuotes = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"

  private def sources(file: String, kind: String, names: Int => (String, String)) = {
    val lines = Files.readAllLines(RealSky.path(file)).asScala
    val columns = lines.head.split(",")
    for {
      line <- lines.tail
      cells = columns.zip(line.split(commaOutsideQuotes, -1)).toMap
    } yield {
      def number(name: String) =
        Option(cells(name)).filter(_.nonEmpty).map(text => Double.box(text.toDouble)).orNull
      val magnitudes = Band.values.zipWithIndex.map { case (band, i) =>
        val (magnitude, error) = names(i + 1)
        band -> Magnitude.of(number(magnitude), number(error))
      }
      Source(cells.getOrElse(kind, ""), magnitudes.toMap)
    }
  }

  private def of(all: Seq[Source], bright: Double) = all.filter(_.w1 >= bright)

  private def share(all: Seq[Source]): Double = {
    val far = all.count(_.isFar)
    info(f"$far of ${all.size} (${100.0 * far / all.size}%.1f %%) are beyond $limit%.2f")
    far.toDouble / all.size
  }

  private lazy val mixed = sources(
    "catalogs/wise_allsky.csv",
    "none",
    i => (s"w${i}mpro", s"w${i}sigmpro")
  )

  private lazy val labelled = sources(
    "catalogs/allwise_labelled_photometry.csv",
    "Class",
    i => (s"W${i}mag_allwise", s"e_W${i}mag_allwise")
  )

  private lazy val dwarfs =
    sources("catalogs/ultracoolsheet-wise.csv", "types", i => (s"w$i", s"e$i"))

  "Real sources of a part of the sky" should "be far as rarely as simulated ones, by a factor of 4" taggedAs RealSky in {
    of(mixed, -9).size should be > 990
    share(of(mixed, -9)) should be < 0.04
  }

  "Real active galaxies" should "be ordinary unless they are bright" taggedAs RealSky in {
    share(labelled.filter(source => source.kind == "AGN" && source.w1 < 14)) shouldBe 0.3 +- 0.05
    share(of(labelled.filter(_.kind == "AGN"), 14)) should be < 0.05
  }

  "Real young stars, a kind that the training lacks" should "be found" taggedAs RealSky in {
    share(of(labelled.filter(_.kind == "YSO"), -9)) should be > 0.7
  }

  // Of the simulated ones 2 %, 43 % and 97 % are far, see docs/pretrained-model.md.
  for ((letter, least, most) <- Seq(("L", 0.0, 0.1), ("T", 0.33, 0.53), ("Y", 0.87, 1.0)))
    s"Real $letter dwarfs" should "be far as often as simulated ones, within 10 %" taggedAs RealSky in {
      val measured = dwarfs.filter(_.magnitudes(Band.W2).isMeasured)
      share(measured.filter(_.kind.startsWith(letter))) should (be >= least and be <= most)
    }
}
