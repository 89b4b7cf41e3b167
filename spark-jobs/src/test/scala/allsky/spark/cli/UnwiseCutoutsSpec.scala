package allsky.spark.cli

import allsky.RealSky
import allsky.fits.UnwiseImages
import allsky.network.NetworkShape
import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, TensorFormat}
import allsky.spark.tiles.AtlasFolder
import allsky.survey.Band
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class UnwiseCutoutsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private lazy val atlas = new AtlasFolder().addTile("0000p000_ac51", 0, 0)

  private lazy val tiles = {
    val folder = Files.createTempDirectory("unwise")
    for (band <- Seq(Band.W1, Band.W2, Band.W3))
      Files.write(
        folder.resolve(UnwiseImages.name("0000p000", band)),
        UnwiseImages.fits(atlas.pixels(100, band), band, 0, 0)
      )
    folder
  }

  private val sources =
    Files.writeString(
      Files.createTempFile("positions", ".csv"),
      "cntr,ra,dec,coadd_id\n1,0.001,0.002,0000p000_ac51\n2,9.0,0.0,0090p000_ac51\n"
    )

  private def stack(images: Path, sources: Path, options: String*): (Outcome, Path) = {
    val output = Files.createTempDirectory("unwise").resolve("cutouts")
    val words = Seq("--sources", s"$sources", "--tiles", s"$images", "--output", s"$output")
    (CommandLine.allsky("stack-cutouts" +: (words ++ options): _*), output)
  }

  "stack-cutouts of unWISE images" should "cut windows of their own pixels, in DN" in {
    val (outcome, output) = stack(tiles, sources)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome.err should include("1 tiles (3 files read, 0 from the index) of unWISE images")
    outcome.out should include("2 sources: 1 OK, 1 NO_TILE")
    val table = spark.read.parquet(output.toString)
    val row = table.filter("status = 'OK'").collect().head
    row.getAs[String]("coadd_id") shouldBe "0000p000"
    val pixels = TensorFormat.pixels(row.getAs[Array[Byte]]("pixels"))
    // The reference pixel, at 0 0, is between pixels 49 and 50; 0.001 deg are 1.31 pixels.
    val (x, y) = (48, 52)
    for ((nanomaggies, place) <- Seq(6.3096, 15.849, 63.096).zipWithIndex) {
      val band = Band.values()(place)
      val above = atlas.pixels(100, band)(y)(x) - row.getAs[Float](CutoutTable.background(band))
      pixels(place * 625 + 12 * 25 + 12).toDouble shouldBe above / nanomaggies +- 1e-3
    }
  }

  it should "say of the pixels what they are" in {
    val schema = spark.read.parquet(stack(tiles, sources)._2.toString).schema
    val tensor = schema("pixels").metadata.getMetadata("tensor")
    tensor.getLongArray("shape") shouldBe Array(3L, 25L, 25L)
    tensor.getString("imagery") shouldBe "UNWISE"
    tensor.getDouble("pixel_arcsec") shouldBe 2.75
    tensor.getDoubleArray("vega_zero_points") shouldBe Array(20.5, 19.5, 18.0)
    schema("pixels").metadata.getString("unit") shouldBe "DN"
    schema("background_w1").metadata.getString("unit") shouldBe "nanomaggy"
    schema("sigma_w1").metadata.getString("unit") shouldBe "DN"
  }

  it should "refuse a folder where Atlas images lie too, in one line" in {
    val both = Files.createTempDirectory("both")
    val w1 = Files.copy(
      tiles.resolve(UnwiseImages.name("0000p000", Band.W1)),
      both.resolve(UnwiseImages.name("0000p000", Band.W1))
    )
    val int = atlas.fileOf("0000p000_ac51", Band.W1)
    val other = Files.copy(int, both.resolve(int.getFileName))
    val (outcome, output) = stack(both, sources)
    outcome.exitCode shouldBe 1
    val lines = outcome.err.linesIterator.filter(_.contains("are in the same folder")).toList
    lines should have size 1
    lines.head should include(s"$other) and unWISE images (")
    lines.head should include(s"$w1) are in the same folder")
    Files.exists(output) shouldBe false
  }

  "classify-allsky" should "refuse unWISE images to a model of Atlas images" in {
    val folder = Files.createTempDirectory("unwise")
    ModelFolder.write(folder.resolve("model"), RandomModels.model(NetworkShape.ofPaper, 5))
    val outcome = CommandLine.allsky(
      "classify-allsky",
      "--sources",
      s"$sources",
      "--tiles",
      s"$tiles",
      "--model",
      s"${folder.resolve("model")}",
      "--output",
      s"${folder.resolve("predictions")}"
    )
    outcome.exitCode shouldBe 1
    outcome.err should include("it was trained on Atlas images, but these are unWISE")
  }

  "A real unWISE folder" should "be cut in four bands, weights passed over" taggedAs RealSky in {
    val real = RealSky.path("unwise/3460p121")
    val position =
      Files.writeString(
        Files.createTempFile("positions", ".csv"),
        "ra,dec\n346.6843264,12.7911397\n346.59,12.78\n"
      )
    val options = Seq("--bands", "W1,W2,W3,W4", "--size-arcsec", "10") ++
      Seq("--tile-index", s"${Files.createTempDirectory("index")}")
    val (outcome, output) = stack(real, position, options: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome.out should include("2 sources: 1 OK, 1 NO_TILE")
    Files.readString(output.resolve("_summary.json")) should include("\"problems\": []")
  }
}
