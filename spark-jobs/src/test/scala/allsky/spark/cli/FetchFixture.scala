package allsky.spark.cli

import allsky.spark.fetch.AwkwardArchive
import allsky.spark.tiles.AtlasFolder
import allsky.survey.Band
import java.nio.file.{Files, Path}

import org.scalatest.matchers.should.Matchers
import org.scalatest.{BeforeAndAfterAll, Suite}

/** Two tiles in an archive that can be awkward, and folders that are filled from it. */
trait FetchFixture extends Matchers with BeforeAndAfterAll { this: Suite =>

  protected lazy val images =
    new AtlasFolder().addTile("0000p000_ac51", 0.0, 0.0).addTile("0015p000_ac51", 1.512610, 0.0)

  protected lazy val archive = new AwkwardArchive(images.path)

  override def afterAll(): Unit = archive.close()

  protected def pathOf(band: Band, coaddId: String = "0000p000_ac51") =
    s"${coaddId.take(2)}/${coaddId.take(4)}/$coaddId/$coaddId-w${band.number}-int-3.fits"

  protected val w1 = pathOf(Band.W1)

  protected lazy val whole = Files.readAllBytes(images.path.resolve(w1))

  /** A folder of tiles that is filled, and the spool that belongs to it. */
  protected class Target {
    val folder: Path = Files.createTempDirectory("allsky-fetched")
    private val spool = Files.createTempDirectory("allsky-spool")

    /** Fetches a tile by its name, which takes no work of Spark. */
    def fetch(options: String*): Outcome =
      fetchOf("--coadd-ids" -> "0000p000_ac51", options: _*)

    def fetchFrom(sources: Path, options: String*): Outcome =
      fetchOf("--sources" -> s"$sources", options: _*)

    private def fetchOf(place: (String, String), options: String*): Outcome = {
      val arguments = Map(
        place,
        "--tiles" -> s"$folder",
        "--base-url" -> archive.url,
        "--spool" -> s"$spool",
        "--pause-ms" -> "0",
        "--retry-ms" -> "10",
        "--longest-wait-ms" -> "2000",
        "--stall-timeout-ms" -> "800"
      ) ++ options.grouped(2).filter(_.size == 2).map(pair => pair.head -> pair(1))
      val flags = options.grouped(2).filter(_.size == 1).flatten
      val words = arguments.toSeq.flatMap { case (option, value) => Seq(option, value) } ++ flags
      CommandLine.allsky("fetch-tiles" +: words: _*)
    }

    def bytes(path: String): Array[Byte] = Files.readAllBytes(folder.resolve(path))

    def has(path: String): Boolean = Files.exists(folder.resolve(path))

    def report: String = Files.readString(folder.resolve("_fetch.json"))
  }

  protected def done(outcome: Outcome): Outcome =
    withClue(outcome.err) {
      outcome.exitCode shouldBe 0
      outcome
    }

  protected def lastLine(outcome: Outcome): String = outcome.err.linesIterator.toSeq.last
}
