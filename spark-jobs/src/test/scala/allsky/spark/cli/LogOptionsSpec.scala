package allsky.spark.cli

import allsky.spark.LocalSpark
import org.apache.logging.log4j.{Level, LogManager}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What a job prints with --quiet and --verbose. */
class LogOptionsSpec extends AnyFlatSpec with Matchers {

  private def query(words: String*): Outcome =
    CommandLine.allsky(Seq("sql", "-e", "select 1 as n", "--format", "csv") ++ words: _*)

  "A job" should "print its options and its time" in {
    query().err should (include("sql: --execute 'select 1 as n' --format CSV --rows 100\n") and
      include regex "(?m)^sql: done in [0-9.]+ s$")
  }

  it should "print only its result with --quiet" in {
    query("--quiet") shouldBe Outcome(0, "n\n1\n", "")
    query("-q") shouldBe query("--quiet")
  }

  it should "still print errors with --quiet" in {
    val wrong = CommandLine.allsky("sql", "-q", "-e", "selec 1")
    wrong.exitCode shouldBe 1
    wrong.err should startWith("sql: Cannot run the query: ")
  }

  it should "print the information messages of Spark with --verbose" in {
    val before = LogManager.getRootLogger.getLevel
    before should not be Level.INFO
    try {
      query("-v").exitCode shouldBe 0
      LogManager.getRootLogger.getLevel shouldBe Level.INFO
    } finally LocalSpark.session.sparkContext.setLogLevel(before.toString)
  }
}
