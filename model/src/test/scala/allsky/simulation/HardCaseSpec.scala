package allsky.simulation

import allsky.simulation.source.{HardCase, Population, Preset, SkySource}
import allsky.survey.{Band, SourceClass}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class HardCaseSpec extends AnyFlatSpec with Matchers {

  private def tile(number: Int, cases: HardCase*): SimulatedTile =
    new SimulatedSky(3, Preset.SDSS, 2048, 6000, cases.toSet.asJava)
      .at(SimulatedFootprint.tiles(number + 1).get(number))

  private lazy val plain = tile(0)

  private def labelled(of: SimulatedTile, sourceClass: SourceClass): Seq[SkySource] =
    of.sources.asScala.filter(s => s.labelled && s.sourceClass == sourceClass)

  private def changed(hard: HardCase, sourceClass: SourceClass): Seq[SkySource] =
    labelled(tile(0, hard), sourceClass).diff(labelled(plain, sourceClass))

  "A preset" should "have its own cases" in {
    HardCase.of(Preset.SDSS).asScala.map(_.toString) shouldBe Set(
      "cool-dwarfs",
      "dusty-stars",
      "host-dominated-agn",
      "blends",
      "missing-w3-w4",
      "coverage",
      "wrong-spectra"
    )
    HardCase.of(Preset.PAPER).asScala shouldBe Set(HardCase.WRONG_SPECTRA)
  }

  "Cool and dusty stars" should "replace their share of the stars and no other source" in {
    for (
      (hard, population) <- Seq(
        HardCase.COOL_DWARFS -> Population.BROWN_DWARF,
        HardCase.DUSTY_STARS -> Population.DUSTY_STAR
      )
    ) {
      val stars = changed(hard, SourceClass.STAR)
      stars.map(_.population).toSet shouldBe Set(population)
      stars.size / 2000.0 shouldBe hard.share +- 0.01
      changed(hard, SourceClass.GALAXY) shouldBe empty
    }
  }

  they should "have the colours of cool dwarfs" in {
    val colours = changed(HardCase.COOL_DWARFS, SourceClass.STAR).map(s => s.w1 - s.w2).sorted
    // Two of three are M7 to L2, with medians of 0.23 and 0.25 in the UltracoolSheet.
    colours(colours.size / 2) shouldBe 0.26 +- 0.06
  }

  "Nuclei in hosts" should "be extended and less red than other QSO" in {
    val hosts = changed(HardCase.HOST_DOMINATED_AGN, SourceClass.QSO)
    hosts.size / 2000.0 shouldBe 0.06 +- 0.02
    all(hosts.map(_.shape.halfLightRadiusArcsec)) should be > 0.0
    def median(of: Seq[SkySource]) = of.map(s => s.w1 - s.w2).sorted.apply(of.size / 2)
    median(hosts) should be < median(labelled(plain, SourceClass.QSO)) - 0.2
  }

  "Blends" should "add sources without a spectrum next to the labelled ones" in {
    val added = tile(0, HardCase.BLENDS).sources.asScala.drop(plain.sources.size)
    added.size / 6000.0 shouldBe 0.02 +- 0.006
    all(added.map(_.labelled)) shouldBe false
    val labelledOnes = plain.sources.asScala.filter(_.labelled)
    all(added.map(one => labelledOnes.map(_.distance(one)).min * 1.375)) should be <= 8.0
  }

  "Missing bands" should "be empty in W3 and W4 of their share of the rows" in {
    val rows = tile(0, HardCase.MISSING_W3_W4).catalog.asScala
    val missing = rows.filter(_.in(Band.W3).mpro.isNaN)
    missing.size.toDouble / rows.size shouldBe 0.01 +- 0.006
    all(missing.map(_.in(Band.W4).snr.isNaN)) shouldBe true
    all(missing.map(_.in(Band.W1).mpro)) should be < 20.0
    missing.map(_.phQual.drop(2)).toSet shouldBe Set("XX")
  }

  "The coverage" should "be from 10 to 100 exposures, and be the ecliptic's without the case" in {
    val depths = (0 until 6).map(tile(_, HardCase.COVERAGE).coverage(Band.W1))
    all(depths) should (be >= 10.0 and be <= 100.0)
    depths.max / depths.min should be > 2.0
    plain.coverage(Band.W1) shouldBe 30.0 +- 15.0
  }

  "Wrong spectra" should "be none without the case" in {
    def counts(of: SimulatedTile) =
      of.spectra.asScala.filter(_.primary).groupBy(_.sourceClass).mapValues(_.size).toMap
    def truth(of: SimulatedTile, sourceClass: SourceClass) =
      labelled(of, sourceClass).map(s => of.projection.toSky(s.x, s.y))
    counts(tile(0, HardCase.WRONG_SPECTRA)) should not be counts(plain)
    truth(plain, SourceClass.QSO) should have size 2000
    counts(plain)(SourceClass.QSO) should be >= 2000
  }
}
