package allsky.spark.cli

import scala.collection.JavaConverters._
import scala.util.matching.Regex

import picocli.CommandLine.MissingParameterException

/**
 * A command of allsky in a code block of the documents: the words that the job gets.
 *
 * A line is a command if a word of it is bin/allsky, bin/sql, bin/gpu-check or bin/spark-submit;
 * words before it are variables or a title, and Spark's options behind it belong to spark-submit.
 * Comments, pipes and redirections end it. Other lines of code blocks, such as curl, pip, ./mvnw,
 * bin/demo and bin/benchmark, are none.
 *
 * Two kinds of words stand for something else. SEED, N and SHARE are numbers; other words in
 * capitals, such as RUN, are names. Three dots are options that the reader adds.
 */
final case class Snippet(page: String, line: String, words: Seq[String]) {

  private val complete = !words.contains("...")

  /** The words with a number for each placeholder of a number. */
  def numbered: Seq[String] =
    words.filter(_ != "...").map(word => Snippet.NUMBERS.getOrElse(word, word))

  /** What the command line of the job says against these words. */
  def fault: Option[String] = {
    val said = if (complete) Snippet.check(numbered) else Snippet.checkPart(numbered)
    said.map(message => s"$page: $line: $message")
  }

  def job: String = words.headOption.getOrElse("")
}

object Snippet {

  private val NUMBERS = Map("SEED" -> "1", "N" -> "1", "SHARE" -> "0.5")

  private val WORD = "(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+".r

  private def check(words: Seq[String]): Option[String] = {
    val outcome = CommandLine.outcomeOf(UsageCheck.check(words: _*))
    Some(outcome.err).filter(_ => outcome.exitCode != 0)
  }

  /** The check of words to which options will be added: nothing is missing. */
  private def checkPart(words: Seq[String]): Option[String] = {
    val allsky = Allsky.command()
    val commands = allsky +: allsky.getSubcommands.values.asScala.toSeq
    commands.foreach(_.getCommandSpec.parser.collectErrors(true))
    val parsed = allsky.parseArgs(words: _*).asCommandLineList.asScala
    parsed.flatMap(_.getParseResult.errors.asScala)
      .filterNot(_.isInstanceOf[MissingParameterException])
      .map(_.getMessage)
      .headOption
  }

  /** The commands in the code blocks of a page, in their order. */
  def of(page: Manual.Page): Seq[Snippet] = page.codeLines.flatMap(in(page.path, _))

  /** The command of a line. */
  def in(page: String, line: String): Option[Snippet] = {
    val raw = WORD.findAllIn(line.trim).toList.takeWhile(!_.matches("#.*"))
    raw.dropWhile(!_.matches("bin/(allsky|sql|gpu-check|spark-submit)")) match {
      case program :: rest =>
        val own = rest.takeWhile(!_.matches("[|;&<>].*")).map(unquoted)
        ofProgram(program.stripPrefix("bin/"), own).map(Snippet(page, line.trim, _))
      case Nil => None
    }
  }

  private def ofProgram(program: String, words: List[String]): Option[List[String]] =
    program match {
      case "sql"          => Some("sql" :: words)
      case "gpu-check"    => Some("check-devices" :: words)
      case "spark-submit" => Some(words.dropWhile(!_.endsWith(".jar")).drop(1)).filter(_.nonEmpty)
      case _              => Some(withoutSparkOptions(words)).filter(_.nonEmpty)
    }

  private def withoutSparkOptions(words: List[String]): List[String] = words match {
    case ("--help" | "--version") :: _ => words
    case option :: rest if option.startsWith("--") =>
      withoutSparkOptions(if (option.contains("=")) rest else rest.drop(1))
    case _ => words
  }

  /** Quotes of the outer kind; those within them are of the word. */
  private def unquoted(word: String): String =
    "\"([^\"]*)\"|'([^']*)'".r.replaceAllIn(
      word,
      quoted => Regex.quoteReplacement(Option(quoted.group(1)).getOrElse(quoted.group(2)))
    )
}
