package allsky.spark.cli

import java.nio.file.Path

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
 * The commands in the code blocks of README.md, docs/ and .github/ can be typed. The specs of {{{SnippetPlan}}}
 * run them.
 */
class SnippetsSpec extends AnyFlatSpec with Matchers {

  private lazy val manual = new Manual(Path.of(sys.props("allsky.home")))
  private lazy val snippets = manual.pages.flatMap(Snippet.of)

  "The commands of the documents" should "be understood by the jobs that they name" in {
    snippets.flatMap(_.fault) shouldBe empty
  }

  they should "show each job" in {
    snippets.map(_.job).toSet should contain allElementsOf Manual.jobsWithPage
  }

  they should "be run by a spec, or be listed with the reason why not" in {
    manual.pages.flatMap(SnippetPlan.forgotten) shouldBe empty
    SnippetPlan.idle(manual.pages) shouldBe empty
  }

  private def forgotten(path: String, code: String): Seq[String] =
    SnippetPlan.forgotten(Manual.Page(path, code))

  "A line for the shell" should "be missed on a page of no spec, and of an unknown program" in {
    val typed = "text\n```\nbin/allsky status run\n```\n"
    forgotten("docs/other.md", typed) shouldBe Seq("docs/other.md: bin/allsky status run")
    forgotten("docs/jobs/status.md", typed) shouldBe empty
    forgotten("README.md", "```\n# a title\n\nbin/other\n```\n") shouldBe Seq(
      "README.md: bin/other"
    )
    forgotten("README.md", "```python\nx\n```\n```text\ny\n$ z\n```\n") shouldBe Seq("README.md: z")
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
