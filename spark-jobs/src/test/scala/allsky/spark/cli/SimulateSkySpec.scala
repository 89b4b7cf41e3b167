package allsky.spark.cli

import allsky.fits.AtlasImages
import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import nom.tam.fits.{BinaryTableHDU, Fits}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SimulateSkySpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private def simulate(folder: Path, more: String*): Int = Allsky.run(
    Seq("simulate-sky", "--output", folder.toString) ++
      Seq("--tiles", "2", "--tile-pixels", "256", "--labelled-per-tile", "30") ++ more: _*
  )

  private lazy val sky = {
    spark.sparkContext.isStopped shouldBe false
    val folder = Files.createTempDirectory("allsky-sky").resolve("sky")
    simulate(folder) shouldBe 0
    folder
  }

  "simulate-sky" should "write the archive's layout of images" in {
    for (id <- Seq("1926p272_ac51", "0121m046_ac51"); band <- 1 to 4) {
      val file = sky.resolve(s"tiles/${id.take(2)}/${id.take(4)}/$id/$id-w$band-int-3.fits")
      val fits = new Fits(file.toFile)
      try {
        val image = fits.readHDU()
        image.getAxes shouldBe Array(256, 256)
        image.getHeader.getStringValue("COADDID") shouldBe id
        image.getHeader.getStringValue("TELESCOP") shouldBe "SIMULATED"
        AtlasImages.projection(image.getHeader).pixelScaleArcsec shouldBe 1.375 +- 1e-6
      } finally fits.close()
    }
    Files.exists(sky.resolve("_SUCCESS")) shouldBe true
    Files.readString(sky.resolve("_run.json")) should include("\"seed\": \"1\"")
  }

  it should "write a catalog with AllWISE's columns that says it is simulated" in {
    val catalog = spark.read.parquet(sky.resolve("allwise").toString)
    catalog.count() should be > 60L
    catalog.columns should contain allOf ("designation", "ra", "cntr", "coadd_id", "w1mpro",
    "w3sigmpro", "cc_flags", "ph_qual", "w1mag_1", "w1sigm_3")
    catalog.filter("w4sigmpro is null and w4mpro is not null and w4snr < 2").count() should
      be > 10L
    catalog.select("coadd_id").distinct().count() shouldBe 2
    catalog.schema("w1mpro").metadata.getString("origin") should startWith("SIMULATED")
    catalog.schema("w1mpro").metadata.getString("unit") shouldBe "mag"
  }

  it should "write the true class of each row of the catalog, brightest first in each tile" in {
    val catalog = spark.read.parquet(sky.resolve("allwise").toString)
    val truth = spark.read.parquet(sky.resolve("truth").toString)
    truth.count() shouldBe catalog.count()
    val both = catalog.as("c").join(truth.as("t"), Seq("cntr", "ra", "dec"))
    both.count() shouldBe catalog.count()
    truth.select("class").distinct().collect().map(_.getString(0)).toSet shouldBe
      Set("STAR", "GALAXY", "QSO")
    // Each of the 60 sources that were added is a row, unless a brighter one is too close.
    truth.filter("is_added").count() should (be > 50L and be <= 60L)
    // Blends and noise move W1 of few bright sources by half a magnitude.
    val bright = both.filter("true_w1 < 15")
    bright.filter("abs(w1mpro - true_w1) < 0.5").count() should be > bright.count() * 9 / 10
    truth.schema("class").metadata.getString("origin") should startWith("SIMULATED")
  }

  it should "write spectra as SDSS does, text padded with blanks" in {
    val fits = new Fits(sky.resolve("specObj.fits").toFile)
    try {
      val table = fits.getHDU(1).asInstanceOf[BinaryTableHDU]
      table.getNRows should be >= 60
      table.getColumnName(0) shouldBe "SPECOBJID"
      table.getHeader.getStringValue("TFORM1") shouldBe "22A"
      val classes = table.getColumn("CLASS").asInstanceOf[Array[String]].map(_.trim)
      classes.toSet shouldBe Set("STAR", "GALAXY", "QSO")
      all(table.getColumn("PLUG_RA").asInstanceOf[Array[Double]]) should (be >= 0.0 and be < 360.0)
      Files.size(sky.resolve("specObj.fits")) % 2880 shouldBe 0
    } finally fits.close()
  }

  it should "refuse a finished output without --overwrite and replace it with the same bytes" in {
    val image = "tiles/19/1926/1926p272_ac51/1926p272_ac51-w1-int-3.fits"
    val before = Files.readAllBytes(sky.resolve(image))
    val spectra = Files.readAllBytes(sky.resolve("specObj.fits"))
    simulate(sky) shouldBe 1
    simulate(sky, "--overwrite") shouldBe 0
    Files.readAllBytes(sky.resolve(image)) shouldBe before
    Files.readAllBytes(sky.resolve("specObj.fits")) shouldBe spectra
  }

  it should "add unusual objects with their kind, without a spectrum, only if asked to" in {
    val folder = Files.createTempDirectory("allsky-sky").resolve("unusual")
    simulate(folder, "--unusual-per-tile", "4", "--catalog-only") shouldBe 0
    val plain = spark.read.parquet(sky.resolve("allwise").toString)
    val catalog = spark.read.parquet(folder.resolve("allwise").toString)
    plain.columns should not contain "simulated_kind"
    catalog.columns.last shouldBe "simulated_kind"
    catalog.schema("simulated_kind").metadata.getString("origin") should startWith("SIMULATED")
    val ordinary = catalog.filter("simulated_kind is null").drop("simulated_kind")
    ordinary.exceptAll(plain).count() shouldBe 0
    ordinary.count() shouldBe plain.count()
    val unusual = catalog.filter("simulated_kind is not null")
    unusual.count() should (be >= 6L and be <= 8L)
    unusual.filter("simulated_kind = 'l-dwarf'").count() should be >= 1L
    catalog.select("cntr").distinct().count() shouldBe catalog.count()
    val spectra = Files.readAllBytes(folder.resolve("specObj.fits"))
    spectra shouldBe Files.readAllBytes(sky.resolve("specObj.fits"))
  }

  it should "write only tables with --catalog-only" in {
    val tables = Files.createTempDirectory("allsky-sky").resolve("tables")
    simulate(tables, "--catalog-only", "--hard-cases", "blends,Cool-Dwarfs") shouldBe 0
    Files.exists(tables.resolve("tiles")) shouldBe false
    Files.exists(tables.resolve("specObj.fits")) shouldBe true
    Files.readString(tables.resolve("_run.json")) should (include("\"preset\": \"sdss\"") and
      include("\"hard-cases\": \"[blends, Cool-Dwarfs]\""))
  }

  it should "have cases with --hard-cases all that the default lacks" in {
    val folder = Files.createTempDirectory("allsky-sky").resolve("all")
    simulate(folder, "--catalog-only", "--hard-cases", "all") shouldBe 0
    spark.read.parquet(folder.resolve("allwise").toString).columns.last shouldBe "simulated_kind"
  }

  it should "refuse numbers that make no sky" in {
    val folder = Files.createTempDirectory("allsky-sky").resolve("sky")
    def exit(options: String*) = Allsky.run(
      Seq("simulate-sky", "--output", folder.toString) ++ options: _*
    )
    exit("--tiles", "0") shouldBe 1
    exit("--tiles", "18241") shouldBe 1
    exit("--tile-pixels", "63") shouldBe 1
    exit("--tile-pixels", "4096") shouldBe 1
    exit("--tile-pixels", "256", "--labelled-per-tile", "500") shouldBe 1
    exit("--tile-pixels", "256", "--labelled-per-tile", "0", "--unusual-per-tile", "5") shouldBe 1
    exit("--unusual-per-tile", "-1") shouldBe 1
    exit("--preset", "impossible") shouldBe 2
    exit("--hard-cases", "blends,ghosts") shouldBe 2
    Files.exists(folder) shouldBe false
  }
}
