package allsky.spark.cli

import allsky.spark.LocalSpark

import scala.math.{asin, cos, sin, sqrt, toDegrees, toRadians}
import scala.util.Random

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The regions of crossmatch, against a comparison of every source with every partner. */
class CrossmatchRegionSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session

  private case class Place(key: String, ra: Double, dec: Double)

  private val random = new Random(11)

  /** Across right ascension 0; the last one is at the northern edge of the cone. */
  private val stars = (1 to 500).map { i =>
    Place(
      s"s$i",
      (360 + (random.nextDouble() - 0.5) * 4) % 360,
      60 + (random.nextDouble() - 0.5) * 2
    )
  } :+ Place("edge", 0.2, 60.5 - 0.5 * arcsec)

  private val partners = stars.zipWithIndex.map { case (star, i) =>
    val east = (random.nextDouble() - 0.5) * 8 * arcsec / cos(toRadians(star.dec))
    Place(s"p$i", (360 + star.ra + east) % 360, star.dec + (random.nextDouble() - 0.5) * 8 * arcsec)
  } :+ Place("beyond", 0.2, 60.5 + arcsec)

  private def csv(name: String, places: Seq[Place]): String =
    file(name, ("id,ra,dec" +: places.map(p => s"${p.key},${p.ra},${p.dec}")) :+ s"faulty,,60": _*)

  private lazy val (left, right) = (csv("stars.csv", stars), csv("partners.csv", partners))

  /** The haversine formula, degrees. */
  private def separation(ra: Double, dec: Double, other: Place): Double = {
    val a = sin(toRadians(other.dec - dec) / 2)
    val b = sin(toRadians(other.ra - ra) / 2)
    2 * toDegrees(asin(sqrt(a * a + cos(toRadians(dec)) * cos(toRadians(other.dec)) * b * b)))
  }

  private def pairs(stars: Seq[Place], partners: Seq[Place]): Set[(String, String)] =
    (for {
      star <- stars
      partner <- partners if separation(star.ra, star.dec, partner) <= 3 * arcsec
    } yield star.key -> partner.key).toSet

  private def matched(options: String*): (Set[(String, String)], Outcome) = {
    val output = newFolder().toString
    val result = run(
      Seq("--sources", left, "--spectra", right, "--output", output, "--radius-arcsec", "3") ++
        Seq("--match", "all") ++ options: _*
    )
    withClue(result.err)(result.exitCode shouldBe 0)
    val rows = spark.read.parquet(output).select("id", "match_id").collect()
    rows.map(row => row.getString(0) -> row.getString(1)).toSet -> result
  }

  "A cone" should "keep the sources in it, with all their partners" in {
    val inside = stars.filter(separation(0.2, 60.1, _) <= 0.4)
    val near = partners.count(separation(0.2, 60.1, _) <= 0.4 + 63 * arcsec)
    val (found, result) = matched("--cone", "0.2,60.1,0.4")
    found shouldBe pairs(inside, partners)
    found.size should be > 20
    val outside = partners.filterNot(separation(0.2, 60.1, _) <= 0.4)
    withClue("partners outside")(pairs(inside, outside) should not be empty)
    result.out should include(
      s"--sources: only the rows of --cone 0.2,60.1,0.4 are used, ${inside.size} rows in all"
    )
    result.out should include(s"63 arcsec around it are used, $near rows in all")
    result.out should not include "NO_POSITION"
  }

  "A box" should "keep the rows of both catalogs in it if all are written" in {
    def isInside(place: Place): Boolean =
      (place.ra >= 359.5 || place.ra <= 0.7) && place.dec >= 59.6 && place.dec <= 60.3
    val (found, _) = matched("--box", "359.5,0.7,59.6,60.3", "--join", "outer")
    val (inLeft, inRight) = (stars.filter(isInside), partners.filter(isInside))
    val both = pairs(inLeft, inRight)
    found shouldBe both ++
      inLeft.map(_.key).filterNot(both.map(_._1)).map(_ -> null) ++
      inRight.map(_.key).filterNot(both.map(_._2)).map((null: String) -> _)
  }

  "A region" should "be refused if it is none, or one of two" in {
    def refusal(options: String*): String =
      run(Seq("--sources", left, "--spectra", right, "--output", "x") ++ options: _*).err.trim
    refusal("--cone", "1,2") should endWith("Invalid --cone (3 numbers, degrees): 1,2")
    refusal("--box", "1,2,4,3") should include("Invalid --box 1,2,4,3: Invalid declinations")
    refusal("--cone", "1,2,3", "--box", "1,2,3,4") should
      endWith("Invalid --box 1,2,3,4 (not with --cone).")
  }
}
