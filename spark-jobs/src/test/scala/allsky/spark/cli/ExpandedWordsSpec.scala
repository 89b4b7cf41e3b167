package allsky.spark.cli

import java.nio.file.Files

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Options from files: @FILE. */
class ExpandedWordsSpec extends AnyFlatSpec with Matchers with BuiltLauncher {

  private def file(text: String): String =
    Files.writeString(Files.createTempFile(folder, "options", ".txt"), text).toString

  private def expanded(words: String*): Seq[String] = ExpandedWords.of(words: _*).asScala

  "A file of options" should "replace its name" in {
    val options = file("# a comment\n--spectra 'a file.csv'\n--output=out --radius-arcsec\t2\n")
    expanded("crossmatch", "--sources", "a", s"@$options", "--overwrite") shouldBe
      Seq("crossmatch", "--sources", "a", "--spectra", "a file.csv", "--output=out") ++
      Seq("--radius-arcsec", "2", "--overwrite")
  }

  it should "name other files" in {
    val inner = file("--run run")
    expanded("sql", s"@${file(s"-e 'select 1' '@$inner'")}") shouldBe
      Seq("sql", "-e", "select 1", "--run", "run")
  }

  it should "contain the job too" in {
    expanded(s"@${file("sql -e x")}") shouldBe Seq("sql", "-e", "x")
  }

  it should "be the same options for the job" in {
    val outcome = CommandLine.allsky("sql", s"@${file("-e 'select 40 + 2 as n' --format csv")}")
    (outcome.exitCode, outcome.out) shouldBe ((0, "n\n42\n"))
  }

  it should "be reported if it is missing" in {
    check("sql", "@/no/such/file") shouldBe Outcome(
      1,
      "",
      "allsky: Cannot read the options file /no/such/file; correct its name, or write @@ for a" +
        " word that begins with @\n"
    )
  }

  it should "be checked as other words" in {
    check("sql", s"@${file("--execut x")}") shouldBe
      Outcome(
        2,
        "",
        "allsky sql: unknown option --execut, did you mean --execute?; see allsky sql --help\n"
      )
  }

  private def check(words: String*) = CommandLine.outcomeOf(ExpandedWords.check(words: _*))

  "A word that begins with @@" should "begin with @ for the job, also when it is read again" in {
    expanded("sql", "-e", "@@x") shouldBe Seq("sql", "-e", "@@x")
    expanded("sql", s"@${file("-e @@x")}") should have size 3
  }

  "bin/allsky" should "start Spark as the words in the file need" in {
    built
    Files.createDirectories(build.resolve("spark-jobs/target/natives"))
    Files.createFile(build.resolve("spark-jobs/target/natives/pytorch.jar"))
    val words = Seq("classify-allsky", "--engine", "pytorch", "--output", "a b")
    val java = javaThat(
      s"""case $$* in
         |  *ExpandedWords*) printf '%s\\0' ${words.map(w => s"'$w'").mkString(" ")} ;;
         |  *) printf '<%s>' "$$@" >&2; exit 2 ;;
         |esac
         |""".stripMargin
    )
    val err = call(built, "classify-allsky", "@options")("JAVA_HOME" -> java).err
    err should include("/natives/pytorch.jar>")
    err should include(words.mkString("<", "><", ">"))
  }

  it should "end with the exit code of a check that failed" in {
    call(built, "sql", "@/no/such/file")("JAVA_HOME" -> javaThat("exit 3\n")).exitCode shouldBe 3
  }
}
