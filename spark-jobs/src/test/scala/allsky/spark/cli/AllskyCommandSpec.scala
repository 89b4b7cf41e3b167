package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.cli.CommandLine.allsky
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class AllskyCommandSpec extends AnyFlatSpec with Matchers {

  "allsky" should "list its jobs with --help" in {
    val help = allsky("--help")
    help.exitCode shouldBe 0
    help.out should include("Usage: allsky [-hV] JOB")
    help.out should include regex "(?m)^  sql +Query the tables"
    help.err shouldBe empty
  }

  it should "list each job with a complete sentence" in {
    new picocli.CommandLine(new Allsky).getSubcommands.forEach { (name, job) =>
      val usage = job.getCommandSpec.usageMessage
      withClue(s"$name: ") { (usage.header ++ usage.description).head.trim should endWith(".") }
    }
  }

  it should "describe every option of every job with --help" in {
    val jobs = new picocli.CommandLine(new Allsky).getSubcommands
    jobs.remove("help")
    jobs.forEach { (name, job) =>
      val help = allsky(name, "--help")
      help.exitCode shouldBe 0
      help.out should include(s"Usage: allsky $name ")
      job.getCommandSpec.options.stream.filter(!_.hidden).forEach { option =>
        withClue(s"$name ${option.longestName}: ") {
          option.description should not be empty
          help.out should include(option.longestName)
        }
      }
    }
  }

  it should "accept the older names of options, which --help does not show" in {
    val older = Seq(
      ("fetch-tiles", Seq("--coadd-ids", "0000p000_ac51", "--tiles", "x"), "--most-gb", "--max-gb"),
      ("fetch-tiles", Seq("--sources", "x", "--tiles", "x"), "--most-cutouts", "--max-cutouts"),
      (
        "classify-allsky",
        Seq("--cutouts", "x", "--model", "x", "--output", "x"),
        "--wave-sources",
        "--chunk-sources"
      )
    )
    for ((name, required, old, today) <- older) withClue(s"$old: ") {
      def parsed(words: String*) = {
        val command = new picocli.CommandLine(new Allsky).setCaseInsensitiveEnumValuesAllowed(true)
        command.parseArgs((name +: required) ++ words: _*)
        val job = command.getSubcommands.get(name)
        job.getCommandSpec.findOption(today).getValue[Any].toString.toDouble
      }
      parsed(old, "7") shouldBe 7.0
      parsed(today, "7") shouldBe 7.0
      parsed() should be > 7.0
      allsky(name, "--help").out should not include old
    }
  }

  it should "name the nearest job for one that it does not know" in {
    allsky("sqll") shouldBe
      Outcome(2, "", "allsky: unknown job sqll, did you mean sql?; see allsky --help\n")
  }

  it should "name no job where none is near" in {
    allsky("photometry") shouldBe
      Outcome(2, "", "allsky: unknown job photometry; see allsky --help\n")
  }

  it should "ask for the job where none is named" in {
    allsky() shouldBe Outcome(2, "", "allsky: missing JOB; see allsky --help\n")
  }

  it should "name the nearest option for one that it does not know" in {
    val expected =
      "allsky sql: unknown option --fromat, did you mean --format?; see allsky sql --help\n"
    allsky("sql", "--fromat", "csv") shouldBe Outcome(2, "", expected)
    allsky("sql", "--fromat=csv") shouldBe Outcome(2, "", expected)
  }

  it should "say in one line which value is wrong" in {
    val wrong = allsky("sql", "--rows", "many")
    wrong.exitCode shouldBe 2
    wrong.err should startWith("allsky sql: invalid value for option '--rows'")
    wrong.err.linesIterator should have size 1
  }

  "A job" should "refuse a GPU on a local master instead of waiting for ever" in {
    // Where a job did not refuse, it would go on in this session, and not wait.
    LocalSpark.session
    val asked = Map("spark.master" -> "local[1]", "spark.task.resource.gpu.amount" -> "1")
    sys.props ++= asked
    val refused =
      try allsky("sql", "-e", "select 1")
      finally sys.props --= asked.keys
    refused.exitCode shouldBe 1
    refused.err should include("Cannot use spark.task.resource.gpu.amount with the master local[1]")
  }

  "Jobs in one JVM" should "run until one fails, with its exit code" in {
    import scala.collection.JavaConverters._
    val query = "sql --format csv -e select(1)"
    val both = CommandLine.outcomeOf(JobsInOneJvm.run(Seq(query, query).asJava))
    both.exitCode shouldBe 0
    both.out shouldBe "1\n1\n1\n1\n"
    val failed = CommandLine.outcomeOf(JobsInOneJvm.run(Seq("sqll", query).asJava))
    failed.exitCode shouldBe 2
    failed.out shouldBe empty
  }
}
