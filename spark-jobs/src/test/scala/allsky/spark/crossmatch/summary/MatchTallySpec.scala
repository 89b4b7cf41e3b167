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
    val tally = MatchTally.of(rows, SeparationBins.within(2), Int.MaxValue)
    tally.counting(rows).collect() should have length 100
    val counts = tally.value()
    counts.rows shouldBe 100
    counts.matches shouldBe 90
    counts.ambiguous shouldBe 60
    counts.byLabel.toString shouldBe "{QSO=45, STAR=45}"
    counts.bySplit.isEmpty shouldBe true
    counts.histogram.sum shouldBe 90
    counts.separations.get("largest") shouldBe 89 / 50.0
    counts.sources shouldBe 55
  }

  it should "count a source once that has a match for each of its nearest candidates" in {
    // Sources with 1, 2 and 3 candidates, of which at most 2 are matches.
    val some = Seq((1, 0.1), (2, 0.2), (2, 0.3), (3, 0.4), (3, 0.5))
      .map { case (candidates, separation) => (separation, candidates, 1) }
      .toDF("separation_arcsec", "candidates", "source_candidates")
    val tally = MatchTally.of(some, SeparationBins.within(2), 2)
    tally.counting(some).collect()
    tally.value().sources shouldBe 3
    tally.value().matches shouldBe 5
  }

  it should "count each partition once, though its task ran again" in {
    val tally = MatchTally.of(rows, SeparationBins.within(2), Int.MaxValue)
    val counted = tally.counting(rows)
    counted.collect()
    counted.collect()
    tally.value().matches shouldBe 90
  }
}
