package allsky.spark.cli

import allsky.spark.LocalSpark

import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec

/** The commands of the page of crossmatch, on the quickstart's sky and other catalogs of its sources. */
class CrossmatchSnippetsSpec extends AnyFlatSpec with SnippetRuns {

  /** The catalogs that the page names: sources of the sky with the columns of another archive. */
  private lazy val catalogs: Unit = {
    quickstart("simulate-sky")
    run("map-sky", "--sources", "run/sky/allwise", "--output", "map.fits", "--moc", "coverage.fits")
    val sources = LocalSpark.session.read.parquet(s"$folder/run/sky/allwise")
    def catalog(name: String, columns: String*): Unit =
      sources.selectExpr("ra" +: "dec" +: columns: _*).write.parquet(s"$folder/$name")
    def fits(name: String, columns: String*): Unit = {
      catalog(s"of-$name", columns: _*)
      run("export", "--table", s"of-$name", "--output", name)
    }
    catalog("gaia", "cntr as source_id", "14d as phot_g_mean_mag")
    val errors = Seq("0.1d as err_maj", "0.08d as err_min", "30d as err_ang")
    catalog("twomass", "designation" +: errors: _*)
    fits("twomass.fits", "designation", "w1mpro + 1 as j_m", "w1mpro as h_m", "w1mpro as k_m")
    fits("xray.fits", "source_id as name", "1d as pos_err")
    fits("stars.fits", "cntr as star", "0.1d as error", "5d as mu_a", "-5d as mu_d")
  }

  for (page <- SnippetPlan.pagesOf(this))
    s"The commands of $page" should "run on the quickstart's sky" in {
      catalogs
      executed(page) should not be empty
    }
}
