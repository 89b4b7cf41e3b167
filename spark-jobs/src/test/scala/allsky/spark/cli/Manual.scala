package allsky.spark.cli

import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import picocli.{CommandLine => Picocli}

/** The documents below a folder: README.md, docs/ and .github/, with what is wrong in them. */
final class Manual(val home: Path) {

  import Manual._

  val pages: Seq[Page] =
    Seq("README.md", "docs", ".github")
      .map(home.resolve)
      .filter(Files.exists(_))
      .flatMap(root => Files.walk(root).iterator.asScala)
      .filter(_.getFileName.toString.endsWith(".md"))
      .map(file => Page(home.relativize(file).toString, Files.readString(file)))
      .sortBy(_.path)

  def page(path: String): Page =
    pages.find(_.path == path).getOrElse(throw new NoSuchElementException(path))

  /** Links to files that do not exist, and anchors that no heading has. */
  def brokenLinks: Seq[String] =
    for {
      from <- pages
      link <- from.links if !link.contains(":") && !link.startsWith(GITHUB)
      fault <- broken(from, link)
    } yield s"${from.path}: $link: $fault"

  private def broken(from: Page, link: String): Option[String] = {
    val Array(path, anchor) = (link + "#").split("#", -1).take(2)
    val folder = Option(Path.of(from.path).getParent).getOrElse(Path.of(""))
    val target = if (path.isEmpty) from.path else folder.resolve(path).normalize.toString
    if (!Files.exists(home.resolve(target))) Some("no such file")
    else if (anchor.nonEmpty && !pages.filter(_.path == target).exists(_.anchors(anchor)))
      Some("no such heading")
    else None
  }

  /** Commands that name a job or an option that does not exist, or an option's old name. */
  def wrongCommands: Seq[String] =
    for {
      page <- pages
      command <- page.commands
      fault <- command.faults
    } yield s"${page.path}: $fault"

  /** Options in the text that no job has. */
  def unknownOptions: Seq[String] =
    for {
      page <- pages
      option <- page.options if !OTHER_OPTIONS(option) && !jobs.values.exists(has(_, option))
    } yield s"${page.path}: $option"

  /** Specs that the text names and that do not exist, and cases that a spec does not have. */
  def missingSpecs: Seq[String] =
    for {
      page <- pages
      named <- NAMED_SPEC.findAllMatchIn(page.prose.mkString("\n")).toSeq
      cases = CASE.findAllMatchIn(Option(named.group(2)).getOrElse("")).map(_.group(1)).toSeq
      fault <- missing(named.group(1), cases)
    } yield s"${page.path}: $fault"

  private def missing(spec: String, cases: Seq[String]): Seq[String] = {
    val texts = sources.filter(_.getFileName.toString == s"$spec.scala").map(Files.readString)
    if (texts.isEmpty) Seq(s"no $spec")
    else cases.filterNot(name => texts.exists(_.contains(name))).map(c => s"$spec has no case $c")
  }

  /** Classes that the text names, with or without their package, and that do not exist. */
  def missingClasses: Seq[String] =
    for {
      page <- pages
      name <- page.classes if !FOREIGN_CLASSES(name) && !sources.exists(isClass(_, name))
    } yield s"${page.path}: $name"

  private def isClass(file: Path, name: String): Boolean = {
    val path = "/" + file.toString.replaceFirst("\\.(java|scala)$", "")
    path.endsWith("/" + name.replace('.', '/'))
  }

  private lazy val sources: Seq[Path] =
    Seq("model/src", "spark-jobs/src")
      .map(home.resolve)
      .filter(Files.exists(_))
      .flatMap(root => Files.walk(root).iterator.asScala)

  /** Lines of the text above the limit; tables and code cannot be wrapped. */
  def wideLines(limit: Int): Seq[String] =
    for {
      page <- pages
      line <- page.prose if !line.startsWith("|") && line.codePoints.count > limit
    } yield s"${page.path}: $line"
}

object Manual {

  /** The pages of the project on GitHub, seen from README.md. */
  private val GITHUB = "../../actions/"

  /** Options of spark-submit, of the scripts in bin/ and of other programs. */
  private val OTHER_OPTIONS = Set(
    "--add-modules",
    "--add-opens",
    "--class",
    "--conf",
    "--deploy-mode",
    "--driver-java-options",
    "--driver-memory",
    "--executor-memory",
    "--jars",
    "--master",
    "--memory",
    "--memory-sources",
    "--only",
    "--packages",
    "--prepare",
    "--properties-file",
    "--recipe",
    "--sizes"
  )

  /** Classes of libraries. */
  private val FOREIGN_CLASSES = Set(
    "Authorization",
    "Cutout2D",
    "DataFrameWriter",
    "ParallelBlock",
    "SequentialBlock",
    "SkyCoord",
    "SparkSubmit"
  )

  val jobs: Map[String, Picocli] = new Picocli(new Allsky()).getSubcommands.asScala.toMap

  /** The jobs that have a page. */
  val jobsWithPage: Set[String] = jobs.keySet -- Set("help", "completion")

