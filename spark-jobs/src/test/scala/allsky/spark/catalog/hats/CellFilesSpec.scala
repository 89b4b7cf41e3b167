package allsky.spark.catalog.hats

import java.io.IOException
import java.nio.file.{Files, Path => LocalPath}

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileAlreadyExistsException, FileSystem, Path, RawLocalFileSystem}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CellFilesSpec extends AnyFlatSpec with Matchers {

  /** This machine's files with the manners of another file system where a name is taken. */
  private class Taken(answer: () => Boolean) extends RawLocalFileSystem {
    initialize(getUri, new Configuration(false))

    override def rename(from: Path, to: Path): Boolean =
      if (exists(to)) answer() else super.rename(from, to)
  }

  private val likeHdfs = new Taken(() => false)
  private val likeS3a = new Taken(() => throw new FileAlreadyExistsException("it is there"))
  private val broken = new Taken(() => throw new IOException("the wire is cut"))

  private def named(files: FileSystem, there: Option[String]): (Long, String) = {
    val folder = Files.createTempDirectory("cell-files")
    val attempt = Files.writeString(folder.resolve("attempt"), "of this task")
    val cell = folder.resolve("Norder=3/Dir=0/Npix=12.parquet")
    there.foreach { text =>
      Files.createDirectories(cell.getParent)
      Files.writeString(cell, text)
    }
    val path = (file: LocalPath) => new Path(file.toUri)
    (CellFiles.named(files, path(attempt), path(cell)), Files.readString(cell))
  }

  "A whole file" should "get its name" in {
    named(likeS3a, None) shouldBe ((12L, "of this task"))
  }

  it should "give way to that of a quicker attempt, however the file system says that it is there" in {
    for (files <- Seq(likeHdfs, likeS3a))
      named(files, Some("of a quicker task")) shouldBe ((17L, "of a quicker task"))
  }

  it should "not be taken for written where the file system failed" in {
    the[IOException] thrownBy named(broken, Some("old")) should have message "the wire is cut"
  }
}
