package allsky.spark.cli

import java.io.IOException
import java.nio.file.Files

import scala.sys.process.stringSeqToProcess

import org.scalatest.Assertions.cancel

/** The checker of VOTables in STILTS, where it is installed. */
object VotLint {

  /** What it says of a VOTable; cancels the test where STILTS is not installed. */
  def faults(votable: String): Seq[String] = {
    val file = Files.writeString(Files.createTempFile("header", ".vot"), votable)
    try Seq("stilts", "votlint", file.toString).lineStream_!.toList
    catch { case _: IOException => cancel("stilts is not installed") }
  }
}
