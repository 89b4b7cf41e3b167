package allsky.spark.cli

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** bash completes the words of a command line with what bin/allsky completion prints. */
class CompletionSpec extends AnyFlatSpec with Matchers with BuiltLauncher {

  /** What bash offers for the last word. */
  private def offered(words: String*): Set[String] = {
    val quoted = words.map(word => s"'$word'").mkString(" ")
    val script = s"""source <('$built' completion)
      |compopt() { :; }
      |[[ $$(complete -p allsky) =~ -F\\ ([a-z_]+) ]]
      |COMP_WORDS=($quoted) COMP_CWORD=${words.size - 1} COMP_LINE='${words.mkString(" ")}'
      |"$${BASH_REMATCH[1]}"
      |printf '%s\\n' "$${COMPREPLY[@]}"
      |""".stripMargin
    val outcome = call("bash", "-c", script)("JAVA_HOME" -> "/no/such/folder")
    withClue(outcome)(outcome.err shouldBe empty)
    outcome.out.linesIterator.map(_.trim).toSet
  }

  "bin/allsky completion" should "complete jobs, without Java" in {
    offered("bin/allsky", "cross") shouldBe Set("crossmatch")
    offered("bin/allsky", "classify-") shouldBe Set("classify-allsky", "classify-spectra")
    offered("allsky", "doc") shouldBe Set("doctor")
  }

  it should "complete options, but not their older names" in {
    offered("bin/allsky", "crossmatch", "--radius-a") shouldBe Set("--radius-arcsec")
    offered("bin/allsky", "fetch-tiles", "--most") shouldBe Set("")
  }

  it should "complete the values of an option" in {
    offered("bin/allsky", "sql", "--format", "") shouldBe Set("TABLE", "CSV")
  }

  "The command completion" should "print the same" in {
    val printed = call(built, "completion")("JAVA_HOME" -> "/no/such/folder")
    CommandLine.allsky("completion") shouldBe printed
    printed.exitCode shouldBe 0
  }
}
