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

  it should "end with 2 if a computed column has no name" in {
    val result = run("--sources", sources, "--spectra", spectra, "--output", "x", "--add-column", "z")
    result.exitCode shouldBe 2
    result.err should include("NAME=SQL")
  }

  "--describe" should "say how many rows the conditions leave" in {
    val result = run(Seq("--describe", "--sources", sources, "--spectra", spectra) ++ conditions: _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    result.out should include("IS NOT NULL\": 3 of 5 rows are used")
    result.out should include("IS NOT NULL\": 5 of 8 rows are used")
  }
}
