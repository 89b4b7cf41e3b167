package allsky.spark.cli

import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
 * The tables of options and columns in docs/ are those of the code. With the system property
 * {{{allsky.docs=write}}} the pages are written anew instead.
 */
class GeneratedTablesSpec extends AnyFlatSpec with Matchers {

  private lazy val manual = new Manual(Path.of(sys.props("allsky.home")))

  private val command =
    "./mvnw -pl spark-jobs -am test -Dtest=GeneratedTablesSpec " +
      "-Dsurefire.failIfNoSpecifiedTests=false -Dallsky.docs=write"

  "The pages" should "have the tables of the code" in {
    val stale = manual.pages.filter(page => GeneratedTables.written(page.text) != page.text)
    if (sys.props.get("allsky.docs").contains("write"))
      stale.foreach { page =>
        Files.writeString(manual.home.resolve(page.path), GeneratedTables.written(page.text))
      }
    else if (stale.nonEmpty)
      fail(s"${stale.map(_.path).mkString(", ")}: stale; run $command")
  }

  they should "have the options of each job, in its page" in {
    for (job <- Manual.jobsWithPage) withClue(s"$job: ") {
      GeneratedTables.namesIn(manual.page(s"docs/jobs/$job.md").text) shouldBe Seq(s"options: $job")
    }
  }

  they should "have the columns of each table, under its heading" in {
    val page = manual.page("docs/data-model.md")
    GeneratedTables.namesIn(page.text).toSet shouldBe GeneratedTables.tableNames.map(
      "columns: " + _
    )
    GeneratedTables.tableNames.foreach { table =>
      page.text should include regex s"(?m)^## $table$$(?:(?!^## )[\\s\\S])*<!-- columns: $table -->"
    }
  }

  private def options(job: String): Seq[String] =
    GeneratedTables.options(Manual.jobs(job).getCommandSpec)

  "A table of options" should "have the label, the default and the description of each" in {
    options("sql").take(2) shouldBe Seq("| option | default | description |", "| --- | --- | --- |")
    options("sql") should contain("| `--rows N` | `100` | Maximum number of rows to print. |")
    options("sql").last should startWith("| `--rows N` |")
  }

  it should "say which options are required" in {
    options("report") should contain(
      "| `--output FILE.html` | required | HTML file to write, on any Hadoop file system. |"
    )
    options("classify-allsky") should contain(
      "| `--cutouts PATH` | required: `--cutouts` or `--sources` | " +
        "Classify a table of cutouts instead of sources on tiles. |"
    )
  }

  it should "have the parameters of a command" in {
    options("status").last should startWith("| `DIR` | required | Output folder of a job, or ")
  }

  it should "leave out the options of all jobs" in {
    options("sql").mkString should (not include "--quiet" and not include "--help")
  }

  it should "have no older names and nothing of this machine" in {
    val fetch = options("fetch-tiles").mkString("\n")
    fetch should not include "--most-gb"
    fetch should include("| `--spool DIR` | `$TMPDIR/allsky-$USER` |")
  }

  "A table of columns" should "have types, units and descriptions, and one row for all bands" in {
    GeneratedTables.tables("matches") should contain(
      "| `separation_arcsec` | `double` | arcsec | " +
        "Separation of source and spectrum, at --match-epoch where given |"
    )
    GeneratedTables.tables("cutouts").filter(_.contains("sigma_w")) shouldBe Seq(
      "| `sigma_w1`, `sigma_w2`, `sigma_w3` | `float` | DN | Scatter of the background of the band |"
    )
    GeneratedTables.tables("spectra") should contain(
      "| `PLUG_RA` | `D` | deg | Right ascension of the fibre |"
    )
  }

  it should "describe every column" in {
    for (table <- GeneratedTables.tableNames; row <- GeneratedTables.tables(table))
      row should not endWith "|  |"
  }

  "A page" should "be stale where a table differs, and keep its other text" in {
    val page = "before\n<!-- options: sql -->\nold\n<!-- end of options -->\nafter\n"
    val fresh = GeneratedTables.written(page)
    fresh should (startWith("before\n<!-- options: sql -->\n\n| option |") and
      endWith("|\n\n<!-- end of options -->\nafter\n"))
    GeneratedTables.written(fresh) shouldBe fresh
  }
}
