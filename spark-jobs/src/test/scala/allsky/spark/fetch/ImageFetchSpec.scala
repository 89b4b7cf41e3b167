package allsky.spark.fetch

import allsky.spark.fetch.archive.BaseUrl
import allsky.spark.fetch.archive.ImageArchive
import allsky.spark.fetch.archive.RequestPolicy
import allsky.spark.fetch.selection.ArchiveImage
import allsky.spark.fetch.selection.CutoutRequest
import allsky.spark.fetch.selection.ImageKind
import allsky.survey.Band
import java.io.InputStream
import java.nio.file.{Files, Path}
import java.time.Duration
import java.time.Duration.ofMillis
import java.util.concurrent.atomic.LongAdder

import allsky.spark.fetch.FetchResult.Outcome
import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._

class ImageFetchSpec extends AnyFlatSpec with Matchers {

  private val cutout =
    new ArchiveImage("0000p000_ac51", Band.W1, ImageKind.INT, new CutoutRequest(0.1, 0.1, 50))

  /** An archive whose one file never ends. */
  private case class Endless(total: Long, waitMs: Long) extends ImageArchive {
    override def open(path: String, offset: Long, version: String): ImageArchive.Bytes = {
      val stream = new InputStream {
        override def read(): Int = 'x'
        override def read(bytes: Array[Byte], offset: Int, length: Int): Int = {
          Thread.sleep(waitMs)
          if (waitMs == 0) length else 1
        }
      }
      new ImageArchive.Bytes(stream, offset, total, "one")
    }
  }

  private case class Fetched(result: FetchResult, received: Long, left: Seq[Path])

  private def fetch(archive: ImageArchive, fileTimeout: Duration): Fetched = {
    val folder = Files.createTempDirectory("allsky-fetch")
    val received = new LongAdder
    val moment = ofMillis(1)
    val policy = new RequestPolicy(1, moment, 2, moment, moment, moment, moment, fileTimeout)
    val cache = DownloadCache.open(folder.resolve("spool").toString, BaseUrl.of("http://archive"))
    try {
      val tiles = DownloadTarget.at("--tiles", folder.resolve("tiles").toString, new Configuration)
      val setup = new FetchSetup(archive, tiles, cache, policy, FetchSetup.Sums.NONE)
      val result = new ImageFetch(setup, received).fetch(cutout)
      val files = Files.walk(folder).iterator.asScala.filter(_.toString.endsWith(".part")).toList
      Fetched(result, received.sum, files)
    } finally cache.close()
  }

  private val hour = Duration.ofHours(1)

  "A file that has no end" should "be given up where no image is so long" in {
    fetch(Endless(-1, 0), hour).result.note shouldBe
      "the archive sent more than 1,118,344 bytes, the maximum for an image"
  }

  it should "not take more of the disk than that" in {
    fetch(Endless(-1, 0), hour).received should be <= cutout.maxBytes + (1L << 17)
  }

  it should "leave nothing in the spool" in {
    fetch(Endless(-1, 0), hour).left shouldBe empty
  }

  "A file that is too long by the archive's own word" should "not be read" in {
    val fetched = fetch(Endless(3100000000L, 0), hour)
    fetched.result.note shouldBe
      "the archive's file has 3,100,000,000 bytes, but an image has at most 1,118,344"
    fetched.received shouldBe 0
  }

  "A file that comes byte by byte" should "be missing when its time is up" in {
    val fetched = fetch(Endless(-1, 5), ofMillis(50))
    fetched.result.outcome shouldBe Outcome.MISSING
    fetched.result.note shouldBe
      "it was not complete within 50 ms (--file-timeout-ms); the next run downloads the rest"
  }
}
