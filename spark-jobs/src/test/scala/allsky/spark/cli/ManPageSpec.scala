package allsky.spark.cli

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ManPageSpec extends AnyFlatSpec with Matchers {

  private val jobs = Allsky.command().getSubcommands.asScala.toSeq.filterNot(_._1 == "help")

  private def page(job: String): String = ManPage.of(jobs.toMap.apply(job), "1.2.3")

  "A manual page" should "have the sections of man(7)" in {
    val lines = page("sql").linesIterator.toSeq
    lines.head shouldBe ".TH ALLSKY-SQL 1 \"\" \"allsky 1.2.3\""
    lines.filter(_.startsWith(".SH ")) shouldBe
      Seq("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES").map(".SH " + _)
    lines(2) shouldBe "allsky\\-sql \\- Query the tables of a run with Spark SQL"
  }

  it should "have each option with its description and default" in {
    page("sql") should include(
      ".TP\n.B \\-\\-rows=N\nMaximum number of rows to print.\nDefault: 100.\n"
    )
    page("status") should include(".TP\n.B DIR\nOutput folder of a job, or ")
    for ((name, job) <- jobs; option <- job.getCommandSpec.options.asScala if !option.hidden)
      page(name) should include(option.longestName.replace("-", "\\-"))
  }

  it should "have no format specifier, no older names, and no line that is a macro by accident" in {
    for ((name, _) <- jobs; line <- page(name).linesIterator) withClue(s"$name: $line: ") {
      line should not include "%n"
      line should not include "%%"
      if (line.startsWith(".")) line should fullyMatch regex "\\.(TH|SH|SS|B) .*|\\.(TP|nf|fi)"
    }
    page("fetch-tiles") should (not include "most\\-gb" and include("%40"))
  }
}
