package allsky.spark.corpus

import allsky.spark.cli.CommandLine
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

/** The files that say what a job is to do. */
object ConfigurationSpecimens {

  /** Options in a file: {@code allsky crossmatch @options}. */
  private object Options extends Specimen {
    val kind = "configuration"
    val name = "options"
    val bytes: Array[Byte] =
      """# the catalog
        |--sources sources.csv
        |--ra-column
        |  "ra"
        |--dec-column dec
        |--describe
        |""".stripMargin.getBytes(UTF_8)

    val mutations: Seq[Mutation] = TextMutations.all ++ ByteMutations.all

    def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String] = {
      Files.writeString(folder.resolve("sources.csv"), "id,ra,dec\n1,2,3\n")
      val file = Files.write(
        folder.resolve(name),
        new String(damaged, "ISO-8859-1").replace("sources.csv", s"$folder/sources.csv").getBytes(
          "ISO-8859-1"
        )
      )
      val outcome = CommandLine.allsky("crossmatch", s"@$file")
      val said = outcome.err.linesIterator.toSeq.lastOption.getOrElse("")
      outcome.exitCode match {
        case 0     => Nil
        case 1 | 2 => OneLine.faults(said)
        case other => Seq(s"exit code $other: $said")
      }
    }
  }

  val all: Seq[Specimen] = Seq(Options)
}
