package allsky.simulation

import allsky.RealSky
import allsky.simulation.source.Preset
import allsky.survey.Band
import java.nio.file.Files

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The reduced chi squared of the catalog's fits says as much about extended sources as the real one. */
class FitQualitySpec extends AnyFlatSpec with Matchers {

  private lazy val catalog =
    new SimulatedSky(11, Preset.SDSS, 3072, 0).at(
      SimulatedFootprint.tiles(3).get(1)
    ).catalog().asScala

  /** W1 and w1rchi2 of each row. */
  private lazy val simulated = catalog.map(row => (row.in(Band.W1).mpro, row.in(Band.W1).rchi2))

  private lazy val real = {
    val lines = Files.readAllLines(RealSky.path("catalogs/wise_allsky.csv")).asScala
    val names = lines.head.split(",")
    val (magnitude, rchi2) = (names.indexOf("w1mpro"), names.indexOf("w1rchi2"))
    for {
      line <- lines.tail
      cells = line.split(",", -1)
      if cells(magnitude).nonEmpty && cells(rchi2).nonEmpty
    } yield (cells(magnitude).toDouble, cells(rchi2).toDouble)
  }

  /** How far the quantile 0.95 is above the median, for W1 in a range. */
  private def excess(rows: Seq[(Double, Double)], bright: Double, faint: Double): Double = {
    val values = rows.filter(row => row._1 >= bright && row._1 < faint).map(_._2).sorted
    values(values.size * 95 / 100) - values(values.size / 2)
  }

  for ((bright, faint) <- Seq((14.0, 15.0), (15.0, 16.0), (16.0, 16.5)))
    s"rchi2 at W1 $bright to $faint" should "have the tail of real sources within a factor of 2.5" taggedAs RealSky in {
      excess(simulated, bright, faint) / excess(real, bright, faint) should (be > 0.4 and be < 2.5)
    }

  "rchi2" should "scatter about 1 for faint sources" in {
    val faint = simulated.filter(_._1 > 16.5).map(_._2).sorted
    faint(faint.size / 2) shouldBe 1.0 +- 0.03
    (faint(faint.size * 84 / 100) - faint(faint.size * 16 / 100)) / 2 shouldBe 0.08 +- 0.03
  }
}
