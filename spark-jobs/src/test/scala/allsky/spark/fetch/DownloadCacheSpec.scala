package allsky.spark.fetch

import allsky.UserError
import allsky.spark.fetch.archive.BaseUrl
import allsky.spark.fetch.selection.ArchiveImage
import allsky.spark.fetch.selection.ImageKind
import allsky.survey.Band
import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class DownloadCacheSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-spool").toString

  private def open(folder: String, archive: String): DownloadCache =
    DownloadCache.open(folder, BaseUrl.of(archive))

  private def complaint(folder: Path): String =
    the[UserError].thrownBy(open(folder.toString, "http://one")).getMessage

  private def permissions(path: Path): String =
    PosixFilePermissions.toString(Files.getPosixFilePermissions(path))

  "A download cache" should "belong to one fetch at a time" in {
    val cache = open(folder, "http://one")
    the[UserError] thrownBy open(folder, "http://one") should have message
      s"Cannot use --spool $folder: another download uses this folder; wait until it has" +
      s" finished, or name another folder."
    cache.close()
    open(folder, "http://one").close()
  }

  it should "keep the files of two archives apart" in {
    val image = ArchiveImage.completeImage("0000p000_ac51", Band.W1, ImageKind.INT)
    val caches = Seq("http://one", "http://other").map(open(folder, _))
    try caches.map(_.partial(image).path).distinct should have size 2
    finally caches.foreach(_.close())
  }

  it should "find the files of an archive again with another password and token" in {
    val image = ArchiveImage.completeImage("0000p000_ac51", Band.W1, ImageKind.INT)
    val paths = Seq("http://me:old@host/a?token=old", "http://me:new@host/a?token=new").map { url =>
      val cache = open(folder, url)
      try cache.partial(image).path
      finally cache.close()
    }
    paths.distinct should have size 1
  }

  it should "be open to its owner only" in {
    val made = Files.createTempDirectory("allsky-spool").resolve("below/spool")
    open(made.toString, "http://one").close()
    val inside = Files.list(made).findFirst.get
    (permissions(made), permissions(inside)) shouldBe (("rwx------", "rwx------"))
  }

  it should "close the folder of an archive that is open to others" in {
    val made = Files.createTempDirectory("allsky-spool")
    open(made.toString, "http://one").close()
    val inside = Files.list(made).findFirst.get
    Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwxr-xr-x"))
    open(made.toString, "http://one").close()
    permissions(inside) shouldBe "rwx------"
  }

  it should "refuse a link" in {
    val parent = Files.createTempDirectory("allsky-spool")
    val link = Files.createSymbolicLink(parent.resolve("link"), Files.createTempDirectory("other"))
    complaint(
      link
    ) shouldBe s"Cannot use --spool $link: it is a symbolic link; name the folder that" +
      " it points to"
  }

  it should "refuse a link in the place of an archive's folder" in {
    val parent = Files.createTempDirectory("allsky-spool")
    val name = "fetch-" + BaseUrl.of("http://one").folderName
    Files.createSymbolicLink(parent.resolve(name), Files.createTempDirectory("other"))
    complaint(parent) should include("symbolic link")
  }

  it should "refuse a folder that everybody can write into" in {
    val shared = Files.createTempDirectory("allsky-spool")
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"))
    complaint(shared) should include("all users can write to it")
  }

  it should "refuse a file" in {
    complaint(Files.createTempFile("allsky-spool", "")) should include("it is not a folder")
  }
}
