package allsky.spark.cli

import java.nio.file.{Files, Path}

import allsky.spark.LocalSpark
import allsky.spark.catalog.CatalogReader
import allsky.spark.columns.TableInput
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._

/** The option --layout of crossmatch. */
class CrossmatchLayoutSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private def matched(options: String*): (Path, DataFrame) = {
    val output = newFolder()
    val input = if (options.contains("--sources")) Seq() else Seq("--sources", sources)
    val result = run(
      input ++ Seq("--spectra", spectra, "--output", output.toString) ++ options: _*
    )
    withClue(result.err)(result.exitCode shouldBe 0)
    output -> CatalogReader.read(LocalSpark.session, TableInput.sources(output.toString)).rows
  }

  private def tableFiles(output: Path): Seq[String] =
    Files.walk(output).iterator.asScala.toSeq
      .map(file => output.relativize(file).toString)
      .filter(_.endsWith(".parquet"))
      .sorted

  private def rows(table: DataFrame): Seq[String] =
    table.select(table.columns.sorted.map(table(_)): _*).collect().map(_.toString).toSeq

  private lazy val plain = matched()._2

  "A HATS catalog of matches" should "have the rows of the plain table, in the cells of the sky" in {
    val (output, table) = matched("--layout", "hats")
    table.columns should contain theSameElementsAs plain.columns
    rows(table) should contain theSameElementsAs rows(plain)
    // J1 is in cell 4 of order 0, and J2 too.
    tableFiles(output) shouldBe Seq("dataset/Norder=0/Dir=0/Npix=4.parquet")
    Files.readString(output.resolve("hats.properties")) should
      (include("hats_nrows=2\n") and include("hats_col_ra=ra\n"))
    Files.exists(output.resolve("_unsorted")) shouldBe false
    Files.exists(output.resolve("_catalog")) shouldBe false
    Files.exists(output.resolve("_SUCCESS")) shouldBe true
  }

  it should "have files of at most the wanted rows" in {
    val (output, table) = matched("--layout", "hats", "--rows-per-file", "1")
    tableFiles(output) should have length 2
    rows(table) should contain theSameElementsAs rows(plain)
  }

  it should "keep spectra without a source beside the cells" in {
    val (output, table) = matched("--layout", "hats", "--join", "right")
    rows(table) should contain theSameElementsAs rows(matched("--join", "right")._2)
    tableFiles(output).count(_.startsWith("without_position/")) should be > 0
  }

  it should "have the cells of sources without a match" in {
    val (output, table) = matched("--layout", "hats", "--join", "anti")
    rows(table.drop("_healpix_29")) should contain theSameElementsAs
      rows(matched("--join", "anti")._2)
    tableFiles(output).filterNot(_.startsWith("dataset/Norder=")) should have length 1
  }

  it should "have cells of the positions, whatever columns the sources have" in {
    val odd = file("odd.csv", "designation,ra,dec,candidates,_healpix_29", "J9,50.0,50.0,3,7")
    val (output, table) = matched("--layout", "hats", "--join", "anti", "--sources", odd)
    table.select("designation", "candidates").collect().map(_.toString) shouldBe Seq("[J9,3]")
    table.select("_healpix_29").collect().map(_.getLong(0)).head should not be 7
    tableFiles(output).head should startWith("dataset/Norder=0/Dir=0/Npix=")
  }

  it should "be written after a further catalog" in {
    val further = s"path=$spectra,prefix=more_"
    val (output, table) = matched("--layout", "hats", "--with", further)
    rows(table) should contain theSameElementsAs rows(matched("--with", further)._2)
    Files.exists(output.resolve("with_0")) shouldBe false
  }

  for (
    (options, message) <- Seq(
      Seq("--rows-per-file", "10") -> "Invalid --rows-per-file (only with --layout hats).",
      Seq("--layout", "hats", "--rows-per-file", "0") -> "Invalid --rows-per-file (1 or more): 0"
    )
  )
    s"The options ${options.mkString(" ")}" should "be refused" in {
      val all = Seq("--sources", sources, "--spectra", spectra, "--output", "x") ++ options
      run(all: _*).err should include(message)
    }
}
