package allsky.spark.cli

import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The commands in the code blocks of README.md, docs/ and .github/ can be typed. */
class SnippetsSpec extends AnyFlatSpec with Matchers {

  private lazy val manual = new Manual(Path.of(sys.props("allsky.home")))
  private lazy val snippets = manual.pages.flatMap(Snippet.of)

  "The commands of the documents" should "be understood by the jobs that they name" in {
    snippets.flatMap(_.fault) shouldBe empty
  }

  they should "show each job" in {
    snippets.map(_.job).toSet should contain allElementsOf Manual.jobsWithPage
  }

  private lazy val folder = Files.createTempDirectory("allsky-snippets")

  /** The words of a command with the files of the reader's folder below a folder of its own. */
  private def placed(words: Seq[String]): Seq[String] =
    words.map(word => if (word.matches("run(/.*)?|[a-z]+\\.(fits|vot)")) s"$folder/$word" else word)

  /** A training has the smallest input that there is. Everything else is as it stands. */
  private def smaller(words: Seq[String]): Seq[String] =
    if (words.head == "train-iicnet") words ++ Seq("--input-side", "16") else words

  /** The commands on the folder {{{run}}}, without what an example of an output shows. */
  private def ofPage(page: String): Seq[Snippet] =
    Snippet.of(manual.page(page))
      .filter(_.line.startsWith("bin/"))
      .filter(_.words.exists(_.matches("run(/.*)?")))

  /** Runs all commands of a page that work on the folder {{{run}}}. */
  private def executed(page: String): Seq[(String, Outcome)] =
    ofPage(page).map { snippet =>
      val outcome = CommandLine.allsky(placed(smaller(snippet.words)): _*)
      withClue(s"${snippet.line}: ${outcome.err}")(outcome.exitCode shouldBe 0)
      snippet.job -> outcome
    }

  private lazy val quickstart = executed("docs/quickstart.md")

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
      "evaluate-iicnet"
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

  for ((job, count) <- Seq("export" -> 2, "map-sky" -> 2, "status" -> 1))
    s"The page of $job" should "have commands that run on the quickstart's folder" in {
      quickstart should not be empty
      executed(s"docs/jobs/$job.md").map(_._1) shouldBe Seq.fill(count)(job)
    }

  private def faults(code: String): Seq[String] =
    Snippet.of(Manual.Page("page.md", s"```\n$code\n```\n")).flatMap(_.fault)

  private def wrong(code: String): String = faults(code).mkString

  "A command" should "be wrong with an option that does not exist or lacks its value" in {
    wrong("bin/allsky report --run run --output x.html --speed 9") should include("--speed")
    wrong("bin/allsky report --output x.html --run") should include("--run")
  }

  it should "be wrong without an option that is required" in {
    wrong("bin/allsky report --run run \\\n  # --output x.html") should include("--output")
  }

  it should "be wrong with a value out of range or of another type" in {
    wrong("bin/sql --run run --rows 0") should include("--rows")
    wrong("bin/gpu-check --steps many") should include("--steps")
  }

  it should "be right with continuations, quotes, comments, pipes and Spark's options" in {
    val line = "MASTER=x bin/allsky --conf a=b report --run run \\\n  --output x.html  # a comment"
    faults(line) shouldBe empty
    faults("bin/sql --run run -e \"select '--x' > 1\" | head") shouldBe empty
    faults("bin/sql --run run < queries.sql") shouldBe empty
    faults("bin/spark-submit --jars a.jar,b spark-jobs/target/allsky.jar report ...") shouldBe empty
  }

  it should "be right with a placeholder of the type that its option takes" in {
    faults("bin/allsky simulate-sky --output RUN/sky --seed SEED") shouldBe empty
    wrong("bin/allsky simulate-sky --output RUN/sky --seed RUN") should include("RUN")
  }

  it should "be checked as far as it goes if options are left out" in {
    faults("bin/allsky crossmatch ...") shouldBe empty
    wrong("bin/allsky crossmatch --speed 9 ...") should include("--speed")
  }

  it should "be none in a line of another program" in {
    faults("curl -O https://example.org/x --speed\n./mvnw package\nbin/demo --x") shouldBe empty
  }
}
