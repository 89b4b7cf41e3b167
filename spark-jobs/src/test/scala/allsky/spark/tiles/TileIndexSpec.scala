package allsky.spark.tiles

import allsky.UserError
import allsky.fits.AtlasImages
import allsky.fits.header.ImageSurvey
import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.survey.Band
import java.nio.file.Files

import scala.collection.JavaConverters._

import org.scalatest.concurrent.TimeLimits
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

class TileIndexSpec extends AnyFlatSpec with Matchers with TimeLimits {

  private def index(folder: AtlasFolder) =
    TileIndex.of(LocalSpark.session, folder.path.toString)

  "A tile index" should "put the bands of a tile together by their headers" in {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0).addTile("0015p000_ac51", 1.5, 0)
    Files.writeString(folder.path.resolve("readme.txt"), "not an image")
    Files.writeString(folder.path.resolve("0000p000_ac51-w1-unc-3.fits"), "not an int image")
    val tiles = index(folder).tiles.asScala
    tiles.map(_.coaddId) shouldBe Seq("0000p000_ac51", "0015p000_ac51")
    tiles.head.paths.keySet.asScala shouldBe Set(Band.W1, Band.W2, Band.W3)
    tiles.flatMap(_.faults.asScala) shouldBe empty
  }

  it should "find the tile that the catalog names, wherever the source lies" in {
    val both =
      index(new AtlasFolder().addTile("0000p000_ac51", 0, 0).addTile("0001p000_ac51", 0.03, 0))
    both.tileOf("0001p000_ac51", 0.0, 0.0) shouldBe 1
    both.tileOf(null, 0.0, 0.0) shouldBe 0
    both.tileOf("9999p999_ac51", 0.031, 0.0) shouldBe 1
    both.tileOf(null, 359.99, 0.0) shouldBe 0
    both.tileOf(null, 180.0, 0.0) shouldBe TileIndex.NO_TILE
  }

  it should "hold a file that it cannot read against the tile that its name says" in {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    val broken = folder.add("0000p000_ac51", Band.W2, "<html>503</html>".getBytes)
    val lost = folder.add("0015p000_ac51", Band.W1, Array[Byte](1, 2, 3))
    val tiles = index(folder).tiles.asScala
    tiles.head.faults.get(Band.W2).problem should include(broken.toString)
    tiles.head.faults.get(Band.W2).problem should include("it is not a FITS file")
    tiles(1).header shouldBe null
    tiles(1).faults.get(Band.W1).problem should include(lost.toString)
    index(folder).tileOf("0015p000_ac51", 1.5, 0) shouldBe 1
    index(folder).tileOf(null, 1.5, 0) shouldBe TileIndex.NO_TILE
  }

  it should "refuse the images of a simulation that was interrupted" in {
    val sky = Files.createTempDirectory("allsky-sky")
    val output =
      OutputFolder.at(sky.toString, LocalSpark.session.sparkContext.hadoopConfiguration)
    output.startAfresh(RunIdentity.starting("simulate-sky", java.util.Map.of()), false)
    val tiles = sky.resolve("tiles")
    Files.move(new AtlasFolder().addTile("0000p000_ac51", 0, 0).path, tiles)
    def index() = TileIndex.of(LocalSpark.session, tiles.toString)
    the[UserError] thrownBy index() should have message
      s"Cannot read --tiles $tiles: the job that writes its folder has not finished; run it again."
    output.finish()
    index().tiles should have size 1
  }

  /** A tile whose headers promise more than its files hold. */
  private def promising(coaddId: String, ra: Double, change: Array[Byte] => Array[Byte]) =
    (folder: AtlasFolder) => {
      val large = new AtlasFolder().addTile(coaddId, ra, 0)
      Seq(Band.W1, Band.W2, Band.W3).foreach { band =>
        val bytes = Files.readAllBytes(large.fileOf(coaddId, band))
        val promise = AtlasImages.edited(bytes)(
          _.map(card => if (card.matches("NAXIS[12] .*")) card.take(8) + "= 20000" else card)
        )
        folder.add(coaddId, band, change(promise))
      }
      folder
    }

  for (
    (how, change) <- Seq[(String, Array[Byte] => Array[Byte])](
      "plain" -> (bytes => bytes),
      "packed" -> (AtlasImages.gzip(_))
    )
  )
    it should s"give no source of a good tile to a $how one that holds fewer pixels than it says" in {
      val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
      val tiles = index(promising("0010p000_ac51", 1, change)(folder))
      tiles.tileOf(null, 0.001, 0.001) shouldBe 0
      tiles.tileOf(null, 1.001, 0.001) shouldBe 1
      tiles.tiles.get(1).faults.get(Band.W1).problem should include("it is truncated: ")
      tiles.survey shouldBe ImageSurvey.ATLAS
    }

  it should "give no source of a good tile to one of a scale that is not read" in {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    val coarse = Map("CDELT1" -> -0.005, "CDELT2" -> 0.005)
    val tiles = index(folder.addTile("0001p000_ac51", 0.1, 0, more = coarse))
    tiles.tileOf(null, 0.001, 0.001) shouldBe 0
    tiles.tileOf(null, 0.2, 0.001) shouldBe 1
  }

  it should "take a gzip file of several parts for what it holds" in {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    val bytes = Files.readAllBytes(folder.fileOf("0000p000_ac51", Band.W1))
    val parts = AtlasImages.gzip(bytes.take(90000)) ++ AtlasImages.gzip(bytes.drop(90000))
    folder.add("0000p000_ac51", Band.W1, parts)
    index(folder).problems.asScala shouldBe empty
  }

  it should "pass over what is hidden, as Spark does" in {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    val file = folder.fileOf("0000p000_ac51", Band.W1)
    for (name <- Seq(".Trash-1000", ".ipynb_checkpoints", "_old", "deep/.x", "deep/_x/y")) {
      val hidden = Files.createDirectories(folder.path.resolve(name))
      Files.copy(file, hidden.resolve("a-w1.fits"))
    }
    Files.copy(file, folder.path.resolve("_a-w1.fits"))
    val tiles = index(folder)
    tiles.line should startWith("1 tiles (3 files read")
    tiles.problems.asScala shouldBe empty
  }

  it should "hold each image once where links lead round, and no named pipe" in {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    for (name <- Seq("up", "again"))
      Files.createSymbolicLink(folder.path.resolve("00").resolve(name), folder.path)
    val pipe = folder.path.resolve("0015p000_ac51-w1-int-3.fits")
    scala.sys.process.Process(Seq("mkfifo", s"$pipe")).! shouldBe 0
    val tiles = failAfter(60.seconds)(index(folder))
    tiles.line should startWith("1 tiles (3 files read")
    tiles.problems.asScala.map(_.replace(s"file:${folder.path}/", "")) shouldBe Seq(
      "0015p000_ac51-w1-int-3.fits is a named pipe, a socket or a device, not a file",
      "00/again is a link to a parent folder; it is not followed",
      "00/up is a link to a parent folder; it is not followed"
    )
  }

  /** Adds a map of a band of a tile under a name that comes first. */
  private def addMap(folder: AtlasFolder, kind: String): java.nio.file.Path = {
    val cards = Map("COADDID" -> "0000p000_ac51", "CRVAL1" -> 0.0, "CRVAL2" -> 0.0) +
      ("FILETYPE" -> kind)
    val image = AtlasImages.fits(folder.pixels(200, Band.W1), Band.W1, cards)
    Files.write(folder.path.resolve("00-first-w1.fits"), image)
  }

  for (kind <- Seq("1-sigma uncertainty image", "depth-of-coverage image"))
    it should s"pass over a $kind and say so" in {
      val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
      val map = addMap(folder, kind)
      val tiles = index(folder)
      tiles.tiles.get(0).paths.get(Band.W1) should endWith("-w1-int-3.fits")
      tiles.problems.asScala shouldBe
        Seq(
          s"file:$map: skipped; its FILETYPE is '$kind'; allsky reads only intensity images"
        )
    }

  it should "say so where there are maps only" in {
    val folder = new AtlasFolder()
    addMap(folder, "1-sigma uncertainty image")
    the[UserError] thrownBy index(folder) should have message
      s"Cannot read --tiles ${folder.path}: none of the 1 FITS files below it is an intensity image" +
      " (00-first-w1.fits: its FILETYPE is '1-sigma uncertainty image'; allsky reads only" +
      " intensity images)."
  }

  it should "keep two patches of one Atlas tile apart" in {
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    val patch = new AtlasFolder().addTile("0000p000_ac51", 0.5, 0)
    Seq(Band.W1, Band.W2, Band.W3).foreach { band =>
      val bytes = Files.readAllBytes(patch.fileOf("0000p000_ac51", band))
      Files.write(folder.path.resolve(s"patch-w${band.number}.fits"), bytes)
    }
    val patches = index(folder)
    patches.tiles should have size 2
    val tiles = Seq(0.0, 0.5).map(patches.tileOf("0000p000_ac51", _, 0.0))
    tiles.distinct should have size 2
    tiles.map(patches.tiles.get(_).header.projection.toPixel(0.5, 0).x.round) shouldBe
      Seq(-1210, 100)
  }

  it should "say so where there is no image" in {
    val empty = Files.createTempDirectory("allsky-no-tiles")
    the[UserError] thrownBy TileIndex.of(LocalSpark.session, empty.toString) should have message
      s"Cannot read --tiles $empty: there is no FITS image (*.fits, *.fits.gz, *.fits.fz) below it."
    the[UserError] thrownBy TileIndex.of(LocalSpark.session, s"$empty/nowhere") should have message
      s"Cannot read --tiles $empty/nowhere: there is no such folder."
  }
}