  private def has(job: Picocli, option: String): Boolean =
    Option(job.getCommandSpec.findOption(option)).exists(!_.hidden)

  /** A job's command line. */
  final case class Command(job: String, options: Seq[String]) {
    def faults: Seq[String] =
      if (job == "JOB") Nil
      else if (!jobs.contains(job)) Seq(s"no job $job")
      else options.filterNot(has(jobs(job), _)).map(option => s"$job has no option $option")
  }

  object Command {

    /** The command of a line, such as {{{bin/allsky --master local crossmatch --match all}}}. */
    def in(line: String): Option[Command] = {
      val words = line.replaceFirst("\\s#.*", "").trim.split("\\s+").toList
      words.dropWhile(word => !word.matches(".*bin/(allsky|sql|gpu-check)")) match {
        case program :: rest if program.endsWith("allsky") => ofWords(afterSparkOptions(rest))
        case program :: rest if program.endsWith("sql")    => ofWords("sql" :: rest)
        case _ :: rest                                     => ofWords("check-devices" :: rest)
        case Nil => if (jobs.contains(words.head)) ofWords(words) else None
      }
    }

    private def afterSparkOptions(words: List[String]): List[String] = words match {
      case ("--help" | "--version") :: _ => Nil
      case option :: rest if option.startsWith("--") =>
        afterSparkOptions(if (option.contains("=")) rest else rest.drop(1))
      case rest => rest
    }

    private def ofWords(words: List[String]): Option[Command] =
      words.headOption.filter(_.matches("[A-Za-z-]+")).map { job =>
        val own = words.tail.takeWhile(!_.matches("[|;&<>].*"))
        Command(job, own.filter(_.startsWith("--")).map(_.takeWhile(_ != '=')))
      }
  }

  /** A document of GitHub's Markdown. */
  final case class Page(path: String, text: String) {

    private val parts = text.split("(?m)^```", -1).toSeq.map(_.linesIterator.toSeq).zipWithIndex

    /** Each code block: its language, or nothing, and its lines. */
    val blocks: Seq[(String, Seq[String])] =
      parts.collect { case (lines, i) if i % 2 == 1 => (lines.head.trim, lines.tail) }

    private val code = blocks.flatMap(_._2)

    private val outside =
      parts.flatMap { case (lines, i) =>
        if (i == 0) lines else if (i % 2 == 0) lines.drop(1) else Nil
      }

    def prose: Seq[String] = outside

    def links: Seq[String] = LINK.findAllMatchIn(withoutInlineCode).map(_.group(1)).toSeq

    /** The anchors that GitHub gives the headings; of equal ones the later get a number. */
    def anchors: Set[String] = {
      val slugs = outside.filter(_.matches("#{1,6} .*")).map(slug)
      slugs.indices.map { i =>
        val before = slugs.take(i).count(_ == slugs(i))
        if (before == 0) slugs(i) else s"${slugs(i)}-$before"
      }.toSet
    }

    /** The lines of the code blocks, where a backslash at the end joins two. */
    def codeLines: Seq[String] = joined(code)

    /**
     * What the reader types into a shell: the lines of the code blocks without a language, and those
     * after a prompt in a block of text. A backslash at the end joins two.
     */
    def shellLines: Seq[String] = blocks.flatMap {
      case ("", lines)     => joined(lines)
      case ("text", lines) => joined(lines).filter(_.startsWith("$ ")).map(_.drop(2))
      case _               => Nil
    }

    private def joined(lines: Seq[String]): Seq[String] =
      lines.mkString("\n").replaceAll("\\\\\n", " ").linesIterator.toSeq

    def commands: Seq[Command] =
      codeLines.filter(_.contains("bin/")).flatMap(Command.in) ++ inlineCode.flatMap(Command.in)

    /** The options that the text names, without their values. */
    def options: Seq[String] =
      inlineCode.filter(_.startsWith("--")).map(_.takeWhile(c => c.isLetterOrDigit || c == '-'))

    /** Names such as {{{UserError}}} or {{{run.OutputFolder}}}, without a method's name behind. */
    def classes: Seq[String] = inlineCode.flatMap(CLASS.findFirstMatchIn(_)).map(_.group(1))

    private def inlineCode: Seq[String] =
      INLINE.findAllMatchIn(outside.mkString("\n")).map(_.group(1).replace('\n', ' ')).toSeq

    private def withoutInlineCode: String = INLINE.replaceAllIn(outside.mkString("\n"), "")

    private def slug(heading: String): String =
      heading.dropWhile(_ == '#').trim.toLowerCase
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-')
  }

  /** A spec, and the cases in quotes behind it. */
  private val NAMED_SPEC = "`(\\w+Spec)`(:(?: \"[^\"]+\",?)+)?".r
  private val CASE = "\"([^\"]+)\"".r

  /** A class has small letters too; names of statuses and headers have none. */
  private val CLASS = "^((?:[a-z]+\\.)*[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.\\w+)?$".r
  private val LINK = "\\]\\(([^)\\s]+)\\)".r
  private val INLINE = "`([^`]+)`".r
}
