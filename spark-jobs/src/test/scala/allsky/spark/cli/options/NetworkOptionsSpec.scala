package allsky.spark.cli.options

import allsky.UserError
import allsky.network.NetworkShape
import allsky.survey.Band

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import picocli.CommandLine

/** The options of networks, as picocli fills them. */
class NetworkOptionsSpec extends AnyFlatSpec with Matchers {

  private val bands = Band.ofNames("W1W2W3")

  private def parsed[A](options: A, words: Seq[String]): A = {
    new CommandLine(options).parseArgs(words: _*)
    options
  }

  private def shape(words: String*): NetworkShape =
    parsed(new NetworkOptions, words).shape(bands)

  private def compared(words: String*): Seq[String] =
    parsed(new ComparisonOptions, words :+ "--seeds=1")
      .plan(bands, 1)
      .variants
      .asScala
      .map(_.title.takeWhile(_ != 'W').stripSuffix(", "))

  "The input side" should "be that of the network if no other is given" in {
    shape() shouldBe NetworkShape.ofPaper
    shape("--network=iicnet-lite").inputSide shouldBe 40
    shape("--network=mobilenet").inputSide shouldBe 80
    shape("--network=iicnet-lite", "--input-side=64").inputSide shouldBe 64
    shape("--input-side=40").inputSide shouldBe 40
    the[UserError] thrownBy shape("--input-side=520") should have message
      "Invalid --input-side (16 to 512): 520"
  }

  "The sides of a comparison" should "be those of the networks if no others are given" in {
    compared("--networks=iicnet,iicnet-lite,mobilenet") shouldBe Seq(
      "iicnet, 80 pixels, stem 5",
      "iicnet-lite, 40 pixels, stem 5",
      "mobilenet, 80 pixels"
    )
  }

  it should "be the given ones for all networks" in {
    compared("--networks=iicnet,iicnet-lite", "--input-sides=40,64", "--stem-kernels=3") shouldBe
      Seq(
        "iicnet, 40 pixels, stem 3",
        "iicnet, 64 pixels, stem 3",
        "iicnet-lite, 40 pixels, stem 3",
        "iicnet-lite, 64 pixels, stem 3"
      )
  }

  "Settings of a teacher" should "be refused without one, and outside of their range" in {
    def refusal(words: String*): String =
      (the[UserError] thrownBy parsed(new TeacherOptions, words).requireValid()).getMessage
    val alone = "Invalid --teacher-share or --teacher-temperature (only with --teacher): give" +
      " --teacher too"
    refusal("--teacher-share=0.5") shouldBe alone
    refusal("--teacher-temperature=2") shouldBe alone
    refusal("--teacher=model", "--teacher-share=1.5") shouldBe
      "Invalid --teacher-share (0 to 1): 1.5"
    refusal("--teacher=model", "--teacher-temperature=0") shouldBe
      "Invalid --teacher-temperature (above 0, up to 100): 0.0"
    parsed(new TeacherOptions, Nil).requireValid()
    parsed(new TeacherOptions, Nil).read(_ => ()).isPresent shouldBe false
  }
}
