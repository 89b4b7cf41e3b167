package allsky.spark.cli

import allsky.RealSky
import allsky.sky.Healpix
import allsky.sky.Separation
import allsky.spark.LocalSpark
import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class RealCrossmatchSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private def run(args: String*) = CommandLine.allsky("crossmatch" +: args: _*)

  "crossmatch" should "pair CatWISE with Gaia near the south pole as brute force does" taggedAs
    RealSky in {
      val catwise = RealSky.path("crossmatch-catwise-gaia/catwise").toString
      val gaia = RealSky.path("crossmatch-catwise-gaia/gaia").toString
      val output = Files.createTempDirectory("allsky-real").resolve("matches").toString
      val result = run("--sources", catwise, "--spectra", gaia, "--output", output)
      withClue(result.err) { result.exitCode shouldBe 0 }

      def positions(path: String, key: String) =
        spark.read
          .parquet(s"$path/dataset/Norder=3/Dir=0/Npix=512.parquet")
          .select(key, "ra", "dec", "_healpix_29")
          .as[(Long, Double, Double, Long)]
          .collect()
      val left = positions(catwise, "cntr")
      val right = positions(gaia, "source_id").sortBy(_._3)
      val decs = right.map(_._3)
      val radius = 2.0
      val expected = for {
        (key, ra, dec, _) <- left
        near = right.slice(
          firstAtLeast(decs, dec - radius / 3600 - 1e-9),
          firstAtLeast(decs, dec + radius / 3600 + 1e-9)
        )
        pairs = near
          .map(r => (Separation.arcsec(ra, dec, r._2, r._3), r._1))
          .filter(_._1 <= radius)
        if pairs.nonEmpty
      } yield (key, pairs.min._2, pairs.min._1, pairs.length)

      val rows = spark.read.parquet(output)
      rows
        .select("cntr", "match_source_id", "separation_arcsec", "candidates")
        .as[(Long, Long, Double, Int)]
        .collect() should contain theSameElementsAs expected
      expected.length should be > 5000

      val cells = left.map(l => l._1 -> l._4).toMap
      rows.select("cntr", "_healpix_29").as[(Long, Long)].collect().foreach { case (key, cell) =>
        cell shouldBe cells(key)
      }
      right.foreach { case (_, ra, dec, cell) => Healpix.cell(29, ra, dec) shouldBe cell }
    }

  it should "read what SDSS's CasJobs and DESI's FITS tables hold" taggedAs RealSky in {
    val sdss = RealSky.path("catalogs/sdss-dr14-casjobs-10k.csv").toString
    val desi = RealSky.path("catalogs/zall-pix-iron_10rows.fits").toString
    val result = run("--describe", "--sources", desi, "--spectra", sdss)
    withClue(result.err) { result.exitCode shouldBe 0 }
    result.out should include("FITS binary table, 10 rows, 136 columns")
    result.out should include("ra is TARGET_RA, dec is TARGET_DEC, key is TARGETID")
    result.out should include("CSV, 10,000 rows, 18 columns")
    result.out should include("key is specobjid, class is class, z is redshift; 10,000 valid")
  }

  private def firstAtLeast(sorted: Array[Double], value: Double): Int = {
    val found = java.util.Arrays.binarySearch(sorted, value)
    if (found >= 0) sorted.indexOf(value) else -found - 1
  }
}
