package allsky.spark.cli

import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.types._

/** Writes rows as IRSA's services do: an IPAC table with names, types, units and nulls between bars. */
object IpacTable {

  def write(rows: DataFrame, file: Path): Path = {
    val names = rows.columns.toSeq
    val types = rows.schema.map { field =>
      field.dataType match {
        case StringType                         => "char"
        case IntegerType | LongType | ShortType => "long"
        case DoubleType | FloatType             => "double"
        case other => throw new IllegalArgumentException(s"${field.name}: $other")
      }
    }
    val values =
      rows.collect().toSeq.map(_.toSeq.map(value => Option(value).fold("null")(_.toString)))
    val nulls = names.map(_ => "null")
    val units = names.map(_ => "")
    val widths = (names +: types +: nulls +: values).transpose.map(_.map(_.length).max)
    def line(cells: Seq[String], bar: String): String =
      cells.zip(widths).map { case (cell, width) => " " * (width - cell.length) + cell }
        .mkString(bar, bar, bar)
    val head = Seq(names, types, units, nulls).map(line(_, "|"))
    val text = ("\\fixlen = T" +: head) ++ values.map(line(_, " "))
    Files.write(file, text.asJava)
  }
}
