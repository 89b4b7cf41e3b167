package allsky.spark.catalog.parquet

import java.nio.file.Files

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class FooterOverlaySpec extends AnyFlatSpec with Matchers {

  private val file = Files.writeString(Files.createTempFile("overlay", ".bin"), "0123456789")

  /** The bytes 6 and 7 of ten are replaced. */
  private def stream() = new FooterOverlay(
    FileSystem.getLocal(new Configuration()).open(new Path(file.toUri)),
    6,
    "ab".getBytes
  )

  private def text(read: Array[Byte] => Unit, length: Int): String = {
    val bytes = Array.fill[Byte](length)('.')
    read(bytes)
    new String(bytes)
  }

  "A stream with another footer" should "have its bytes in place of the file's" in {
    new String(stream().readAllBytes()) shouldBe "012345ab89"
  }

  it should "have them where a part is read from a position" in {
    text(bytes => stream().readFully(7, bytes), 2) shouldBe "b8"
  }

  it should "have them after a seek" in {
    val overlay = stream()
    overlay.seek(5)
    text(bytes => overlay.read(bytes, 1, 2), 4) shouldBe ".5a."
  }

  it should "have them byte by byte" in {
    val overlay = stream()
    overlay.seek(7)
    overlay.read() shouldBe 'b'
  }

  it should "leave the place of the stream where a position is read" in {
    val overlay = stream()
    overlay.seek(2)
    overlay.readFully(6, new Array[Byte](2))
    overlay.getPos shouldBe 2
  }

  it should "end where the file ends" in {
    val overlay = stream()
    overlay.seek(10)
    overlay.read() shouldBe -1
  }
}
