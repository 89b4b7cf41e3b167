package allsky.spark.cli

import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec

/** The commands of the quickstart, and of the pages that work on its folder {{{run}}}. */
class QuickstartSnippetsSpec extends AnyFlatSpec with SnippetRuns {

  private lazy val quickstart = executed("docs/quickstart.md").map(done => done._1.job -> done._2)

  "The quickstart" should "run as it stands" in {
    quickstart.map(_._1) shouldBe Seq(
      "simulate-sky",
      "crossmatch",
      "stack-cutouts",
      "evaluate-iicnet",
      "classify-allsky",
      "report",
      "sql",
      "train-iicnet",
      "evaluate-iicnet",
      "stack-cutouts"
    )
    val classes = quickstart.find(_._1 == "sql").get._2.out
    classes should (include("STAR") and include("GALAXY"))
    Files.size(folder.resolve("run/report/index.html")) should be > 10000L
  }

  it should "have as many training cutouts as it says" in {
    val said = "This small sky has (\\d+) training cutouts".r
      .findFirstMatchIn(manual.page("docs/quickstart.md").text).get.group(1)
    quickstart.find(_._1 == "train-iicnet").get._2.err should include(s"$said cutouts")
  }

  /** The queries of the manual; in the second run the last line has the number of rows. */
  override protected def input: String =
    manual.page("docs/queries.md").blocks.map(_._2.mkString("\n")).mkString("", ";\n", ";\n")

  for (page <- SnippetPlan.pagesOf(this).tail)
    s"The commands of $page" should "run on the quickstart's folder" in {
      quickstart should not be empty
      Seq("run-a", "run-b").map(folder.resolve).filter(!Files.exists(_))
        .foreach(Files.createSymbolicLink(_, folder.resolve("run")))
      executed(page) should not be empty
    }
}
