package allsky.spark.cli

import allsky.spark.cli.options.Heading

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import picocli.CommandLine.Model.CommandSpec

/** The help of a job with many options has headings. */
class OptionsByHeadingSpec extends AnyFlatSpec with Matchers {

  private lazy val jobs: Map[String, CommandSpec] =
    Allsky.command().getSubcommands.asScala.toMap.mapValues(_.getCommandSpec)

  private def byHeading(job: String): Map[Heading, Seq[String]] =
    OptionsByHeading.of(jobs(job)).asScala.toMap.mapValues(_.asScala.map(_.longestName))

  "Every option" should "have one heading" in {
    for ((name, job) <- jobs) withClue(name) {
      val shown = job.options.asScala.filter(!_.hidden).map(_.longestName)
      byHeading(name).values.flatten.toSeq.sorted shouldBe shown.sorted
    }
  }

  "A job with many options" should "have a heading for each subject" in {
    val many = jobs.keys.filter(job => byHeading(job).values.flatten.size > 15).toSet
    many should contain allOf ("crossmatch", "classify-allsky", "train-iicnet")
    for (job <- many - "simulate-sky") withClue(job) {
      byHeading(job).size should be > 3
      byHeading(job).keySet should contain allOf (Heading.INPUT, Heading.OUTPUT, Heading.RUNNING)
      byHeading(job).keySet should not contain Heading.OPTIONS
    }
  }

  it should "have the option that names its output under Output" in {
    byHeading("train-iicnet")(Heading.OUTPUT) should contain("--model")
    byHeading("classify-allsky")(Heading.MODEL) shouldBe Seq("--model")
    byHeading("fetch-tiles")(Heading.OUTPUT) shouldBe Seq("--tiles")
    byHeading("classify-allsky")(Heading.INPUT) should contain("--tiles")
    byHeading("crossmatch")(Heading.COLUMNS) should contain("--spectra-pm-ra-column")
  }

  "The help" should "print the headings in their order" in {
    val help = CommandLine.allsky("train-iicnet", "--help").out
    val headings = "(?m)^([A-Z][a-z]+):\n".r.findAllMatchIn(help).map(_.group(1)).toSeq
    headings shouldBe Seq("Input", "Network", "Training", "Output", "Running", "Examples")
    help should include regex "Input:\n +--cutouts=PATH  +Table of cutouts"
  }
}
