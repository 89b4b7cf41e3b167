package allsky.spark.cli

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The examples at the end of each help can be typed. */
class ExamplesSpec extends AnyFlatSpec with Matchers {

  private def examples(job: String): Seq[String] =
    Allsky.command().getSubcommands.get(job).getCommandSpec.usageMessage.footer.toSeq.map(_.trim)

  private val jobs =
    Allsky.command().getSubcommands.keySet.asScala.toSeq.filterNot(Set("help", "completion"))

  for (job <- jobs) s"The help of $job" should "have two examples with options that exist" in {
    examples(job) should have size 2
    for (example <- examples(job)) withClue(example) {
      val own = words(example).dropWhile(_ != job)
      if (!example.startsWith("bin/gpu-check")) {
        example should startWith("bin/allsky ")
        UsageCheck.check(own: _*) shouldBe 0
      }
    }
    CommandLine.allsky(job, "--help").out should include(s"Examples:\n  ${examples(job).head}\n")
  }

  private def words(example: String): Seq[String] =
    "'[^']*'|\\S+".r.findAllIn(example).map(_.stripPrefix("'").stripSuffix("'")).toSeq
}
