package allsky.spark.cli

import allsky.spark.cli.options.InputPath
import java.io.{ByteArrayOutputStream, PrintStream}
import java.lang.reflect.Field
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.Files

import scala.collection.JavaConverters._

import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** A missing input is found before Spark starts, in the words of the job that would read it. */
class MissingInputsSpec extends AnyFlatSpec with Matchers with BeforeAndAfterAll {

  private val folder = Files.createTempDirectory("allsky-missing")
  private val none = folder.resolve("none").toString
  private val here = Files.createDirectory(folder.resolve("images")).toString
  private val run =
    Files.createDirectories(folder.resolve("run/predictions")).getParent.toString
  private val table =
    Files.writeString(folder.resolve("table.csv"), "id,ra,dec\n1,10,20\n").toString
  private val output = Seq("--output", folder.resolve("out").toString)
  private val model = Seq("--model", folder.resolve("new").toString)

  override def beforeAll(): Unit = sys.props(MissingInputs.PATHS_ARE_LOCAL) = "true"

  override def afterAll(): Unit = sys.props -= MissingInputs.PATHS_ARE_LOCAL

  /** Calls that lack one input. */
  private val calls: Seq[Seq[String]] = Seq(
    Seq("check-sky", "--sources", none),
    Seq("fetch-tiles", "--sources", none, "--tiles", here),
    Seq("crossmatch", "--sources", none, "--spectra", table) ++ output,
    Seq("crossmatch", "--sources", table, "--spectra", none) ++ output,
    Seq("crossmatch", "--sources", table, "--spectra", table, "--moc", none) ++ output,
    Seq("crossmatch", "--sources", table, "--spectra", table, "--with", s"path=$none,prefix=a_") ++
      output,
    Seq("stack-cutouts", "--sources", none, "--tiles", here) ++ output,
    Seq("stack-cutouts", "--sources", table, "--tiles", none) ++ output,
    Seq("train-iicnet", "--cutouts", none) ++ model,
    Seq("train-iicnet", "--cutouts", none, "--resume") ++ model,
    Seq("train-iicnet", "--cutouts", table, "--teacher", none) ++ model,
    Seq("compare-networks", "--networks", "iicnet", "--cutouts", none) ++ output,
    Seq("evaluate-iicnet", "--cutouts", none) ++ output,
    Seq("evaluate-iicnet", "--cutouts", table, "--model", none) ++ output,
    Seq("classify-allsky", "--cutouts", none) ++ output,
    Seq("classify-allsky", "--cutouts", table, "--model", none) ++ output,
    Seq("classify-allsky", "--sources", none, "--tiles", here) ++ output,
    Seq("classify-allsky", "--sources", table, "--tiles", none) ++ output,
    Seq("classify-allsky", "--cutouts", table, "--priors", none) ++ output,
    Seq("train-spectra", "--spectra", none) ++ model,
    Seq("train-spectra", "--star-templates", none) ++ model,
    Seq("classify-spectra", "--spectra", table, "--model", none) ++ output,
    Seq("report", "--run", none, "--output", folder.resolve("page.html").toString),
    Seq("report", "--compare", run, none, "--output", folder.resolve("page.html").toString),
    Seq("export", "--table", none, "--output", folder.resolve("x.fits").toString),
    Seq("map-sky", "--sources", none, "--output", folder.resolve("x.fits").toString),
    Seq("sql", "--run", none, "-e", "select 1")
  )

  private def checked(words: Seq[String]): (Int, String) = {
    val (bytes, err) = (new ByteArrayOutputStream, System.err)
    System.setErr(new PrintStream(bytes, true, UTF_8))
    try {
      val code = UsageCheck.check(words: _*)
      (code, bytes.toString(UTF_8))
    } finally System.setErr(err)
  }

  for (words <- calls.filterNot(_.contains("--resume")))
    s"A missing input of ${words.mkString(" ").replace(s"$folder", "...")}" should
      "have the words and the exit code of the job" in {
        val outcome = CommandLine.allsky(words: _*)
        val line = outcome.err.linesIterator.toSeq.last
        line should include("there is no such")
        checked(words) shouldBe ((outcome.exitCode, line + "\n"))
      }

  "Other inputs" should "be left to the job" in {
    val paths = Seq(
      "s3a://bucket/none",
      "hdfs:/none",
      s"$here/*.csv",
      s"$none,$none",
      s"$table#2",
      s"file:$table",
      s"file://$table",
      ""
    )
    for (path <- paths) withClue(path) {
      checked(Seq("check-sky", "--sources", path)) shouldBe ((0, ""))
    }
    val matching = Seq("crossmatch", "--sources", table, "--spectra", table) ++ output
    for (cells <- Seq("3/1-3,7 4/40", "{\"3\": [1]}"))
      checked(matching ++ Seq("--moc", cells)) shouldBe ((0, ""))
    checked(matching ++ Seq("--with", s"path=$table,prefix=a_")) shouldBe ((0, ""))
    val classifying = Seq("classify-allsky", "--cutouts", table) ++ output
    for (priors <- Seq("sky", "training", "STAR=0.4,GALAXY=0.5,QSO=0.1"))
      checked(classifying ++ Seq("--priors", priors)) shouldBe ((0, ""))
    checked(Seq("train-iicnet", "--cutouts", none, "--resume") ++ model)._1 shouldBe 0
    checked(Seq("check-sky", "--sources", s"file:$none"))._2 should include("no such file")
  }

  it should "be left to the job if a path without a scheme may be elsewhere" in {
    sys.props -= MissingInputs.PATHS_ARE_LOCAL
    try {
      checked(Seq("check-sky", "--sources", none)) shouldBe ((0, ""))
      checked(Seq("check-sky", "--sources", s"file:$none"))._1 shouldBe 1
    } finally sys.props(MissingInputs.PATHS_ARE_LOCAL) = "true"
  }

  "Each option that names an input" should "be checked" in {
    val labels = Set("PATH", "DIR")
    val written = Set("--output", "--tile-index", "--fetch-into", "--spool")
    for (
      (name, job) <- Allsky.command().getSubcommands.asScala;
      option <- job.getCommandSpec.options.asScala
    )
      if (labels(option.paramLabel) && !written(option.longestName)) withClue(s"$name $option: ") {
        val isInput = option.userObject match {
          case field: Field => field.isAnnotationPresent(classOf[InputPath])
          case _            => false
        }
        val isOutput = (name, option.longestName) match {
          case ("train-iicnet" | "train-spectra", "--model") => true
          case ("fetch-tiles", "--tiles")                    => true
          case _                                             => false
        }
        isInput should not be isOutput
      }
  }
}
