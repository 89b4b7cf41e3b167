package allsky.spark.files

import java.nio.file.{Files, Path, Paths}

import scala.collection.JavaConverters._
import scala.sys.process._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path => HadoopPath}
import org.scalatest.concurrent.TimeLimits
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

class FilesBelowSpec extends AnyFlatSpec with Matchers with TimeLimits {

  private val hadoop = new Configuration()

  /** A folder with a/1.fits and a/b/2.fits. */
  private def folder(): Path = {
    val top = Files.createTempDirectory("allsky-below").toRealPath()
    Files.createDirectories(top.resolve("a/b"))
    Files.writeString(top.resolve("a/1.fits"), "1")
    Files.writeString(top.resolve("a/b/2.fits"), "2")
    top
  }

  private def link(folder: Path, name: String, target: String) =
    Files.createSymbolicLink(folder.resolve(name), Paths.get(target))

  private def below(top: Path, wanted: String => Boolean = _ => true): FilesBelow =
    failAfter(20.seconds) {
      FilesBelow.of(FileSystem.getLocal(hadoop), new HadoopPath(s"$top"), name => wanted(name))
    }

  private def names(found: FilesBelow, top: Path): Seq[String] =
    found.files.asScala.map(_.getPath.toUri.getPath.stripPrefix(s"$top/"))

  private val both = Seq("a/1.fits", "a/b/2.fits")

  "Files below a folder" should "be listed in the order of their paths" in {
    val top = folder()
    names(below(top), top) shouldBe both
  }

  it should "be those of wanted names in folders of wanted names" in {
    val top = folder()
    names(below(top, _ != "b"), top) shouldBe Seq("a/1.fits")
  }

  for (
    (what, links) <- Seq(
      "one link to the folder above" -> Seq("up" -> ".."),
      "two links to the folder above" -> Seq("up" -> "..", "also up" -> ".."),
      "a link to itself" -> Seq("here" -> "."),
      "links to folders far above" -> Seq("root" -> "/", "deep" -> "../../..")
    )
  )
    it should s"be listed once where there is $what" in {
      val top = folder()
      links.foreach { case (name, target) => link(top.resolve("a"), name, target) }
      val found = below(top)
      names(found, top) shouldBe both
      found.skipped should have size links.size
    }

  it should "say which link is not followed" in {
    val top = folder()
    link(top.resolve("a"), "up", "..")
    below(top).skipped.asScala shouldBe
      Seq(s"file:$top/a/up is a link to a parent folder; it is not followed")
  }

  it should "be listed once where folders link to each other" in {
    val top = folder()
    Files.createDirectory(top.resolve("c"))
    link(top.resolve("a"), "to c", "../c")
    link(top.resolve("c"), "to a", "../a")
    names(below(top), top) shouldBe both
  }

  it should "have those behind a link to a folder elsewhere" in {
    val top = folder()
    val other = folder()
    link(top, "0 other", s"$other/a/b")
    names(below(top), top) shouldBe Seq("0 other/2.fits") ++ both
  }

  it should "have their own paths, not those through a link that comes first" in {
    val top = folder()
    link(top, "0 first", "a")
    names(below(top), top) shouldBe both
  }

  it should "be listed where the folder itself is a link" in {
    val top = folder()
    val alias = link(folder(), "alias", s"$top")
    names(below(alias), alias) shouldBe both
  }

  it should "be listed where a link leads nowhere, or to itself" in {
    val top = folder()
    link(top, "nowhere", "/no/such/file")
    link(top, "round.fits", "round.fits")
    names(below(top), top) shouldBe both
  }

  it should "be without a named pipe, which is named" in {
    val top = folder()
    Seq("mkfifo", s"$top/x.fits").! shouldBe 0
    link(top, "null.fits", "/dev/null")
    val found = below(top)
    names(found, top) shouldBe both
    found.skipped.asScala.toSet shouldBe Set("null", "x").map(name =>
      s"file:$top/$name.fits is a named pipe, a socket or a device, not a file"
    )
  }
}
