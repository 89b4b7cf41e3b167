package allsky.spark.crossmatch.summary

import allsky.spark.crossmatch.pairs.Crowd
import allsky.spark.crossmatch.pairs.PairDiagnostics
import allsky.spark.crossmatch.pairs.PositionCounts
import allsky.spark.crossmatch.request.BySide
import allsky.spark.crossmatch.request.Side
import java.util.{Optional, TreeMap}

import scala.collection.JavaConverters._

import com.google.gson.JsonParser
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The text and the JSON of a result; no Spark. */
class SummarySpec extends AnyFlatSpec with Matchers {

  private def counts(positions: (Double, Double)*): PositionCounts = {
    val counts = new PositionCounts
    positions.foreach { case (ra, dec) => counts.add(ra, dec) }
    counts
  }

  private def input(counts: PositionCounts, repeatedKeys: Long = 0) =
    new PairDiagnostics.Input(counts, Optional.empty(), repeatedKeys)

  private def rejected(reasons: (String, Long)*): java.util.SortedMap[String, java.lang.Long] = {
    val map = new TreeMap[String, java.lang.Long]
    reasons.foreach { case (reason, rows) => map.put(reason, rows) }
    map
  }

  /** Three sources and 1,200 spectra, of which two sources have no match. */
  private def unmatched(
      left: PairDiagnostics.Input,
      right: PairDiagnostics.Input,
      conditions: Seq[String] = Seq()
  ): MatchResult =
    MatchResult.ofUnmatched(
      new PairDiagnostics(
        new BySide(left, right),
        Optional.empty(),
        Optional.of("the radius is above 60 arcsec"),
        Optional.of(new Crowd(Side.RIGHT, 1200, 0, 0))
      ),
      Optional.of(2010.5),
      new BySide(rejected(), rejected("NO_POSITION" -> 7, "RA_OUT_OF_RANGE" -> 1)),
      new BySide(2L, 1190L),
      new BySide(conditions.asJava, Seq.empty[String].asJava)
    )

  private val three = input(counts((10, 0), (20, 0), (30, 0)), repeatedKeys = 1)
  private val many = input(counts(Seq.fill(1200)((0.0, 0.0)): _*))
  private val result = unmatched(three, many)

  "The text of a result" should "have a line for each number and each note" in {
    SummaryText.lines(result).asScala shouldBe Seq(
      "sources               3",
      "spectra           1,200  7 NO_POSITION, 1 RA_OUT_OF_RANGE rejected",
      "matches               0",
      "ambiguous             0",
      "unmatched             2 sources, 1,190 spectra",
      "epoch            2010.5  0 sources, 0 spectra moved there by their proper motions",
      "note: 1,200 rows of --spectra have the same position (0.0, 0.0): is it a placeholder?",
      "note: 1 keys of --sources occur in more than one row; each row is matched separately"
    )
  }

  "The JSON of a result" should "keep its keys, without those of values that were not measured" in {
    val json = JsonParser.parseString(SummaryJson.of(result)).getAsJsonObject
    json.keySet.asScala.toSeq shouldBe Seq(
      "sources",
      "sourcesRejected",
      "spectra",
      "spectraRejected",
      "matches",
      "matchesByLabel",
      "matchesBySplit",
      "leftOutOfClass",
      "ambiguous",
      "unmatchedSources",
      "unmatchedSpectra",
      "separationArcsec",
      "histogram",
      "commonEpoch",
      "notes"
    )
    json.get("spectraRejected").toString shouldBe """{"NO_POSITION":7,"RA_OUT_OF_RANGE":1}"""
    json.get("histogram").toString shouldBe """{"stepArcsec":0.0,"matches":[],"chancePairs":[]}"""
    json.get("commonEpoch").toString shouldBe
      """{"julianYear":2010.5,"sourcesMoved":0,"spectraMoved":0}"""
  }

  "The notes of a result" should "name the side whose positions look like radians or hours" in {
    val radians = input(counts((0.1, -1), (6, 1)))
    val hours = input(counts((0.1, -60), (23, 60)))
    MatchNotes.of(unmatched(hours, radians)).asScala.take(2) shouldBe Seq(
      "--sources: right ascensions look like hours; they were read as degrees",
      "--spectra: positions look like radians; they were read as degrees"
    )
  }

  it should "name what the rows have in common, and how many there are" in {
    val result = unmatched(three, many, Seq("--where \"z < 1\"", "--cone 1,2,3"))
    MatchNotes.of(result).asScala.head shouldBe
      "--sources: only the rows of --where \"z < 1\" and --cone 1,2,3 are used, 3 rows in all"
  }

  it should "count the rows without a positional error" in {
    val left = counts((10, 0), (20, 0))
    left.addWithoutError(1)
    MatchNotes.of(unmatched(input(left), three)).asScala.head shouldBe
      "--sources: the positional error of 1 rows is not known; it counts as 0"
  }
}
