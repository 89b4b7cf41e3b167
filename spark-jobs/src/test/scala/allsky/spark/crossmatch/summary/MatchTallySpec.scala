package allsky.spark.crossmatch.summary

import allsky.spark.LocalSpark
import allsky.spark.crossmatch.control.SeparationBins
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class MatchTallySpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val rows = (0 until 100)
    .map(i =>
      (
        if (i % 2 == 0) "STAR" else "QSO",
        if (i < 90) Some(i / 50.0) else None,
        Some(1 + i % 3),
        Some(1)
      )
    )
    .toDF("label", "separation_arcsec", "candidates", "source_candidates")
    .repartition(5)

  "A tally" should "count rows, matches, classes and ambiguous matches while they are used" in {
    val tally = MatchTally.of(rows, SeparationBins.within(2))
    tally.counting(rows).collect() should have length 100
    val counts = tally.value()
    counts.rows shouldBe 100
    counts.matches shouldBe 90
    counts.ambiguous shouldBe 60
    counts.byLabel.toString shouldBe "{QSO=45, STAR=45}"
    counts.bySplit.isEmpty shouldBe true
    counts.histogram.sum shouldBe 90
    counts.separations.get("largest") shouldBe 89 / 50.0
    counts.sourcesOfAllPairs shouldBe 55
  }

  it should "count each partition once, though its task ran again" in {
    val tally = MatchTally.of(rows, SeparationBins.within(2))
    val counted = tally.counting(rows)
    counted.collect()
    counted.collect()
    tally.value().matches shouldBe 90
  }
}
