package allsky.spark.files

import java.net.URI
import java.nio.file.{Files, Path => Local}
import java.nio.file.attribute.PosixFilePermissions

import scala.collection.JavaConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{ChecksumException, FileSystem, LocalFileSystem, Path}
import org.apache.hadoop.fs.permission.FsPermission
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class LocalFilesSpec extends AnyFlatSpec with Matchers {

  private lazy val folder: Local = Files.createTempDirectory("allsky-local-files")

  /** A file system of its own, not Hadoop's shared one. */
  private def files: FileSystem = {
    val hadoop = new Configuration(false)
    hadoop.setBoolean("fs.file.impl.disable.cache", true)
    LocalFiles.addTo(hadoop)
    FileSystem.get(URI.create("file:///"), hadoop)
  }

  private def path(name: String) = new Path(folder.resolve(name).toUri)

  private def write(system: FileSystem, name: String, text: String): Unit = {
    val out = system.create(path(name))
    out.write(text.getBytes("UTF-8"))
    out.close()
  }

  private def permissions(name: String): String =
    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))

  "Local files" should "have no checksum files beside them" in {
    write(files, "plain.txt", "text")
    Files.readString(folder.resolve("plain.txt")) shouldBe "text"
    Files.list(folder).iterator.asScala.map(_.getFileName.toString).toSeq should not contain
      ".plain.txt.crc"
  }

  they should "lose the checksum file of an earlier version when they are written again" in {
    write(new LocalFileSystemOfHadoop, "again.txt", "first")
    Files.exists(folder.resolve(".again.txt.crc")) shouldBe true
    write(files, "again.txt", "second")
    Files.exists(folder.resolve(".again.txt.crc")) shouldBe false
  }

  they should "be compared with the checksum file of an earlier version" in {
    write(new LocalFileSystemOfHadoop, "damaged.txt", "first")
    Files.writeString(folder.resolve("damaged.txt"), "fir5t")
    val in = files.open(path("damaged.txt"))
    try a[ChecksumException] should be thrownBy in.read(new Array[Byte](5))
    finally in.close()
  }

  for (mode <- Seq("rw-r-----", "rwxr-x---", "r--r--r--"))
    they should s"get the permissions $mode" in {
      write(files, mode, "text")
      files.setPermission(path(mode), FsPermission.valueOf("-" + mode))
      permissions(mode) shouldBe mode
    }

  they should "have the permissions of Hadoop's own, as files and as folders" in {
    for ((system, name) <- Seq(files -> "ours", new LocalFileSystemOfHadoop -> "hadoops")) {
      system.mkdirs(path(name))
      write(system, s"$name/file", "text")
    }
    permissions("ours") shouldBe permissions("hadoops")
    permissions("ours/file") shouldBe permissions("hadoops/file")
  }

  "A folder that all may write" should "keep its sticky bit" in {
    files.mkdirs(path("shared"))
    files.setPermission(path("shared"), new FsPermission("1777"))
    val mode = Files.getAttribute(folder.resolve("shared"), "unix:mode").asInstanceOf[Int]
    mode & 0xfff shouldBe 0x3ff
  }

  "The user's own file system for local paths" should "stay" in {
    val hadoop = new Configuration(false)
    hadoop.setClass("fs.file.impl", classOf[LocalFileSystem], classOf[FileSystem])
    LocalFiles.addTo(hadoop)
    hadoop.get("fs.file.impl") shouldBe classOf[LocalFileSystem].getName
  }

  /** Hadoop's own. */
  private class LocalFileSystemOfHadoop extends LocalFileSystem {
    initialize(URI.create("file:///"), new Configuration(false))
  }
}
