package allsky.spark.cli

import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec

class CrossmatchEpochSpec extends AnyFlatSpec with MovingStars {

  import StraightMotion._
  import spark.implicits._

  /** Each side moves once with an index and once without. */
  private lazy val roads = Seq(
    ("sources that move", "1000", moving, still, "source_id", "match_id", Seq()),
    ("partners that move", "1", still, moving, "match_source_id", "id", Seq()),
    ("sources that move to a label", "1", moving, spectra, "source_id", "specobjid", Seq()),
    ("spectra that move", "1000", still, movingSpectra, "specobjid", "id", spectraMotion)
  )

  "crossmatch --match-epoch" should "pair fast stars where they were" in {
    for ((road, largestIndex, sources, spectra, star, partner, options) <- roads)
      withClue(s"$road: ") {
        val (result, output) = matched(
          sources,
          spectra,
          options ++ Seq("--match-epoch", s"$year", "--largest-index", largestIndex): _*
        )
        val found = rows(output, star, partner)
        found.mapValues(_._1).toMap shouldBe positioned
          .map(star => star.key -> (100 + star.key))
          .toMap
        found.foreach { case (id, (_, separation)) =>
          separation shouldBe separations(id) +- 1e-8
        }
        val (movedSources, movedSpectra) = if (sources == moving) (5, 0) else (0, 5)
        result.out should include(
          f"epoch            2010.5  $movedSources sources, $movedSpectra spectra moved there"
        )
        val summary = Files.readString(output.resolve("_summary.json"))
        summary.replaceAll("\\s", "") should include(
          s""""commonEpoch":{"julianYear":2010.5,"sourcesMoved":$movedSources,""" +
            s""""spectraMoved":$movedSpectra}"""
        )
      }
  }

  it should "leave the catalog's own positions in the table" in {
    val (result, output) = matched(moving, still, "--match-epoch", s"$year", "--join", "left")
    val table = spark.read.parquet(output.toString)
    table
      .select("source_id", "ra", "dec")
      .as[(Long, Option[Double], Double)]
      .collect() should contain theSameElementsAs stars.map(s => (s.key, s.ra, s.dec))
    table.schema("separation_arcsec").metadata.getString("comment") should include("--match-epoch")
    result.err should include(
      s"--sources $moving: proper motion is pmra, pmdec (mas/yr); epoch is ref_epoch;" +
        " positions move to 2010.5"
    )
    result.err should include(s"--spectra $still: no proper motion, positions do not move")
  }

  it should "write the sources without a match at that epoch" in {
    val (result, output) = matched(moving, still, "--match-epoch", s"$year", "--join", "anti")
    spark.read.parquet(output.toString).select("source_id").as[Long].collect() shouldBe Array(9L)
    result.out should include("5 sources, 0 spectra moved there")
  }

  it should "find no fast star where it is not given" in {
    val (result, output) = matched(moving, still)
    rows(output, "source_id", "match_id").keySet shouldBe
      positioned.map(_.key).toSet -- fast
    result.out should not include "epoch"
  }

  it should "move both catalogs, each from its own epoch" in {
    val long = positioned.filter(star => fast(star.key))
    val earlier = write(
      "earlier",
      long
        .map { star =>
          val (ra, dec) = raDec(moved(star, 1991.25))
          // Along the line the motion is a little slower and turns, which its vector tells.
          val speed = times(plus(moved(star, 1991.3), times(moved(star, 1991.2), -1)), 10)
          val (a, d) = (math.toRadians(ra), math.toRadians(dec))
          val east = dot(speed, Seq(-math.sin(a), math.cos(a), 0))
          val north = dot(
            speed,
            Seq(-math.sin(d) * math.cos(a), -math.sin(d) * math.sin(a), math.cos(d))
          )
          val mas = math.toDegrees(1) * 3.6e6
          (star.key, ra, dec, east * mas, north * mas)
        }
        .toDF("hip", "raj2000", "dej2000", "pm_a", "pm_d")
    )
    val (_, output) = matched(
      moving,
      earlier,
      "--match-epoch",
      "2005",
      "--radius-arcsec",
      "0.01",
      "--spectra-key-column",
      "hip",
      "--spectra-pm-ra-column",
      "pm_a",
      "--spectra-pm-dec-column",
      "pm_d",
      "--spectra-epoch-column",
      "1991.25"
    )
    val found = rows(output, "source_id", "match_hip")
    found.mapValues(_._1).toMap shouldBe long.map(s => s.key -> s.key).toMap
    found.values.map(_._2).max should be < 1e-3
  }
}
