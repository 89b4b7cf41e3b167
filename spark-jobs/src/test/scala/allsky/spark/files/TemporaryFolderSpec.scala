package allsky.spark.files

import allsky.UserError
import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}

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

  /** A folder as bin/allsky makes it before it becomes a process. */
  private def madeFor(process: Long, temporary: Path): Path = {
    val folder = Files.createTempDirectory(temporary, "allsky-run-")
    Files.writeString(folder.resolve("owner"), s"$machine $process 0")
    folder
  }

  private lazy val machine: String =
    Files.readString(TemporaryFolder.below(temporary()).resolve("owner")).split(" ").head

  private val itself = ProcessHandle.current

  it should "be the one that the launcher made for its process" in {
    TemporaryFolder.isMadeFor(itself, madeFor(itself.pid, temporary())) shouldBe true
    TemporaryFolder.isMadeFor(itself, madeFor(itself.pid + 1, temporary())) shouldBe false
    TemporaryFolder.isMadeFor(itself, temporary()) shouldBe false
  }

  it should "stay while its process has not yet taken it" in {
    val all = temporary()
    val starting = madeFor(itself.pid, all)
    TemporaryFolder.below(all)
    Files.exists(starting) shouldBe true
  }

  it should "be deleted where its process ended before it took it" in {
    val all = temporary()
    val dead = madeFor(999999999L, all)
    TemporaryFolder.taken(madeFor(itself.pid, all))
    Files.exists(dead) shouldBe false
  }

  it should "be refused with the reason where there is no temporary folder" in {
    (the[UserError] thrownBy TemporaryFolder.below(
      Path.of("/no/such")
    )).getMessage shouldBe "Cannot write to the temporary folder /no/such: it does not exist; set" +
      " TMPDIR to a folder with free space"
  }
}
