package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The options of crossmatch that choose rows and columns of its inputs. */
class CrossmatchInputsSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session

  private val conditions = Seq(
    "--where",
    "designation <> 'J1' AND RA IS NOT NULL",
    "--spectra-where",
    "zWarning = 0 AND specPrimary = 1 AND plug_ra IS NOT NULL"
  )

  "crossmatch" should "match catalogs as if they had only the rows of the conditions" in {
    val output = newFolder().toString
    val result =
      run(Seq("--sources", sources, "--spectra", spectra, "--output", output) ++ conditions: _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    val matches = spark.read.parquet(output).select("designation", "label", "candidates").collect()
    matches.map(row => (row.getString(0), row.getString(1), row.getInt(2))) shouldBe
      Array(("J2", "QSO", 1))
    result.out should include("note: --sources: only the rows of --where \"designation <> 'J1'")
    result.out should include("--spectra: only the rows of --spectra-where")
    val summary = Files.readString(java.nio.file.Path.of(output, "_summary.json"))
    summary should include("\"sources\": 3")
    summary should include("are used, 5 rows in all")
    summary should not include "NO_POSITION"
  }

  it should "use computed columns as radii, and write those that are named" in {
    val output = newFolder().toString
    val computed = Seq(
      Seq("--add-column", "reach=IF(designation = 'J2', 0.05, IF(designation = 'J3', NULL, 1.0))"),
      Seq("--add-column", "colour=round(z - 17, 3)", "--columns", "colour"),
      Seq("--radius-column", "reach", "--where", "colour < 0.85 AND ra IS NOT NULL"),
      Seq("--spectra-add-column", "kind=class", "--spectra-class-column", "none"),
      Seq("--spectra-columns", "kind", "--match", "all", "--spectra-where", "plug_ra IS NOT NULL")
    ).flatten
    val result =
      run(Seq("--sources", sources, "--spectra", spectra, "--output", output) ++ computed: _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    // J1 reaches its galaxy at 0.5 arcsec, not its star at 1.5; J2 the two spectra at its position.
    val rows = spark.read.parquet(output).select("designation", "colour", "match_kind").collect()
    rows.map(row => (row.getString(0), row.getDouble(1), row.getString(2))) should
      contain theSameElementsAs
      Seq(("J1", 0.5, "GALAXY"), ("J2", 0.6, "QSO"), ("J2", 0.6, "QSO"))
    result.out should include("1 NO_RADIUS rejected")
    Files.readString(java.nio.file.Path.of(output, "_run.json")) should
      include("colour\\u003dround(z - 17, 3)]")
  }

  it should "match catalogs in different frames" in {
    // M31, M87 and Sgr A* of astropy; the third is moved by 3 arcsec.
    val galactic = file(
      "galactic.csv",
      "name,l,b",
      "M31,121.17432879,-21.57330879",
      "M87,283.77775260,74.49115407",
      s"Sgr,359.94423583,${-0.04616032 + 3 * arcsec}"
    )
    val old = file(
      "b1950.csv",
      "name,ra,dec",
      "M31,10.00039603,40.99492542",
      "M87,187.07323046,12.66718629",
      "Sgr,265.62211215,-28.98848847"
    )
    val output = newFolder().toString
    val job =
      Seq("--sources", galactic, "--spectra", old, "--output", output, "--frame", "galactic")
    val result = run(job ++ Seq("--spectra-frame", "fk4-b1950", "--radius-arcsec", "5"): _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    val rows = spark.read
      .parquet(output)
      .orderBy("ra")
      .select("name", "match_name", "l", "ra", "separation_arcsec")
      .collect()
    rows.map(row => (row.getString(0), row.getString(1))) shouldBe
      Array("M31" -> "M31", "M87" -> "M87", "Sgr" -> "Sgr")
    rows.map(_.getDouble(2)) shouldBe Array(121.17432879, 283.77775260, 359.94423583)
    rows(0).getDouble(3) shouldBe 10.684708 +- 2e-5
    every(rows.toSeq.map(_.getDouble(4)).zip(Seq(0.0, 0.0, 3.0)).map(d => d._1 - d._2)) should
      be(0.0 +- 0.05)
    val refused = run(job ++ Seq("--match-epoch", "2000"): _*)
    refused.exitCode shouldBe 1
    refused.err should include("Invalid --frame galactic (not with --match-epoch")
    run(job ++ Seq("--spectra-frame", "b1950"): _*).exitCode shouldBe 2
  }

  it should "end with 2 if a computed column has no name" in {
    val result =
      run("--sources", sources, "--spectra", spectra, "--output", "x", "--add-column", "z")
    result.exitCode shouldBe 2
    result.err should include("NAME=SQL")
  }

  "--describe" should "say how many rows the conditions leave" in {
    val result =
      run(Seq("--describe", "--sources", sources, "--spectra", spectra) ++ conditions: _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    result.out should include("IS NOT NULL\": 3 of 5 rows are used")
    result.out should include("IS NOT NULL\": 5 of 8 rows are used")
  }
}
