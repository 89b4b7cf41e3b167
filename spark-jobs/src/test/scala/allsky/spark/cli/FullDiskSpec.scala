package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.tiles.FullFileSystem
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** A disk that fills up while a job writes, and has room again. */
class FullDiskSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-full")
  private lazy val output = folder.resolve("on a full disk")
  private lazy val sources =
    Files.writeString(folder.resolve("s.csv"), "id,ra,dec\n1,10,20\n2,11,21\n")
  private lazy val spectra =
    Files.writeString(folder.resolve("g.csv"), "id,ra,dec\n7,10,20\n8,11,21\n")

  private def crossmatch(output: String): Outcome =
    CommandLine.allsky(
      Seq("crossmatch", "--sources", s"$sources", "--spectra", s"$spectra", "--output", output): _*
    )

  private lazy val full: Outcome = {
    FullFileSystem.addTo(LocalSpark.session.sparkContext.hadoopConfiguration)
    crossmatch(s"full://$output")
  }

  "A job on a full disk" should "end with one line that says so" in {
    full.err.linesIterator.toSeq.last shouldBe
      s"crossmatch: Cannot write a file below full://$output: the disk is full; free some space," +
      " then run the same command again"
  }

  it should "end with exit code 1" in {
    full.exitCode shouldBe 1
  }

  it should "be done by the same command when there is room" in {
    full.exitCode shouldBe 1
    FullFileSystem.full = false
    val again = crossmatch(s"full://$output")
    withClue(again.err)(again.exitCode shouldBe 0)
    Files.exists(output.resolve("_SUCCESS")) shouldBe true
  }

  "A table" should "be refused in one line where a byte of a page was flipped" in {
    val matches = folder.resolve("matches")
    crossmatch(s"$matches").exitCode shouldBe 0
    val file = flipped(matches)
    val read = CommandLine.allsky("sql", "--run", s"$folder", "-e", "select * from matches")
    read.exitCode shouldBe 1
    read.err.linesIterator.toSeq.last should
      (startWith("sql: Cannot read ") and include(s"${file.getFileName}: a part of the file was"))
  }

  /** A file of the table with another byte in the middle of its first page. */
  private def flipped(table: Path): Path = {
    val files = Files.list(table).filter(_.toString.endsWith(".parquet"))
    val file = files.toArray.map(_.asInstanceOf[Path]).maxBy(file => Files.size(file))
    val bytes = Files.readAllBytes(file)
    // Behind the magic number and the page's header.
    bytes(60) = (bytes(60) ^ 1).toByte
    Files.write(file, bytes)
    Files.deleteIfExists(file.resolveSibling(s".${file.getFileName}.crc"))
    file
  }
}
