package allsky.simulation.source

import allsky.metrics.prior.{PriorCell, PriorTable}
import allsky.survey.SourceClass
import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The table of class fractions that allsky ships is what its comments say. */
class SkyPriorsSpec extends AnyFlatSpec with Matchers {

  private val cells = PriorTable.sky.cells.asScala

  private def counts(name: SourceClass, bright: Double, faint: Double): Double = {
    val step = 0.005
    (0 until math.round((faint - bright) / step).toInt)
      .map(i => step * NumberCounts.of(name).perMagnitude(bright + (i + 0.5) * step))
      .sum
  }

  /** The mean over the area between two latitudes, which is even in the sine of the latitude. */
  private def starFactor(low: Double, high: Double): Double = {
    val Seq(first, last) = Seq(low, high).map(lat => math.sin(math.toRadians(lat)))
    val steps = 5000
    (0 until steps).map { i =>
      val sine = first + (i + 0.5) * (last - first) / steps
      NumberCounts.starDensityFactor(math.toDegrees(math.asin(sine)))
    }.sum / steps
  }

  private def expected(cell: PriorCell): Map[SourceClass, Double] = {
    val (bright, faint) =
      if (cell.isWithoutW1) (6.0, 17.8) else (math.max(6, cell.minW1), math.min(18, cell.maxW1))
    val amounts = SourceClass.values.map { name =>
      val factor =
        if (name == SourceClass.STAR) starFactor(cell.minLatDeg, cell.maxLatDeg) else 1.0
      name -> factor * counts(name, bright, faint)
    }.toMap
    amounts.mapValues(_ / amounts.values.sum).map(identity)
  }

  "The class fractions of the sky" should "be the number counts with the law of the stars" in {
    for (cell <- cells; (name, share) <- expected(cell))
      withClue(s"$cell $name: ")(cell.priors.share(name) shouldBe share +- (2e-4 * share + 1e-6))
  }

  it should "have a cell for each source, with W1 or without" in {
    for (w1 <- Seq(-5.0, 11.999, 12.0, 14.25, 17.5, 25.0, Double.NaN); lat <- 0 to 90)
      withClue(s"$w1 $lat: ")(PriorTable.sky.cell(w1, lat).isPresent shouldBe true)
  }

  "The law of the stars" should "give the counts of WPHot at a latitude of 30 degrees" in {
    // log10 per magnitude and square degree, from WPHot's example table at b = -30 degrees.
    for ((w1, published) <- Seq(11.25 -> 2.0, 12.25 -> 2.37)) {
      val stars = NumberCounts.of(SourceClass.STAR).perMagnitude(w1)
      math.log10(stars * NumberCounts.starDensityFactor(30)) shouldBe published +- 0.06
    }
  }
}
