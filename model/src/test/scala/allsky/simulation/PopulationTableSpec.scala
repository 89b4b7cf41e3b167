package allsky.simulation

import allsky.simulation.source.{Population, PopulationTable, Preset}
import allsky.simulation.spectra.SpectroscopicSelection
import allsky.survey.SourceClass
import java.util.SplittableRandom

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PopulationTableSpec extends AnyFlatSpec with Matchers {

  private def random = new SplittableRandom(1)

  "The shares of a class" should "have sum 1 in each table" in {
    for (table <- PopulationTable.values; sourceClass <- SourceClass.values)
      Population.values.filter(_.sourceClass == sourceClass).map(table.share).sum shouldBe
        1.0 +- 1e-9
  }

  "A population" should "have the colours of its row" in {
    val drawn = random
    val qsos = (1 to 4000).map(_ =>
      PopulationTable.CALIBRATED.drawMagnitudes(Population.TYPE_1_QSO, 15, drawn)
    )
    qsos.map(m => m(0) - m(1)).sum / 4000 shouldBe 1.17 +- 0.01
    qsos.map(m => m(2) - m(3)).sum / 4000 shouldBe 2.25 +- 0.02
  }

  it should "be unknown to a table without it" in {
    an[IllegalArgumentException] should be thrownBy
      PopulationTable.BY_EYE.drawMagnitudes(Population.RED_GALAXY, 15, random)
  }

  "Half of the spectra of galaxies" should "be of luminous red galaxies in the preset sdss" in {
    val selection = SpectroscopicSelection.of(Preset.SDSS)
    val drawn = random
    val targets = (1 to 4000).map(_ => selection.draw(SourceClass.GALAXY, drawn))
    val red = Set(Population.RED_GALAXY, Population.DISTANT_RED_GALAXY)
    targets.count(t => red(t.population)) / 4000.0 shouldBe 0.53 +- 0.03
    all(targets.map(_.w1)) should (be > 8.5 and be < 17.3)
  }
}
