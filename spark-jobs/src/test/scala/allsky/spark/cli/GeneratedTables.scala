package allsky.spark.cli

import java.util.Collections.emptyList

import scala.collection.JavaConverters._
import scala.util.matching.Regex

import allsky.calibration.OutlierRule
import allsky.cutout.CutoutShape
import allsky.fits.header.ImageSurvey
import allsky.spark.columns.Columns
import allsky.spark.simulation.SpectraHeader
import allsky.spark.table._
import allsky.spark.table.cutout.{CutoutTable, CutoutTensor, TensorFormat}
import allsky.spark.table.prediction.{
  EvaluatedTable,
  PredictedColumns,
  PredictionTable,
  ReviewedTable,
  SpectrumPredictionTable
}
import allsky.spark.table.tile.TileTable
import allsky.survey.{Band, SourceClass}
import org.apache.spark.sql.types.{StructField, StructType}
import picocli.CommandLine.Model.{ArgGroupSpec, CommandSpec, OptionSpec}

/**
 * The tables of the manual that are made from the code: the options of each job and the columns of
 * each table. A page has them between two comments:
 * {{{
 * <!-- options: sql -->
 * <!-- end of options -->
 * }}}
 */
object GeneratedTables {

  private val PLACE = "(?s)<!-- (options|columns): (\\S+) -->\n.*?<!-- end of \\1 -->".r

  /** A page with its tables made anew. */
  def written(page: String): String =
    PLACE.replaceAllIn(
      page,
      place => {
        val (kind, name) = (place.group(1), place.group(2))
        val table =
          if (kind == "options") options(Manual.jobs(name).getCommandSpec) else tables(name)
        Regex.quoteReplacement(
          s"<!-- $kind: $name -->\n\n${table.mkString("\n")}\n\n<!-- end of $kind -->"
        )
      }
    )

  /** The names of the tables that a page has, such as {{{options: sql}}}. */
  def namesIn(page: String): Seq[String] =
    PLACE.findAllMatchIn(page).map(place => s"${place.group(1)}: ${place.group(2)}").toSeq

  /** The tables that a page can have the columns of. */
  def tableNames: Set[String] = columns.keySet

  /**
   * The parameters, then the options in the order of {{{--help}}}, with its headings if there are
   * three or more; the options that every job has and old names are left out.
   */
  private[cli] def options(job: CommandSpec): Seq[String] = {
    val parameters = job.positionalParameters.asScala.map(parameter =>
      Seq(code(parameter.paramLabel), "required", text(parameter.description.mkString(" ")))
    )
    val groups = OptionsByHeading.of(job).asScala.toSeq
      .map { case (heading, options) =>
        val own = options.asScala.filter(option =>
          !option.usageHelp && !option.versionHelp && !isOfEachJob(option)
        )
        heading.title -> own.map(row(_, job))
      }
      .filter(_._2.nonEmpty)
    val rows =
      if (groups.size < 3) groups.flatMap(_._2)
      else groups.flatMap { case (title, own) => Seq(s"**$title**", "", "") +: own }
    table("option", "default", "description")(parameters ++ rows)
  }

  private def row(option: OptionSpec, job: CommandSpec): Seq[String] =
    Seq(code(title(option)), default(option, job), text(option.description.mkString(" ")))

  private def isOfEachJob(option: OptionSpec): Boolean =
    LogOptions.NAMES.contains(option.longestName.stripPrefix("--"))

  private def title(option: OptionSpec): String = {
    val label = if (option.arity.max() == 0) "" else s" ${option.paramLabel}"
    val shown = if (option.arity.min() == 0 && label.nonEmpty) s"[${label.trim}]" else label.trim
    val short = option.names.filterNot(_ == option.longestName).map(_ + ", ").mkString
    s"$short${option.longestName} $shown".trim
  }

  private def default(option: OptionSpec, job: CommandSpec): String = {
    val value = Option(option.defaultValueString).filterNot(Set("null", "false", "[]"))
    choice(option, job) match {
      case Some(alternatives)                       => s"required: $alternatives"
      case None if option.required && value.isEmpty => "required"
      case None if option.arity.max() == 0          => ""
      case None                                     => value.map(onAnyMachine).fold("")(code)
    }
  }

