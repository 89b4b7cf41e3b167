package allsky.spark.cli

import java.io.ByteArrayInputStream
import java.nio.file.{Files, Path}

import scala.collection.mutable

import org.scalatest.Suite
import org.scalatest.matchers.should.Matchers

/**
 * Runs the commands of pages in a folder that stands for the reader's. Only this is not as it stands:
 *
 *   - Paths are below the folder. Placeholders of numbers, such as SEED, are numbers.
 *   - Skies, networks and trainings are small: see {{{limits}}}.
 *   - An output that is there gets --overwrite.
 *   - A download gets the options of {{{download}}}: a test server and no pauses.
 */
trait SnippetRuns extends Matchers { this: Suite =>

  protected lazy val manual = new Manual(Path.of(sys.props("allsky.home")))

  protected lazy val folder: Path = Files.createTempDirectory("allsky-snippets")

  /** What a download gets in addition. */
  protected def download: Seq[String] = Nil

  /** What a command reads from its standard input. */
  protected def input: String = ""

  /** The commands that have run on the sky that is there. */
  private val done = mutable.Map[Seq[String], Outcome]()

  /** Runs the commands of a page, but none twice. */
  protected def executed(page: String): Seq[(Snippet, Outcome)] =
    SnippetPlan.of(manual.page(page)).map(snippet => snippet -> executed(snippet))

  /** Runs the first command of each of these jobs in the quickstart. */
  protected def quickstart(jobs: String*): Unit = {
    val all = SnippetPlan.of(manual.page("docs/quickstart.md"))
    jobs.foreach(job => executed(all.find(_.job == job).get))
  }

  private def executed(snippet: Snippet): Outcome =
    withClue(s"${snippet.page}: ${snippet.line}: ")(run(snippet.numbered: _*))

  /** Runs a command in the folder, if it has not run on the sky that is there. */
  protected def run(typed: String*): Outcome = {
    if (typed.head == "simulate-sky") done.clear()
    val words = placed(smaller(typed))
    done.getOrElseUpdate(
      words, {
        val outcome = withInput(CommandLine.allsky(fetching(replacing(words)): _*))
        withClue(outcome.err)(outcome.exitCode shouldBe 0)
        outcome
      }
    )
  }

  private def withInput(run: => Outcome): Outcome = {
    val before = System.in
    System.setIn(new ByteArrayInputStream(input.getBytes))
    try run
    finally System.setIn(before)
  }

  /** The largest number that an option keeps, by job, and the number that it gets instead. */
  private val limits: Map[String, Seq[(String, Int, Int)]] = Map(
    "simulate-sky" ->
      Seq(("--tiles", 2, 2), ("--tile-pixels", 512, 512), ("--labelled-per-tile", 300, 300)),
    "train-iicnet" -> Seq(("--input-side", 16, 16), ("--epochs", 2, 1)),
    "compare-networks" -> Seq(("--input-sides", 16, 16), ("--epochs", 1, 1), ("--seeds", 1, 1)),
    "train-spectra" -> Seq(("--simulated", 20, 20), ("--epochs", 1, 1))
  )

  /** So many unusual objects fit into a tile of 512 pixels. */
  private val unusual = ("--unusual-per-tile", 16, 16)

  private def smaller(words: Seq[String]): Seq[String] = {
    val limited =
      limits.getOrElse(words.head, Nil) ++ Seq(unusual).filter(u => words.contains(u._1))
    limited.foldLeft(words) { case (smaller, (option, largest, instead)) =>
      val at = smaller.indexOf(option)
      if (at < 0) smaller ++ Seq(option, s"$instead")
      else if (smaller(at + 1).matches("\\d+") && smaller(at + 1).toInt <= largest) smaller
      else smaller.updated(at + 1, s"$instead")
    }
  }

  /** What a path follows. */
  private val paths = Set(
    "--sources",
    "--spectra",
    "--output",
    "--tiles",
    "--model",
    "--cutouts"
  ) ++
    Set(
      "--table",
      "--run",
      "--compare",
      "--moc",
      "--unusual",
      "--unlabelled",
      "--teacher",
      "status"
    )

  private def placed(words: Seq[String]): Seq[String] =
    words.head +: words.zip(words.tail).map {
      case ("--tiles", count) if words.head == "simulate-sky" => count
      case ("--moc", cells) if cells.matches("\\d+/.*")       => cells
      case ("--with", catalog) => catalog.replace("path=", s"path=$folder/")
      case (option, path) if paths(option) || path == "run-b" => s"$folder/$path"
      case (_, word)                                          => word
    }

  private def replacing(words: Seq[String]): Seq[String] = {
    val output = if (words.head.startsWith("train-")) "--model" else "--output"
    val at = words.indexOf(output)
    val isThere = at > 0 && Files.exists(Path.of(words(at + 1)))
    if (isThere && !words.contains("--overwrite")) words :+ "--overwrite" else words
  }

  private def fetching(words: Seq[String]): Seq[String] =
    words.head match {
      case "fetch-tiles"                                                   => words ++ download
      case "classify-allsky" if !words.exists(Set("--tiles", "--cutouts")) => words ++ download
      case _                                                               => words
    }
}
