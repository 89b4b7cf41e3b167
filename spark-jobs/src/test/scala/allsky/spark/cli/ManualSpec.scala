package allsky.spark.cli

import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** README.md and docs/ lead where they say, and name jobs and options that exist. */
class ManualSpec extends AnyFlatSpec with Matchers {

  private lazy val manual = new Manual(Path.of(sys.props("allsky.home")))

  "README.md" should "have at most 130 lines" in {
    manual.page("README.md").text.linesIterator.size should be <= 130
  }

  it should "have at most 110 columns" in {
    val lines = manual.page("README.md").text.linesIterator
    lines.filter(_.codePoints.count > 110).toSeq shouldBe empty
  }

  "The documents" should "have links that lead to files and headings" in {
    manual.brokenLinks shouldBe empty
  }

  they should "name jobs and options that exist, by their names of today" in {
    manual.wrongCommands ++ manual.unknownOptions shouldBe empty
  }

  they should "have lines that fit into a window" in {
    manual.wideLines(110) shouldBe empty
  }

  they should "name specs and cases that exist" in {
    manual.missingSpecs shouldBe empty
  }

  they should "name classes that exist, in the packages where they are" in {
    manual.missingClasses shouldBe empty
  }

  they should "have a page for each job" in {
    val expected = Manual.jobsWithPage.map(job => s"docs/jobs/$job.md")
    manual.pages.map(_.path).filter(_.startsWith("docs/jobs/")).toSet shouldBe expected
  }

  they should "all be pages of the site, where decisions have one page" in {
    val site = Files.readString(Path.of(sys.props("allsky.home"), "mkdocs.yml"))
    val listed = "(?m)^ +- [^:]+: (\\S+\\.md)$".r.findAllMatchIn(site).map(_.group(1)).toSeq
    val pages = manual.pages.map(_.path).filter(_.startsWith("docs/")).map(_.stripPrefix("docs/"))
    listed.sorted shouldBe pages.filterNot(_.matches("decisions/\\d.*")).sorted
  }

  "bin/allsky" should "name jobs that exist" in {
    val script = Files.readString(Path.of(sys.props("allsky.home"), "bin", "allsky"))
    val choices =
      "(?s)case \\$\\{job_words\\[0\\]:-\\} in(.*?)esac".r.findAllMatchIn(script).map(_.group(1))
    val names = choices.flatMap("(?m)^ +([a-z| -]+)\\)".r.findAllMatchIn(_)).flatMap(_.group(
      1
    ).split(" \\| ")).toSet
    names should contain allOf ("train-iicnet", "classify-allsky", "crossmatch")
    names -- Manual.jobs.keySet shouldBe empty
  }

  private def written(page: String): Manual = {
    val home = Files.createTempDirectory("manual")
    Files.createDirectory(home.resolve("docs"))
    Files.writeString(home.resolve("docs/page.md"), "# A page\n\n## Bad images\n## Bad images\n")
    Files.writeString(home.resolve("README.md"), page)
    new Manual(home)
  }

  private def links(page: String): Seq[String] = written(page).brokenLinks

  "A link" should "be broken where there is no file" in {
    links("[a](docs/pages.md)") shouldBe Seq("README.md: docs/pages.md: no such file")
    links("![a](docs/picture.png)") shouldBe Seq("README.md: docs/picture.png: no such file")
  }

  it should "be broken where there is no heading" in {
    links("[a](docs/page.md#good-images)") shouldBe
      Seq("README.md: docs/page.md#good-images: no such heading")
    links("[a](#here)") shouldBe Seq("README.md: #here: no such heading")
  }

  it should "lead to a file, a folder, a heading or another site" in {
    links("[a](docs/page.md) [b](docs) [c](docs/page.md#bad-images-1)") shouldBe empty
    links("# `Here`, now\n[d](#here-now) [e](https://example.org/x.md#y)") shouldBe empty
  }

  it should "be none within code" in {
    links("`[a](b.md)`\n```\n[a](b.md)\n```\n") shouldBe empty
  }

  private def commands(page: String): Seq[String] = written(page).wrongCommands

  "A command" should "be wrong with a job or an option that does not exist" in {
    commands("```\nbin/allsky stack-cutout --output x\n```\n") shouldBe
      Seq("README.md: no job stack-cutout")
    val line = "MASTER=x bin/allsky --master local crossmatch \\\n  --tiles=x --match all"
    commands(s"```\n$line\n```\n") shouldBe
      Seq("README.md: crossmatch has no option --tiles")
    commands("`bin/sql --table x`, `train-iicnet --steps 2`") shouldBe
      Seq("README.md: sql has no option --table", "README.md: train-iicnet has no option --steps")
  }

  it should "be right with options of spark-submit, comments and placeholders" in {
    commands("```\nbin/allsky --conf a=b sql --run x   # like --this\n```\n") shouldBe empty
    commands("`bin/allsky JOB --x`") shouldBe empty
    commands("```\nbin/allsky --help\nbin/gpu-check --steps 2\n```\n") shouldBe empty
  }

  "An option in the text" should "be unknown where no job has it" in {
    written("`--wave-source 3` and `--match all`").unknownOptions shouldBe
      Seq("README.md: --wave-source")
  }

  "A spec in the text" should "be missing where no file or no case has its name" in {
    val page = "`ASpec`: \"do this\", \"do that\"; `BSpec`"
    val here = written(page)
    here.missingSpecs shouldBe Seq("README.md: no ASpec", "README.md: no BSpec")
    val specs = Files.createDirectories(here.home.resolve("model/src/test/scala"))
    Files.writeString(specs.resolve("ASpec.scala"), "it should \"do this\" in {}")
    Files.writeString(specs.resolve("BSpec.scala"), "")
    new Manual(here.home).missingSpecs shouldBe Seq("README.md: ASpec has no case do that")
  }

  "A class in the text" should "be missing where no file of its package has its name" in {
    val here = written("`One`, `sky.One.of`, `run.One`, `Two`, `NO_TILE`, `one two`")
    val sources = Files.createDirectories(here.home.resolve("model/src/main/java/allsky/sky"))
    Files.writeString(sources.resolve("One.java"), "")
    new Manual(here.home).missingClasses shouldBe Seq("README.md: run.One", "README.md: Two")
  }

  "A line" should "be too wide outside tables and code only" in {
    val wide = "wide " * 23
    written(s"| $wide |\n```\n$wide\n```\n").wideLines(110) shouldBe empty
    written(s"$wide\n").wideLines(110) shouldBe Seq(s"README.md: $wide")
  }
}
