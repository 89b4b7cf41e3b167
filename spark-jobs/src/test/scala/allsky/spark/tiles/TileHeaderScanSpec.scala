package allsky.spark.tiles

import allsky.fits.AtlasImages
import allsky.fits.header.TileHeader
import allsky.spark.LocalSpark
import allsky.spark.cli.CommandLine
import allsky.spark.table.tile.TileTable
import allsky.survey.Band
import java.nio.file.attribute.FileTime
import java.nio.file.{Files, Path}
import java.time.Instant
import java.util.concurrent.{Callable, Executors, TimeUnit}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What a run keeps of the headers for the next one. */
class TileHeaderScanSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private def twoTiles() =
    new AtlasFolder().addTile("0000p000_ac51", 0, 0).addTile("0015p000_ac51", 1.5, 0)

  /** Files that were changed an hour ago, and not while the folder was listed. */
  private def settle(folder: AtlasFolder, minutesAgo: Int = 60): AtlasFolder = {
    val time = FileTime.from(Instant.now().minusSeconds(60L * minutesAgo))
    val files = Files.walk(folder.path)
    try files.filter(_.toString.endsWith(".fits")).forEach(Files.setLastModifiedTime(_, time))
    finally files.close()
    folder
  }

  private def index(folder: AtlasFolder): TileIndex =
    TileIndex.of(spark, s"${folder.path}", s"${folder.path}/_tiles")

  private def table(folder: AtlasFolder): Path = folder.path.resolve("_tiles/tiles.parquet")

  private def settledAndIndexed(): AtlasFolder = {
    val folder = settle(twoTiles())
    index(folder).line shouldBe "2 tiles (6 files read, 0 from the index)"
    index(folder).line shouldBe "2 tiles (0 files read, 6 from the index)"
    folder
  }

  /** What decides which tile a source belongs to and where its pixels lie. */
  private def facts(index: TileIndex) = {
    val tiles = index.tiles.asScala.map { tile =>
      val header = Option(tile.header)
        .map(h => (h.coaddId, h.band, h.width, h.height, h.magnitudeZeroPoint, h.simulated))
      val wcs = Option(tile.header).map(_.projection.cards)
      (tile.coaddId, header, wcs, tile.paths, tile.faults)
    }
    val places = for (ra <- Seq(0.01, 0.37, 1.51, 2.0)) yield index.tileOf(null, ra, 0.002)
    (tiles, index.problems, index.isSimulated, index.survey, places)
  }

  "A kept index" should "say what a fresh one says, to the last bit" in {
    val folder = twoTiles().addTile(
      "1210p015_ac51",
      121.008858,
      1.514444,
      more = Map("CROTA2" -> 17.3, "TELESCOP" -> "SIMULATED")
    )
    folder.add("0015p000_ac51", Band.W4, "<html>503</html>".getBytes)
    Files.write(folder.path.resolve("second-w1.fits"), image(0, side = 100))
    settle(folder)
    val fresh = facts(TileIndex.of(spark, s"${folder.path}"))
    facts(index(folder)) shouldBe fresh
    facts(index(folder)) shouldBe fresh
  }

  private def image(ra: Double, side: Int = 200): Array[Byte] = {
    val pixels = new AtlasFolder().pixels(side, Band.W1)
    val cards = Map("COADDID" -> "0000p000_ac51", "CRVAL1" -> ra, "CRVAL2" -> 0.0)
    AtlasImages.fits(pixels, Band.W1, cards)
  }

  it should "read a changed file again, also one of the same length" in {
    val folder = settledAndIndexed()
    val file = folder.fileOf("0000p000_ac51", Band.W1)
    val before = Files.size(file)
    Files.write(file, image(0.25))
    Files.size(file) shouldBe before
    index(folder).line should endWith("(1 files read, 5 from the index)")
    val cards = index(folder).tiles.asScala.filter(_.paths.containsKey(Band.W1)).map(_.header)
    cards.map(_.projection.cards.crval1) should contain(0.25)
  }

  it should "read a file again that may have been changed since within a tick of the clock" in {
    val folder = settledAndIndexed()
    Files.write(folder.fileOf("0000p000_ac51", Band.W1), image(0.25))
    for (_ <- 1 to 2) index(folder).line should endWith("(1 files read, 5 from the index)")
    settle(folder, minutesAgo = 30)
    index(folder).line should endWith("(6 files read, 0 from the index)")
    index(folder).line should endWith("(0 files read, 6 from the index)")
  }

  it should "read a truncated file again, before and after it is mended" in {
    val folder = settledAndIndexed()
    val file = folder.fileOf("0015p000_ac51", Band.W2)
    val whole = Files.readAllBytes(file)
    Files.write(file, whole.take(500))
    settle(folder)
    for (_ <- 1 to 2) {
      val broken = index(folder)
      broken.problems.asScala.map(_.takeWhile(_ != '(')) shouldBe
        Seq(s"file:$file: its header is truncated")
      broken.tiles.get(1).faults.keySet.asScala shouldBe Set(Band.W2)
    }
    Files.write(file, whole)
    settle(folder)
    index(folder).problems.asScala shouldBe empty
    index(folder).tiles.get(1).paths.keySet.asScala shouldBe Set(Band.W1, Band.W2, Band.W3)
  }

  it should "remember a map of something else than the sky" in {
    val folder = twoTiles()
    val cards = Map("FILETYPE" -> "1-sigma uncertainty image")
    val map = AtlasImages.fits(folder.pixels(200, Band.W1), Band.W1, cards)
    Files.write(folder.path.resolve("map-w1.fits"), map)
    settle(folder)
    val fresh = facts(index(folder))
    index(folder).line shouldBe "2 tiles (0 files read, 7 from the index)"
    facts(index(folder)) shouldBe fresh
  }

  it should "forget files that are gone and take in new ones" in {
    val folder = settledAndIndexed()
    Files.delete(folder.fileOf("0015p000_ac51", Band.W3))
    index(folder).line shouldBe "2 tiles (0 files read, 5 from the index)"
    spark.read.parquet(s"${table(folder)}").count() shouldBe 5
    settle(folder.addTile("0030p000_ac51", 3.0, 0, bands = Seq(Band.W1)))
    index(folder).tiles.asScala.map(_.coaddId) should contain("0030p000_ac51")
    spark.read.parquet(s"${table(folder)}").count() shouldBe 6
  }

  it should "be made anew where it is no table or one of another reading" in {
    val folder = settledAndIndexed()
    val good = Files.readAllBytes(table(folder))
    Files.write(table(folder), good.take(good.length / 2))
    index(folder).line should endWith("(6 files read, 0 from the index)")
    val other = spark.createDataFrame(
      spark.read.parquet(s"${table(folder)}").collectAsList(),
      org.apache.spark.sql.types.StructType(
        TileTable.schema.map(_.copy(metadata = org.apache.spark.sql.types.Metadata.empty))
      )
    )
    val elsewhere = Files.createTempDirectory("other-reading")
    other.coalesce(1).write.mode("overwrite").parquet(s"$elsewhere")
    val part = elsewhere.toFile.listFiles.find(_.getName.endsWith(".parquet")).get.toPath
    Files.write(table(folder), Files.readAllBytes(part))
    index(folder).line should endWith("(6 files read, 0 from the index)")
    index(folder).line should endWith("(0 files read, 6 from the index)")
  }

  it should "stay whole where two jobs write it at once" in {
    val folder = settle(twoTiles())
    val jobs = Executors.newFixedThreadPool(2)
    try {
      val read: Callable[String] = () => index(folder).line
      val lines = jobs.invokeAll(java.util.Collections.nCopies(6, read)).asScala.map(_.get)
      all(lines) should startWith("2 tiles (")
    } finally jobs.shutdownNow()
    jobs.awaitTermination(10, TimeUnit.SECONDS)
    index(folder).line shouldBe "2 tiles (0 files read, 6 from the index)"
    table(folder).getParent.toFile.list.filterNot(_.startsWith(".")) shouldBe
      Array("tiles.parquet")
  }

  "A folder that cannot be written" should "cost a line and nothing else" in {
    val folder = settle(twoTiles())
    Files.writeString(folder.path.resolve("_tiles"), "a file, not a folder")
    val sources = Files.writeString(Files.createTempFile("p", ".csv"), "ra,dec\n0.001,0.001\n")
    val output = Files.createTempDirectory("unwritable").resolve("cutouts")
    def words(to: Path) =
      Seq("--sources", s"$sources", "--tiles", s"${folder.path}", "--output", s"$to")
    val outcome = CommandLine.allsky("stack-cutouts" +: words(output): _*)
    outcome.exitCode shouldBe 0
    outcome.out should include("1 sources: 1 OK")
    outcome.err.linesIterator.filter(_.contains("--tile-index, so that")).toList should have size 1
    outcome.err should include(
      s"stack-cutouts: cannot write the tile index to ${folder.path}/_tiles ("
    )
    outcome.err should not include "\tat "
    val kept = Seq("--tile-index", s"${output.resolveSibling("index")}")
    for (run <- 1 to 2) {
      val next = words(output.resolveSibling(s"again$run")) ++ kept
      val said = CommandLine.allsky("stack-cutouts" +: next: _*).err
      said should not include "cannot write the tile index"
      said should include(if (run == 1) "6 files read, 0 from"
      else "0 files read, 6 from the index")
    }
  }

  "The table" should "say of each file what its header says" in {
    val folder = new AtlasFolder()
      .addTile("1210p015_ac51", 121.0, 1.5, more = Map("ORIGIN" -> TileHeader.SIMULATED))
    folder.add("0015p000_ac51", Band.W2, "<html>503</html>".getBytes)
    index(folder)
    val rows = spark.read.parquet(s"${table(folder)}")
    rows.selectExpr("path", "coadd_id", "band", "magzp", "width", "simulated").collect()
      .map(_.mkString(" ")) shouldBe Array(
      "00/0015/0015p000_ac51/0015p000_ac51-w2-int-3.fits null null null null null"
    ) ++ (1 to 3).map(band =>
      s"12/1210/1210p015_ac51/1210p015_ac51-w$band-int-3.fits 1210p015_ac51 W$band" +
        s" ${Seq(20.5, 19.5, 18.0)(band - 1)} 200 true"
    )
    rows.filter("problem is not null").count() shouldBe 1
    val Array(middle) = rows.filter("band = 'W1'").select("ra", "dec").collect()
    middle.getDouble(0) shouldBe 121.0 +- 1e-9
    middle.getDouble(1) shouldBe 1.5 +- 1e-9
    rows.schema("crval1").metadata.getString("unit") shouldBe "deg"
  }
}
