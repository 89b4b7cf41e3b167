package allsky.spark.cli

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import picocli.CommandLine.Model.CommandSpec

/** The printed options of a call can be pasted into a shell. */
class ResolvedOptionsSpec extends AnyFlatSpec with Matchers with Launchers {

  private def parsed(words: String*): CommandSpec = {
    val command = Allsky.command()
    command.parseArgs(words: _*)
    command.getSubcommands.get(words.head).getCommandSpec
  }

  /** The words of a line, as bash reads them. */
  private def inShell(line: String): Seq[String] = {
    val outcome = call("bash", "-c", s"printf '%s\\0' $line")()
    outcome.err shouldBe empty
    outcome.out.split("\u0000").toSeq
  }

  private def options(words: String*) = ResolvedOptions.of(parsed(words: _*)).asScala.toMap

  private val odd = "it's $HOME \"x\" `ls` \\ * #"

  private val calls = Seq(
    Seq("simulate-sky", "--output", "a b", "--overwrite"),
    Seq("check-sky", "--sources", odd),
    Seq("fetch-tiles", "--sources", "a", "--tiles", "b", "--dry-run"),
    Seq("crossmatch", "--sources", "a", "--spectra", "b", "--output", "c", "--where", odd) ++
      Seq("--columns", "x", "--columns", "y", "--match", "nearest:3", "--join", "left"),
    Seq("stack-cutouts", "--sources", "a", "--tiles", "b", "--output", "c"),
    Seq("train-iicnet", "--cutouts", "a", "--model", "b", "--resume"),
    Seq("compare-networks", "--cutouts", "a", "--networks", "iicnet,resnet18", "--output", "b"),
    Seq("evaluate-iicnet", "--cutouts", "a", "--output", "b"),
    Seq("classify-allsky", "--sources", "@a", "--tiles", "-b", "--output", "c"),
    Seq("classify-allsky", "--cutouts", "a", "--output", "c", "--columns", "x,y"),
    Seq("train-spectra", "--spectra", "a", "--model", "b"),
    Seq("classify-spectra", "--spectra", "a", "--model", "b", "--output", "c"),
    Seq("report", "--run", "a", "--output", "b.html"),
    Seq("sql", "-e", "select 'a' as x"),
    Seq("export", "--table", "a", "--output", "b.fits", "--where", odd, "--columns", "x,y"),
    Seq("map-sky", "--sources", "a", "--output", "b.fits", "--order", "8"),
    Seq("check-devices", "--steps", "3")
  ).map(_.map(word => if (word == "@a") "@@a" else word))

  for (words <- calls)
    s"The options of ${words.mkString(" ")}" should "be the same when they are pasted" in {
      val line = ResolvedOptions.line(parsed(words: _*))
      options(words.head +: inShell(line): _*) shouldBe options(words: _*)
    }

  it should "be shown for each job" in {
    Allsky.command().getSubcommands.asScala.collect {
      case (name, job) if job.getCommand[Any].isInstanceOf[Job] => name
    }.toSet shouldBe calls.map(_.head).toSet
  }

  private def command(words: String*): String = {
    val spec = parsed(words: _*)
    ResolvedOptions.command(spec, ResolvedOptions.of(spec))
  }

  "The command of stored options" should "leave defaults out" in {
    command("check-sky", "--sources", "a b") shouldBe "bin/allsky check-sky --sources 'a b'"
    command("train-iicnet", "--cutouts", "a", "--model", "b") shouldBe
      "bin/allsky train-iicnet --cutouts a --model b"
    command("sql", "--rows", "7", "--format", "CSV") shouldBe
      "bin/allsky sql --format CSV --rows 7"
  }

  it should "give the same options" in {
    for (words <- calls) withClue(words) {
      val job +: own = inShell(command(words: _*)).tail
      options(job +: own: _*) shouldBe options(words: _*)
    }
  }

  "A word" should "have quotes only if a shell needs them" in {
    ShellWords.quoted("s3a://bucket/a-b_c,d=1.parquet") shouldBe "s3a://bucket/a-b_c,d=1.parquet"
    ShellWords.quoted("") shouldBe "''"
    ShellWords.quoted("it's") shouldBe "'it'\\''s'"
    ShellWords.quoted("wave=*") shouldBe "'wave=*'"
  }
}
