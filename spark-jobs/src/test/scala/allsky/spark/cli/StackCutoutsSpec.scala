package allsky.spark.cli

import allsky.cutout.PixelTrim
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, TensorFormat}
import allsky.spark.tiles.AtlasFolder
import allsky.survey.Band
import java.nio.file.{Files, Path}
import java.nio.{ByteBuffer, ByteOrder}

import org.apache.spark.sql.{DataFrame, Row}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class StackCutoutsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private lazy val tiles = {
    val tiles = new AtlasFolder()
      .addTile("0000p000_ac51", 0.0, 0.0)
      .addTile("0015p000_ac51", 1.5, 0.0)
      .addTile("0030p000_ac51", 3.0, 0.0, bands = Seq(Band.W1, Band.W3))
    Files.write(tiles.fileOf("0015p000_ac51", Band.W2), Array.fill[Byte](500)(7))
    tiles
  }

  private def positions(lines: String*): Path =
    Files.write(
      Files.createTempFile("positions", ".csv"),
      ("ra,dec" +: lines).mkString("\n").getBytes
    )

  private def stack(sources: Path, options: String*): (Outcome, Path) = {
    val output = Files.createTempDirectory("allsky-cutouts").resolve("cutouts")
    val arguments =
      Seq("--sources", s"$sources", "--tiles", s"${tiles.path}", "--output", s"$output") ++ options
    (CommandLine.allsky("stack-cutouts" +: arguments: _*), output)
  }

  private def statuses(table: DataFrame): Map[Long, String] =
    table.collect().map(row => row.getAs[Long]("row") -> row.getAs[String]("status")).toMap

  private val sources =
    positions("0.001,0.002", "1.5,0.0", "3.0,0.0", "100.0,45.0", "12.0,95.0", ",3.0")

  "stack-cutouts" should "write one row for each source, with its reason where it has no pixels" in {
    val (result, output) = stack(sources)
    result.exitCode shouldBe 0
    statuses(spark.read.parquet(output.toString)) shouldBe Map(
      1L -> "OK",
      2L -> "BAD_IMAGE",
      3L -> "NO_BAND",
      4L -> "NO_TILE",
      5L -> "BAD_POSITION",
      6L -> "BAD_POSITION"
    )
    result.out should include("6 sources: 1 OK, 1 BAD_IMAGE, 2 BAD_POSITION, 1 NO_BAND, 1 NO_TILE")
    result.err should include(s"${tiles.fileOf("0015p000_ac51", Band.W2)}: it is not a FITS file")
    result.err should include("0030p000_ac51: there is no W2 image")
  }

  it should "store pixels that read back as they lie in the image" in {
    val (_, output) = stack(sources)
    val table = spark.read.parquet(output.toString)
    val row = table.filter("status = 'OK'").collect().head
    val tensor = table.schema("pixels").metadata.getMetadata("tensor")
    tensor.getString("dtype") shouldBe "<f4"
    tensor.getLongArray("shape") shouldBe Array(3L, 43L, 43L)
    tensor.getStringArray("bands") shouldBe Array("W1", "W2", "W3")
    val floats =
      ByteBuffer.wrap(row.getAs[Array[Byte]]("pixels")).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer
    floats.remaining shouldBe 3 * 43 * 43
    // The reference pixel, at 0 0, is between pixels 99 and 100; 0.001 deg are 2.62 pixels.
    val (x, y) = (97, 105)
    for ((band, place) <- Seq(Band.W1, Band.W2, Band.W3).zipWithIndex) {
      val image = tiles.pixels(200, band)
      val background = row.getAs[Float](CutoutTable.background(band))
      floats.get(place * 43 * 43 + 21 * 43 + 21) + background shouldBe image(y)(x)
      floats.get(place * 43 * 43) + background shouldBe image(y - 21)(x - 21)
    }
    row.getAs[Float]("dx") shouldBe (99.5 - 0.001 / 0.0003819444391411 - x).toFloat +- 1e-3f
  }

  it should "store the same pixels as an array where that is asked for" in {
    val Seq(bytes, array) = Seq("binary", "array").map { format =>
      val table = spark.read.parquet(stack(sources, "--tensor-format", format)._2.toString)
      table.filter("status = 'OK'").collect().head
    }
    val floats = array.getAs[scala.collection.Seq[Float]]("pixels")
    floats should have size 3 * 43 * 43
    CutoutTable.pixels(array) shouldBe TensorFormat.pixels(bytes.getAs[Array[Byte]]("pixels"))
    array.schema("pixels").metadata shouldBe bytes.schema("pixels").metadata
  }

  it should "round pixels to steps of their noise where that is asked for, and say the rule" in {
    val Seq(exact, trimmed) = Seq(Seq(), Seq("--trim")).map { options =>
      val table = spark.read.parquet(stack(sources, options: _*)._2.toString)
      table.filter("status = 'OK'").collect().head
    }
    val (before, after) = (CutoutTable.pixels(exact), CutoutTable.pixels(trimmed))
    for ((band, place) <- Seq(Band.W1, Band.W2, Band.W3).zipWithIndex) {
      val step = PixelTrim.step(band, exact.getAs[Float](CutoutTable.sigma(band)))
      step should be > 0f
      for (i <- place * 43 * 43 until (place + 1) * 43 * 43)
        after(i) shouldBe (math.rint(before(i) / step) * step).toFloat
    }
    after should not be before
    val tensor = trimmed.schema("pixels").metadata.getMetadata("tensor")
    tensor.getMetadata("trim").getString("rule") should startWith("multiples of the largest power")
    tensor.getMetadata("trim").getDoubleArray("reference_sigma") shouldBe Array(
      0.5042,
      0.7117,
      8.171
    )
    exact.schema("pixels").metadata.getMetadata("tensor").contains("trim") shouldBe false
    CutoutTable.shapeOf(trimmed.schema, "") shouldBe CutoutTable.shapeOf(exact.schema, "")
  }

  it should "take label, split and measurements of matches along" in {
    import spark.implicits._
    val matches = Files.createTempDirectory("allsky-matches").resolve("matches")
    Seq((7L, 0.0, 0.0, "QSO", "train", 14.5, 31.0))
      .toDF("cntr", "ra", "dec", "label", "split", "w1mpro", "w1snr")
      .write
      .parquet(matches.toString)
    val (_, output) = stack(matches, "--bands", "W1W3")
    val Array(row: Row) = spark.read.parquet(output.toString).collect()
    (row.getAs[Long]("cntr"), row.getAs[String]("label"), row.getAs[String]("split")) shouldBe
      ((7L, "QSO", "train"))
    (row.getAs[Double]("w1mpro"), row.getAs[Double]("w1snr")) shouldBe ((14.5, 31.0))
    row.getAs[Array[Byte]]("pixels") should have length 2 * 43 * 43 * 4
  }

  it should "know the columns of a catalog that writes their names in upper case, as FITS does" in {
    import spark.implicits._
    val catalog = Files.createTempDirectory("allsky-upper").resolve("catalog")
    Seq((7L, 0.0, 0.0, null, 14.5), (8L, 100.0, 45.0, "0000p000_ac51", 15.5))
      .toDF("CNTR", "RA", "DEC", "COADD_ID", "W1MPRO")
      .write
      .parquet(catalog.toString)
    val (outcome, output) = stack(catalog)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val table = spark.read.parquet(output.toString)
    table.columns.take(5) shouldBe Array("CNTR", "w1mpro", "ra", "dec", "coadd_id")
    table.select("CNTR", "w1mpro", "coadd_id").as[(Long, Double, String)].collect().toSet shouldBe
      Set((7L, 14.5, "0000p000_ac51"), (8L, 15.5, "0000p000_ac51"))
  }

  it should "leave the run's identity beside the table and refuse to replace it" in {
    val (_, output) = stack(sources)
    Files.readString(output.resolve("_run.json")) should include("\"size-arcsec\": \"50.0\"")
    val again = CommandLine.allsky(
      "stack-cutouts",
      "--sources",
      s"$sources",
      "--tiles",
      s"${tiles.path}",
      "--output",
      s"$output"
    )
    again.exitCode shouldBe 1
    again.err should include("add --overwrite to replace it")
  }

  it should "refuse an output that would delete its input" in {
    val refused = CommandLine.allsky(
      "stack-cutouts",
      "--sources",
      s"$sources",
      "--tiles",
      s"${tiles.path}",
      "--output",
      s"${tiles.path}",
      "--overwrite"
    )
    refused.exitCode shouldBe 1
    refused.err should include("it contains an input (--tiles); name another folder.")
    Files.exists(tiles.fileOf("0000p000_ac51", Band.W1)) shouldBe true
  }

  it should "say in one line what is wrong with an option" in {
    for (
      (options, complaint) <- Seq(
        Seq("--bands", "W1,W9") ->
          "Invalid --bands W1,W9: \"W9\" is not a band (W1, W2, W3, W4)",
        Seq("--bands", "W1W1") -> "Invalid --bands W1W1: a band is repeated",
        Seq("--size-arcsec", "3") ->
          "Invalid --size-arcsec 3.0: Invalid cutout size (10 to 600 arcsec): 3.0",
        Seq("--ra-column", "alpha") -> "alpha"
      )
    ) {
      val (result, output) = stack(sources, options: _*)
      result.exitCode shouldBe 1
      val complaints = result.err.linesIterator.filterNot(_.contains("--output "))
      complaints.filter(_.contains(complaint)).toList should have size 1
      result.err should not include "\tat "
      Files.exists(output) shouldBe false
    }
  }
}