  /** The ways to meet a group of which one is required, for the options that are part of a way. */
  private def choice(option: OptionSpec, job: CommandSpec): Option[String] = {
    val ways =
      job.argGroups.asScala.filter(_.exclusive).map(waysToMeet).find(_.flatten.contains(option))
    ways.map(_.map(_.map(part => code(part.longestName)).mkString(" with ")).mkString(" or "))
  }

  private def waysToMeet(group: ArgGroupSpec): Seq[Seq[OptionSpec]] =
    group.options.asScala.map(Seq(_)) ++ group.subgroups.asScala.map(required)

  private def required(group: ArgGroupSpec): Seq[OptionSpec] =
    group.options.asScala.filter(_.required) ++ group.subgroups.asScala.flatMap(required)

  /** System properties by the names of the environment that they come from. */
  private def onAnyMachine(value: String): String =
    value
      .replace("${sys:allsky.tmpdir:-${sys:java.io.tmpdir}}", "$TMPDIR")
      .replace("${sys:user.name}", "$USER")

  /** The columns of a table by its name, with columns that differ only by the band in one row. */
  private[cli] def tables(name: String): Seq[String] = {
    val fields = columns(name)
    val groups =
      fields.map(withoutBand).distinct.map(group => fields.filter(withoutBand(_) == group))
    val rows = groups.map { group =>
      val names = group.map(column => code(column.name)).mkString(", ")
      Seq(
        names,
        code(group.head.typeName),
        text(group.head.unit),
        text(withoutBand(group.head).description)
      )
    }
    table("column", "type", "unit", "description")(rows)
  }

  private case class Described(name: String, typeName: String, unit: String, description: String)

  private def withoutBand(column: Described): Described =
    if (!BAND.findFirstIn(column.name).isDefined) column
    else
      column.copy(
        name = BAND.replaceAllIn(column.name, "w?"),
        description = column.description.replaceAll("\\bW[1-4]\\b", "the band")
      )

  private val BAND = "w[1-4]".r

  private lazy val columns: Map[String, Seq[Described]] = Map(
    "sources" -> AllwiseTable.schema,
    "truth" -> TruthTable.schema,
    "matches" -> new StructType(MatchTable.matchColumns),
    "rejected" -> RejectedTable.schema,
    "cutouts" -> CutoutTable.schema(emptyList[StructField], tensor),
    "predictions" -> predictions,
    "classified-spectra" -> SpectrumPredictionTable.schema(classes),
    "evaluation" -> EvaluatedTable.schema(new StructType(), classes),
    "misclassified" -> ReviewedTable.schema(Seq(Band.W1, Band.W2, Band.W3).asJava),
    "_tiles" -> TileTable.schema
  ).mapValues(_.fields.toSeq.map(described)) + ("spectra" -> SpectraHeader.columns.map {
    case (name, typeName, unit, description) => Described(name, typeName, unit, description)
  })

  private def described(field: StructField): Described =
    Described(
      field.name,
      field.dataType.simpleString,
      Columns.unit(field),
      ofAnyRun(field.getComment.getOrElse(""))
    )

  private def classes = SourceClass.values.toSeq.asJava

  private def tensor: CutoutTensor = {
    val bands = Seq(Band.W1, Band.W2, Band.W3).asJava
    new CutoutTensor(
      new CutoutShape(bands, 50, ImageSurvey.ATLAS),
      TensorFormat.BINARY,
      false,
      false
    )
  }

  private def predictions: StructType = {
    val rule = new OutlierRule(0.5, 25)
    PredictionTable.schema(emptyList[StructField], new PredictedColumns(classes, rule, true))
  }

  /** The description of a run's outliers has the limits of that run. */
  private def ofAnyRun(description: String): String =
    description.replaceAll("(beyond|below) [0-9.]+", "$1 a limit")

  private def table(header: String*)(rows: Seq[Seq[String]]): Seq[String] =
    (header +: header.map(_ => "---") +: rows).map(_.mkString("| ", " | ", " |"))

  private def code(words: String): String =
    if (words.isEmpty) "" else s"`${words.replace("|", "\\|")}`"

  /** Text in which nothing is taken for Markdown. */
  private def text(words: String): String =
    words.replaceAll("([|*<])", "\\\\$1")
}
