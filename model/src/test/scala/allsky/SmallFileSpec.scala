package allsky

import java.io.{IOException, RandomAccessFile}
import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SmallFileSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-small")

  "A small file" should "be read" in {
    val file = Files.writeString(folder.resolve("text"), "abc")
    SmallFile.read(file, 3) shouldBe "abc".getBytes
  }

  it should "be refused if it is larger than such files can be" in {
    val file = folder.resolve("large")
    val bytes = new RandomAccessFile(file.toFile, "rw")
    // A hole in the file: nothing is written.
    try bytes.setLength(3000000000L)
    finally bytes.close()
    the[IOException] thrownBy SmallFile.read(file, 1000) should have message
      "it has 3,000,000,000 bytes; such a file has at most 1,000 bytes"
  }

  it should "be refused if it is a folder" in {
    the[IOException] thrownBy SmallFile.read(folder, 1000) should have message "it is a folder"
  }
}
