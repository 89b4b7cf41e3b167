package allsky.spark.run

import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}

import allsky.UserError
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TemporaryFolderSpec extends AnyFlatSpec with Matchers {

  private def temporary(): Path = Files.createTempDirectory("temporary files")

  /** A folder as a process left it that was killed. */
  private def leftBehind(temporary: Path, name: String = "allsky-run-dead")(
      change: String => String = _.replaceFirst(" \\d+$", " 1")
  ): Path = {
    val folder = TemporaryFolder.below(temporary)
    val marker = folder.resolve("owner")
    Files.writeString(marker, change(Files.readString(marker)))
    Files.createDirectories(folder.resolve("onnxruntime/native"))
    Files.writeString(folder.resolve("onnxruntime/native/lib.so"), "44 MB")
    Files.move(folder, temporary.resolve(name))
  }

  "The temporary folder of a run" should "be its user's alone" in {
    val folder = TemporaryFolder.below(temporary())
    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)) shouldBe "rwx------"
  }

  it should "be deleted by the next run where its process was killed" in {
    val all = temporary()
    val dead = leftBehind(all)()
    TemporaryFolder.below(all)
    Files.exists(dead) shouldBe false
  }

  it should "stay while its process lives" in {
    val all = temporary()
    val living = TemporaryFolder.below(all)
    TemporaryFolder.below(all)
    Files.exists(living) shouldBe true
  }

  it should "stay where its process is of another machine" in {
    val all = temporary()
    val elsewhere = leftBehind(all)("elsewhere-" + _.replaceFirst(" \\d+$", " 1"))
    TemporaryFolder.below(all)
    Files.exists(elsewhere) shouldBe true
  }

  it should "stay where nothing says whose it is" in {
    val all = temporary()
    val unknown = leftBehind(all)(_ => "mine")
    TemporaryFolder.below(all)
    Files.exists(unknown) shouldBe true
  }

  it should "never be followed where it is a link" in {
    val all = temporary()
    val dead = leftBehind(temporary())()
    Files.createSymbolicLink(all.resolve("allsky-run-link"), dead)
    TemporaryFolder.below(all)
    Files.exists(dead.resolve("owner")) shouldBe true
  }

  it should "be deleted without what its links name" in {
    val all = temporary()
    val precious = Files.writeString(temporary().resolve("thesis.tex"), "precious")
    Files.createSymbolicLink(leftBehind(all)().resolve("link"), precious.getParent)
    TemporaryFolder.below(all)
    Files.exists(precious) shouldBe true
  }

  it should "be refused with the reason where there is no temporary folder" in {
    (the[UserError] thrownBy TemporaryFolder.below(
      Path.of("/no/such")
    )).getMessage shouldBe "Cannot write to the temporary folder /no/such: it does not exist; let" +
      " TMPDIR name a folder with room"
  }
}
